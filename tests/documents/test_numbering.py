"""One pass numbers everything; every fault is named, all of them at once."""

import dataclasses

import pytest

from akuntabel.documents import numbering
from akuntabel.documents.content import (
    Callout,
    Column,
    Cover,
    CrossReference,
    Heading,
    ListItem,
    NumberedList,
    Paragraph,
    Picture,
    Table,
    inline,
    row,
)
from akuntabel.documents.numbering import NumberingError, number
from documents import samples

CHAPTER = Heading(1, "PENDAHULUAN")


def table(table_id="", caption="Tabel"):
    return Table((Column(),), (row("K"),), (row("1"),), caption=caption, id=table_id)


def picture(picture_id=""):
    return Picture(b"<svg/>", "alt", "Gambar", picture_id)


def labels(*blocks):
    return [item.label for item in number(samples.document(blocks)).numbers.values()]


def fault(*blocks):
    with pytest.raises(NumberingError) as caught:
        number(samples.document(blocks))
    return str(caught.value)


def test_headings_of_all_levels():
    found = labels(
        Heading(1, "KATA PENGANTAR", numbered=False),
        Heading(1, "A"),
        Heading(2, "B"),
        Heading(3, "C"),
        Heading(4, "D"),
        Heading(4, "E"),
        Heading(3, "F"),
        Heading(4, "G"),
        Heading(2, "H", numbered=False),
        Heading(2, "I"),
        Heading(1, "J"),
        Heading(2, "K"),
        Heading(1, "L", appendix=True),
        Heading(2, "M"),
        Heading(1, "N", appendix=True),
    )

    assert found == [
        *("", "BAB I", "A.", "1.", "a.", "b.", "2.", "a.", "", "B.", "BAB II", "A."),
        *("Lampiran 1", "A.", "Lampiran 2"),
    ]


def test_captions_count_within_chapters_and_appendices():
    found = labels(
        table(),
        CHAPTER,
        table(),
        picture(),
        table(),
        CHAPTER,
        Heading(2, "X"),
        table(),
        table(caption=""),
        table(),
        Heading(1, "L", appendix=True),
        table(),
    )

    assert found == [
        *(
            "Tabel 1",
            "BAB I",
            "Tabel 1.1",
            "Gambar 1.1",
            "Tabel 1.2",
            "BAB II",
            "A.",
            "Tabel 2.1",
            "",
            "Tabel 2.2",
        ),
        *("Lampiran 1", "Tabel L1.1"),
    ]


def test_references_print_as_people_cite():
    blocks = (
        CHAPTER,
        Heading(2, "B"),
        Heading(3, "C", "c"),
        table("t"),
        Heading(1, "Naskah", "l", appendix=True),
    )

    targets = number(samples.document(blocks)).targets

    assert [targets[key].reference for key in "ctl"] == ["Bab I.A.1", "Tabel 1.1", "Lampiran 1"]


def test_english_words():
    document = dataclasses.replace(samples.document((CHAPTER, table(), picture())), language="en")

    assert [item.label for item in number(document).numbers.values()] == [
        "CHAPTER I",
        "Table 1.1",
        "Figure 1.1",
    ]


def test_a_dangling_reference_names_target_and_place():
    said = fault(CHAPTER, Paragraph(inline("Lihat ", CrossReference("tbl-hilang"))))

    assert "'tbl-hilang'" in said
    assert "block 2 (Paragraph, 'Lihat [tbl-hilang]')" in said


@pytest.mark.parametrize(
    "block",
    [
        NumberedList((ListItem(inline("a"), NumberedList((ListItem((CrossReference("x"),)),))),)),
        Callout("", (CrossReference("x"),)),
        Table((Column(),), (row("K"),), (row(CrossReference("x")),)),
        Table((Column(),), (row("K"),), (row("1"),), notes=((CrossReference("x"),),)),
    ],
)
def test_references_are_checked_wherever_spans_stand(block):
    assert "'x'" in fault(CHAPTER, block)


def test_a_duplicate_id_names_both():
    said = fault(CHAPTER, table("ganda", "Satu"), picture("ganda"))

    assert "'ganda' is used twice, by table 'Satu' and by picture 'Gambar'" in said


def test_a_reference_to_a_table_without_number():
    assert "no caption" in fault(CHAPTER, table("t", caption=""), Paragraph((CrossReference("t"),)))


def test_a_level_left_out_and_an_id_with_spaces():
    assert "'C' of level 3 follows level 1" in fault(CHAPTER, Heading(3, "C"))
    assert "'A' of level 2 follows no heading" in fault(Heading(2, "A"))
    assert "'dua kata'" in fault(dataclasses.replace(CHAPTER, id="dua kata"))


def test_a_table_that_does_not_fit_is_a_fault_too_and_all_faults_come_at_once():
    wrong = Table((Column(), Column()), (row("K", "L"),), (row("1"),), id="t")

    with pytest.raises(NumberingError) as caught:
        number(samples.document((CHAPTER, wrong, Paragraph((CrossReference("x"),)))))

    assert len(caught.value.faults) == 2
    assert "Table 't', body row 1" in caught.value.faults[0]


def test_a_cover_comes_first_or_not_at_all():
    assert "Cover is block 2" in fault(CHAPTER, Cover("BADAN"))


def test_an_unknown_language():
    with pytest.raises(NumberingError, match="'fr'"):
        number(dataclasses.replace(samples.document(()), language="fr"))


@pytest.mark.parametrize(
    ("count", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (49, "XLIX"), (90, "XC")]
)
def test_roman(count, written):
    assert numbering.roman(count) == written


@pytest.mark.parametrize(("count", "written"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba")])
def test_letters(count, written):
    assert numbering.letters(count) == written


def test_figures_lists_every_bound_span():
    references = [item.reference for item in numbering.figures(samples.document())]

    assert len(references) == 3 + 6 * 3 + 1 + 60 * 3 + 1
    assert references[0] == "kupang/2023-Q2/random-drug-compliance/realisation"
