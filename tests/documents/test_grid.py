"""Cells on the grid, and column widths that never break a number."""

import pytest

from akuntabel.documents import grid
from akuntabel.documents.content import Column, CrossReference, LineBreak, Table, Text, cell, row
from akuntabel.documents.metrics import text_width

TWO = (Column(1), Column(align="right"))


def table(*body, columns=TWO, head=None, **more):
    return Table(columns, head or (row(*("K" for _ in columns)),), body, **more)


def starts(part):
    return [[placed.column for placed in line] for line in part.rows]


def test_a_row_under_a_rowspan_starts_in_the_next_free_column():
    body = (row(cell("a", rowspan=2), "1"), row("2"), row("b", "3"))

    parts = {part.name: part for part in grid.place(table(*body))}

    assert starts(parts["body"]) == [[0, 1], [1], [0, 1]]
    assert parts["body"].owners[1][0].cell == body[0][0]
    assert "foot" not in parts


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ((row("a"),), "body row 1 fills 1 of 2 columns"),
        ((row("a", "b", "c"),), "body row 1 has more cells than its 2 columns"),
        ((row("a", "b"), row(cell("a", colspan=3))), "body row 2 has more cells"),
        ((row(cell("a", rowspan=2), "b"),), "rowspan of 2 that runs past the last row"),
        ((row("a", cell("b", rowspan=2)), row(cell("c", colspan=2))), "overlaps a cell spanned from above"),
    ],
)
def test_rows_that_do_not_fit_name_table_part_and_row(body, says):
    with pytest.raises(grid.GridError, match=says) as caught:
        grid.place(table(*body, id="tbl-x"))

    assert "'tbl-x'" in str(caught.value)


def layout(subject, total=8900):
    return grid.layout(subject, grid.place(subject), total)


def test_widths_add_up_and_a_number_fits_its_auto_column():
    subject = table(row("teks " * 40, "12.074.469.971"), row("x", "5"))

    found = layout(subject)

    assert sum(found.widths) == 8900
    assert found.type_size == 170
    number = text_width("12.074.469.971", 170)
    assert number + 2 * grid.CELL_PADDING <= found.widths[1] < number + 2 * grid.CELL_PADDING + 100


def test_text_columns_share_by_weight():
    subject = table(row("a", "b", "1"), columns=(Column(1), Column(3), Column()))

    one, three, _ = layout(subject).widths

    assert abs(3 * one - three) <= 4


def test_a_light_text_column_keeps_its_longest_word():
    word = "pertanggungjawabannya"
    subject = table(row(word, "b"), columns=(Column(1), Column(20)))

    assert layout(subject).widths[0] >= text_width(word, 170)


def test_auto_columns_alone_fill_the_width():
    subject = table(row("1", "2"), columns=(Column(), Column()))

    assert sum(layout(subject).widths) == 8900


def test_a_crowded_table_takes_smaller_type_before_it_breaks_a_number():
    columns = tuple(Column(align="right") for _ in range(10))
    subject = table(row(*["12.074.469"] * 10), columns=columns)

    found = layout(subject, 7600)

    assert found.type_size < 170
    assert all(width >= text_width("12.074.469", found.type_size) for width in found.widths)


def test_a_hopeless_table_still_adds_up():
    columns = tuple(Column() for _ in range(30))
    subject = table(row(*["12.074.469.971"] * 30), columns=columns)

    found = layout(subject)

    assert (found.type_size, sum(found.widths), found.is_crowded) == (120, 8900, True)


def test_a_row_may_break_over_pages_only_where_a_cell_is_tall():
    subject = table(row("pendek", "1"), row(cell("kata " * 300, rowspan=2), "2"), row("3"), row("akhir", "4"))
    body = grid.place(subject)[1]

    found = layout(subject)

    assert [found.may_break(body, index) for index in range(4)] == [False, True, True, False]


def test_alignment_tone_and_weight_of_a_cell_follow_its_part():
    subject = table(row("a", "1"), row(cell("b", align="center", tone="meets"), "2"), foot=(row("c", "3"),))
    head, body, foot = grid.place(subject)

    assert grid.align_of(head.rows[0][1], TWO, "head") == "center"
    assert grid.align_of(body.rows[0][1], TWO, "body") == "right"
    assert grid.align_of(body.rows[1][0], TWO, "body") == "center"
    assert [grid.tone_of(part.rows[-1][0], part.name) for part in (head, body, foot)] == [
        "head",
        "meets",
        "subhead",
    ]
    assert [grid.is_bold(part.rows[0][0], part.name) for part in (head, body, foot)] == [True, False, True]


