"""Which blocks are kept with the one that follows."""

import pytest

from akuntabel.documents import keeping
from akuntabel.documents.content import (
    BulletList,
    Heading,
    ListItem,
    PageBreak,
    Paragraph,
    Signature,
    SignatureBlock,
    inline,
)
from documents import samples

BULLETS = BulletList((ListItem(inline("a")),))
SIGNED = SignatureBlock((Signature(("Kepala",)),))
TEXT = Paragraph(inline("Teks."))


@pytest.mark.parametrize(
    ("block", "following", "kept"),
    [
        (Paragraph(inline("Kendala:")), BULLETS, True),
        (Paragraph(inline("Kendala: ")), samples.achievement_table(), True),
        (Paragraph(inline("Judul"), style="centered-title"), TEXT, True),
        (Paragraph(inline("Teks."), keep_with_next=True), TEXT, True),
        (TEXT, BULLETS, False),
        (TEXT, SIGNED, True),
        (BULLETS, SIGNED, True),
        (BULLETS, TEXT, False),
        (Paragraph(inline("Kendala:")), Heading(1, "A"), False),
        (Paragraph(inline("Kendala:")), PageBreak(), False),
        (PageBreak(), SIGNED, False),
    ],
)
def test_what_is_kept_with_the_next_block(block, following, kept):
    assert keeping.keeps_with_next(samples.document((block, following)), 0) is kept


def test_the_last_block_is_kept_with_nothing():
    assert not keeping.keeps_with_next(samples.document((Paragraph(inline("Kendala:")),)), 0)


def test_a_long_text_is_not_moved_as_a_whole():
    assert keeping.is_short(Paragraph(inline("x" * keeping.LONGEST_KEPT)))
    assert not keeping.is_short(Paragraph(inline("x" * (keeping.LONGEST_KEPT + 1))))
