"""Sections of a document."""

from akuntabel.documents.content import Cover, PageBreak, SectionBreak
from akuntabel.documents.pages import sections
from documents import samples


def test_sections_carry_orientation_numbering_and_restart():
    blocks = (
        Cover("A"),
        SectionBreak(numbering="i", restart=True),
        PageBreak(),
        SectionBreak(landscape=True),
        PageBreak(),
        SectionBreak(numbering="1", restart=True),
        SectionBreak(),
        PageBreak(),
    )

    found = [
        (s.positions, s.landscape, s.numbering, s.restart, s.has_cover) for s in sections(samples.document(blocks))
    ]

    assert found == [
        ((0,), False, "1", False, True),
        ((2,), False, "i", True, False),
        ((4,), True, "i", False, False),
        ((7,), False, "1", True, False),
    ]


def test_text_width_follows_the_orientation():
    portrait, landscape = sections(samples.document((PageBreak(), SectionBreak(landscape=True), PageBreak())))

    assert (portrait.text_width, landscape.text_width) == (8901, 14230)
    assert landscape.signing_room < portrait.signing_room
