"""Where a table may break over pages."""

import pytest

from akuntabel.documents import grid
from akuntabel.documents.breaks import FEWEST_ROWS, SHORT_TABLE, breaks
from akuntabel.documents.content import Column, Table, cell, row

PAGE = 13890
HEAD = (row("K", "L"),)
TWO = (Column(1), Column())


def found(*body, foot=(), height=PAGE):
    table = Table(TWO, HEAD, body, foot)
    parts = grid.place(table)
    return breaks(grid.layout(table, parts, 8000), parts, height)


def plain(count):
    return [row(f"baris {n}", "1") for n in range(count)]


def test_a_short_table_is_whole_and_one_row_more_is_not():
    assert found(*plain(SHORT_TABLE)).is_whole
    assert not found(*plain(SHORT_TABLE + 1)).is_whole
    assert not found(*plain(SHORT_TABLE), foot=(row("Jumlah", "12"),)).is_whole


def test_a_short_table_that_fills_more_than_half_a_page_may_break():
    assert not found(*plain(SHORT_TABLE), height=3000).is_whole


def test_rows_kept_at_either_end_of_a_long_table():
    """A foot counts among the last rows."""
    long = found(*plain(20))
    with_foot = found(*plain(20), foot=(row("Jumlah", "20"),))

    assert (long.lead, long.tail) == (FEWEST_ROWS, 20 - FEWEST_ROWS)
    assert with_foot.tail == 20 - FEWEST_ROWS + 1


@pytest.mark.parametrize(("span", "tail"), [(2, 20), (30, 52)], ids=["short", "long"])
def test_no_end_cuts_through_a_merged_cell(span, tail):
    """The end begins above a merged cell that it would cut; where that is too much, the end is left free."""
    body = (*plain(20), row(cell("g", rowspan=span), "1"), *[row("2")] * (span - 1), *plain(2))

    assert found(*body).tail == tail


def test_a_name_of_a_group_belongs_to_the_end_it_begins():
    band = row(cell("Sasaran", colspan=2, tone="subhead"))

    assert found(*plain(20), band, *plain(3)).tail == 20


def test_a_tall_row_is_left_free():
    """A row that may break itself is kept with nothing."""
    tall = row("kata " * 900, "1")
    ends = found(tall, *plain(20), tall)

    assert (ends.lead, ends.tail) == (1, 22)
