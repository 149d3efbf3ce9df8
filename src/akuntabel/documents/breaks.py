"""Where a table may break over pages; Word and PDF ask here, so that they agree.

A short table stays whole, with its caption and notes. A long one breaks between rows: its first rows stay with
the head, its last ones with the foot and the notes, so that no page begins or ends with a stray row or two.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from akuntabel.documents.grid import Layout, Part

SHORT_TABLE = 12
"""A table of no more rows than this (body and foot) is kept whole, unless it fills more than half a page."""
FEWEST_ROWS = 3
"""Rows of a long table on either side of a page break, at least."""
_CELL_ROOM = 136
"""Space above and below the text of a row, in twips."""


@dataclass(frozen=True, slots=True)
class Breaks:
    """Which rows of a table stay together; ``lead`` and ``tail`` count in the body."""

    rows: int
    """Rows of the body."""
    is_whole: bool
    lead: int
    """So many first rows of the body stay with the head."""
    tail: int
    """From this row of the body on, everything stays together to the end; the number of rows for nothing."""

    def kept_with_next(self, layout: Layout, part: Part) -> frozenset[int]:
        """Rows of a part that must not be the last on a page, except that nothing is said of a part's last row."""
        last = len(part.rows) - 1
        if part.name != "body" or self.is_whole:
            return frozenset(range(last))
        together = (*range(self.lead - 1), *range(self.tail, last))
        return layout.rows_kept_with_next(part) | frozenset(together)


def breaks(layout: Layout, parts: Sequence[Part], text_height: int) -> Breaks:
    """Where a table may break on pages whose text is ``text_height`` twips high.

    Rows that would take more than a third of a page are left free to break anywhere.
    """
    body = next((part for part in parts if part.name == "body"), None)
    rows = len(body.rows) if body else 0
    foot = sum(len(part.rows) for part in parts if part.name == "foot")
    if body is None:
        return Breaks(0, True, 0, 0)
    height = sum(_height(layout, part, range(len(part.rows))) for part in parts if part is not body)
    if rows + foot <= SHORT_TABLE and _fits(layout, body, range(rows), text_height // 2 - height):
        return Breaks(rows, True, rows, 0)
    tail = _closed_above(layout, body, max(rows - max(FEWEST_ROWS - foot, 1), 0))
    if not _fits(layout, body, range(tail, rows), text_height // 3):
        tail = rows
    lead = _closed_below(layout, body, min(FEWEST_ROWS, rows))
    if not _fits(layout, body, range(lead), text_height // 3):
        lead = 1
    return Breaks(rows, False, min(lead, max(tail, 1)), tail)


def _closed_above(layout: Layout, body: Part, row: int) -> int:
    """The nearest row at or above, before which a page may end."""
    kept = layout.rows_kept_with_next(body)
    while row > 0 and (row - 1 in kept or _is_inside_a_span(body, row)):
        row -= 1
    return row


def _closed_below(layout: Layout, body: Part, row: int) -> int:
    kept = layout.rows_kept_with_next(body)
    while row < len(body.rows) and (row - 1 in kept or _is_inside_a_span(body, row)):
        row += 1
    return row


def _is_inside_a_span(body: Part, row: int) -> bool:
    return any(placed.row < row for placed in body.owners[row])


def _fits(layout: Layout, body: Part, rows: Sequence[int], height: int) -> bool:
    """Whether rows are no higher than ``height`` twips and none of them is so tall that it may break itself."""
    return _height(layout, body, rows) <= height and not any(layout.may_break(body, row) for row in rows)


def _height(layout: Layout, part: Part, rows: Sequence[int]) -> int:
    """About how high rows are, in twips."""
    return sum(layout.row_lines(part, row) * layout.type_size * 6 // 5 + _CELL_ROOM for row in rows)