def test_lines_and_references_in_a_cell_are_measured_each_for_itself():
    lines = cell("kata pendek", LineBreak(), "satu", CrossReference("t"))
    subject = table(row("x", lines))

    width = layout(subject).widths[1]

    assert width >= text_width("satuTabel 8.88", 170)
    assert width < text_width("kata pendek satuTabel 8.88", 170)


def test_auto_columns_that_do_not_fit_wrap_between_words_before_they_shrink():
    columns = tuple(Column() for _ in range(6))
    subject = table(row(*["dua kata lagi"] * 6), columns=columns)

    found = layout(subject, 3600)

    assert (found.type_size, sum(found.widths)) == (170, 3600)
    assert all(width >= text_width("kata", 170) for width in found.widths)


def test_auto_columns_give_way_where_that_saves_lines():
    """A column of worded classes wraps between words instead of squeezing the text beside it."""
    subject = table(
        *[row("Persentase permohonan yang selesai tepat waktu sesuai janji", "hampir tercapai semua")] * 4,
        columns=(Column(1), Column()),
    )

    found = layout(subject, 3400)

    assert found.widths[1] < text_width("hampir tercapai semua", 170)
    assert found.widths[1] > text_width("tercapai", 170)


def test_auto_columns_keep_their_lines_where_nothing_is_saved():
    subject = table(row("pendek", "hampir tercapai"), columns=(Column(1), Column()))

    assert layout(subject, 8000).widths[1] > text_width("hampir tercapai", 170)


@pytest.mark.parametrize("total", [8901, 14230])
def test_no_word_is_wider_than_its_column(total):
    """Whatever the words, a table that is not crowded breaks none of them, in either writer."""
    words = ["ditindaklanjuti", "keputusan/rekomendasi", "30.215.555.000", "pertanggungjawaban", "95,77"]
    subject = table(row(*words, *["92,5"] * 7), columns=(Column(1), Column(2), *[Column()] * 10))

    found = layout(subject, total)

    assert not found.is_crowded
    for word, width in zip(words, found.widths, strict=False):
        assert text_width(word, found.type_size) <= width - 2 * grid.CELL_PADDING


# --- Rows that stay together ---


def layout_and_body(*body, columns=TWO):
    item = table(*body, columns=columns)
    parts = grid.place(item)
    return grid.layout(item, parts, 8000), parts[1]


BAND = row(cell("Sasaran", colspan=2, tone="subhead"))
PLAIN = row("a", "1")


@pytest.mark.parametrize(
    ("body", "runs"),
    [
        ((BAND, PLAIN, BAND, BAND, PLAIN), ((0,), (2, 3))),
        ((PLAIN, BAND), ()),
        ((*[BAND] * 6, PLAIN), ((2, 3, 4, 5),)),
        ((row(cell("Sasaran", colspan=2, bold=True)), PLAIN), ((0,),)),
        ((row(cell(Text("Sasaran", bold=True), colspan=2)), PLAIN), ((0,),)),
        ((row(cell("Catatan", colspan=2)), PLAIN), ()),
        ((row(cell("a", tone="subhead"), cell("1", tone="subhead")), PLAIN), ()),
        ((row(cell("kata " * 900, colspan=2, tone="subhead")), PLAIN), ()),
    ],
    ids=["runs", "last", "long run", "bold", "bold text", "neither", "two cells", "too tall"],
)
def test_rows_that_name_a_group(body, runs):
    layout, part = layout_and_body(*body)

    assert layout.bands(part) == runs


def test_rows_kept_with_the_next():
    layout, part = layout_and_body(BAND, row(cell("g", rowspan=3), "1"), row("2"), row("3"), PLAIN)

    assert layout.rows_kept_with_next(part) == {0, 1, 2}


def test_a_tall_merged_cell_and_many_rows_are_not_kept_whole():
    layout, part = layout_and_body(
        row(cell("kata " * 900, rowspan=2), "1"), row("2"), row(cell("g", rowspan=20), "1"), *[row("2")] * 19
    )

    assert layout.rows_kept_with_next(part) == frozenset()
