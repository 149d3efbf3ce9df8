"""Where the cells of a table stand: rows with spans laid out on a grid, and the widths of columns.

Word needs a cell for every covered place, HTML and the PDF do not; all need the same widths. Widths are in
twips (a twentieth of a point).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from akuntabel.documents.characters import BREAK_HERE, breakable
from akuntabel.documents.content import (
    Block,
    Bound,
    Cell,
    Column,
    CrossReference,
    LineBreak,
    Row,
    Spans,
    Table,
    Text,
)
from akuntabel.documents.metrics import text_width, wrapped_lines

TYPE_SIZES = (170, 160, 150, 140, 130, 120)
"""Type sizes of table text in twips, 8.5 points and down; the first that fits is taken."""
CELL_PADDING = 70
"""Space left and right of the text of a cell, in twips."""
_WIDEST_AUTO_LINE = 2060
"""An auto column wider than this (in twips), or than a sixth of a wider page, wraps between words; a number never
reaches it."""

_MOST_LINES_KEPT_WHOLE = 15
_LONGEST_RUN = 4
"""Of more rows than this that name a group, the last are kept together: all of them might fill a page."""


class GridError(ValueError):
    """The rows of a table do not fill its columns exactly."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at the row and column (from 0) where it starts; ``row`` counts within its part of the table."""

    cell: Cell
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Part:
    """Head, body or foot of a table on the grid."""

    name: str
    rows: tuple[tuple[Placed, ...], ...]
    owners: tuple[tuple[Placed, ...], ...]
    """The cell that covers each place, row by row."""


def place(table: Table) -> tuple[Part, ...]:
    """Head, body and foot on the grid; a part without rows is left out.

    Raises GridError where a row has too few or too many cells, or a rowspan runs past its part.
    """
    parts = (("head", table.head), ("body", table.body), ("foot", table.foot))
    return tuple(_place_part(table, name, rows) for name, rows in parts if rows)


def _place_part(table: Table, name: str, rows: tuple[Row, ...]) -> Part:
    width = len(table.columns)
    owners: list[list[Placed | None]] = [[None] * width for _ in rows]
    placed_rows: list[tuple[Placed, ...]] = []
    for row_index, cells in enumerate(rows):
        placed = []
        for cell in cells:
            column = next((index for index, owner in enumerate(owners[row_index]) if owner is None), width)
            item = Placed(cell, row_index, column)
            _occupy(owners, item, _where(table, name, row_index), width)
            placed.append(item)
        if None in owners[row_index]:
            filled = sum(owner is not None for owner in owners[row_index])
            raise GridError(
                f"{_where(table, name, row_index)} fills {filled} of {width} columns: "
                "add the missing cells or a colspan."
            )
        placed_rows.append(tuple(placed))
    full = tuple(tuple(owner for owner in line if owner is not None) for line in owners)
    return Part(name, tuple(placed_rows), full)


def _occupy(owners: list[list[Placed | None]], item: Placed, where: str, width: int) -> None:
    cell = item.cell
    if item.column + cell.colspan > width:
        raise GridError(f"{where} has more cells than its {width} columns: remove a cell or lessen a colspan.")
    if item.row + cell.rowspan > len(owners):
        raise GridError(
            f"{where} has a rowspan of {cell.rowspan} that runs past the last row: "
            "a cell stays in its part of the table."
        )
    for line in owners[item.row : item.row + cell.rowspan]:
        for column in range(item.column, item.column + cell.colspan):
            if line[column] is not None:
                raise GridError(f"{where} overlaps a cell spanned from above: lessen a colspan or rowspan.")
            line[column] = item


def _where(table: Table, part: str, row_index: int) -> str:
    return f"Table {table.id or table.caption!r}, {part} row {row_index + 1}"


@dataclass(frozen=True, slots=True)
class Layout:
    """Type size and column widths of a table, all in twips; the widths add up to the width asked for."""

    type_size: int
    widths: tuple[int, ...]
    is_crowded: bool = False
    """Even the smallest type is too wide: words, numbers too, must break."""

    def lines(self, placed: Placed) -> int:
        """About how many lines a cell prints; for deciding whether it may break over pages."""
        width = sum(self.widths[placed.column : placed.column + placed.cell.colspan]) - 2 * CELL_PADDING
        lengths = (text_width(line, self.type_size) for line in _lines(placed.cell.spans))
        return sum(1 + length * 5 // (4 * max(width, 1)) for length in lengths)

    def wrapped_lines(self, placed: Placed, part: Part) -> int:
        """Lines a cell prints when its words are set one after the other."""
        room = sum(self.widths[placed.column : placed.column + placed.cell.colspan]) - 2 * CELL_PADDING
        bold = is_bold(placed, part.name)
        return sum(wrapped_lines(line, room, self.type_size, bold) for line in _lines(placed.cell.spans))

    def may_break(self, part: Part, row: int) -> bool:
        """Whether a row may break over pages: one of its cells is too tall to be kept whole."""
        return any(self.lines(placed) > _MOST_LINES_KEPT_WHOLE for placed in part.owners[row])

    def is_kept_whole(self, part: Part, placed: Placed) -> bool:
        """Whether the rows a cell spans stay on one page: they are few, so its text stays beside them."""
        rows = range(placed.row, placed.row + placed.cell.rowspan)
        height = sum(self.row_lines(part, row) for row in rows)
        return max(height, self.lines(placed)) <= _MOST_LINES_KEPT_WHOLE

    def rows_kept_with_next(self, part: Part) -> frozenset[int]:
        """Rows that must not be the last on a page: bands, and all but the last row under a spanning cell."""
        kept = {row for run in self.bands(part) for row in run}
        for line in part.rows:
            for placed in line:
                if placed.cell.rowspan > 1 and self.is_kept_whole(part, placed):
                    kept.update(range(placed.row, placed.row + placed.cell.rowspan - 1))
        return frozenset(kept)

    def bands(self, part: Part) -> tuple[tuple[int, ...], ...]:
        """Rows of the body that name the group below them, as runs of rows that follow one another.

        Such a row is one cell over all columns, bold or of tone "subhead", with another kind of row below its run.
        """
        runs: list[list[int]] = []
        for row, line in enumerate(part.rows):
            if not _names_a_group(part, line) or self.may_break(part, row):
                continue
            if runs and runs[-1][-1] == row - 1:
                runs[-1].append(row)
            else:
                runs.append([row])
        return tuple(tuple(run[-_LONGEST_RUN:]) for run in runs if run[-1] < len(part.rows) - 1)

    def row_lines(self, part: Part, row: int) -> int:
        """About how many lines a row prints, without the cells that span further rows."""
        return max((self.lines(placed) for placed in part.rows[row] if placed.cell.rowspan == 1), default=1)


def _names_a_group(part: Part, line: tuple[Placed, ...]) -> bool:
    if part.name != "body" or len(line) != 1:
        return False
    cell = line[0].cell
    texts = [span for span in cell.spans if isinstance(span, Text | Bound)]
    stands_out = cell.tone == "subhead" or cell.bold or (bool(texts) and all(span.bold for span in texts))
    return stands_out and cell.rowspan == 1 and cell.colspan == len(part.owners[line[0].row])


def layout(table: Table, parts: Sequence[Part], total: int) -> Layout:
    """The largest type size at which the table fits ``total`` twips, and its column widths.

    An auto column gets its longest line (a text column no less than its longest word); text columns share the
    rest by weight. Where auto columns could be wider or narrower between words, that which prints the fewest lines
    is taken. With auto columns only, what is left is spread evenly. Where even the smallest type is too wide,
    columns shrink in proportion and words break (``is_crowded``).
    """
    for size in TYPE_SIZES:
        least, lines = _measure(table, parts, size)
        if sum(least) <= total:
            found = [Layout(size, widths) for widths in _candidates(table, least, lines, total)]
            return min(found, key=lambda layout: _printed_lines(layout, parts)) if len(found) > 1 else found[0]
    return Layout(TYPE_SIZES[-1], tuple(_share(total, least)), is_crowded=True)


def _candidates(
    table: Table, least: list[int], lines: list[tuple[int, ...]], total: int
) -> tuple[tuple[int, ...], ...]:
    """Column widths to choose from: auto columns as wide as their lines up to a limit, or giving way to text."""
    found: list[tuple[int, ...]] = []
    for widest in (_WIDEST_AUTO_LINE, max(total // 6, _WIDEST_AUTO_LINE), _WIDEST_AUTO_LINE * 2 // 3, 0):
        natural = [
            max((word, *(line for line in of_column if line <= widest)))
            for word, of_column in zip(least, lines, strict=True)
        ]
        widths = tuple(_widths(table, least, natural, total))
        if widths not in found:
            found.append(widths)
    return tuple(found)


def _printed_lines(layout: Layout, parts: Sequence[Part]) -> int:
    """Lines that the rows of a table print one under the other; head rows, printed on each page, count twice."""
    total = 0
    for part in parts:
        weight = 2 if part.name == "head" else 1
        for row in range(len(part.rows)):
            total += weight * max(
                (layout.wrapped_lines(placed, part) for placed in part.rows[row] if placed.cell.rowspan == 1),
                default=1,
            )
    return total


def _widths(table: Table, least: list[int], natural: list[int], total: int) -> list[int]:
    weights = [column.weight for column in table.columns]
    widths = [least[index] if weight else natural[index] for index, weight in enumerate(weights)]
    if sum(widths) > total:
        widths = least
    if not any(weights):
        extra = _share(total - sum(widths), [1] * len(widths))
        return [width + more for width, more in zip(widths, extra, strict=True)]
    return _by_weight(widths, weights, total)


def _by_weight(widths: list[int], weights: list[int], total: int) -> list[int]:
    """Text columns share by weight what auto columns leave, but keep their longest word."""
    open_columns = [index for index, weight in enumerate(weights) if weight]
    result = list(widths)
    while open_columns:
        room = total - sum(result[index] for index in range(len(result)) if index not in open_columns)
        shares = _share(room, [weights[index] for index in open_columns])
        short = [index for index, share in zip(open_columns, shares, strict=True) if share < widths[index]]
        if not short:
            for index, share in zip(open_columns, shares, strict=True):
                result[index] = share
            return result
        open_columns = [index for index in open_columns if index not in short]
    return _share(total, result)


def _share(total: int, weights: list[int]) -> list[int]:
    """Whole parts of ``total`` in proportion to ``weights``; the last takes the remainder."""
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def _measure(table: Table, parts: Sequence[Part], size: int) -> tuple[list[int], list[tuple[int, ...]]]:
    """Width of the longest word, and of each longest line outside the head, of each column, in twips."""
    padding = 2 * CELL_PADDING + 20
    least = [padding] * len(table.columns)
    lines: list[set[int]] = [set() for _ in table.columns]
    for part in parts:
        for placed in (item for line in part.rows for item in line if item.cell.colspan == 1):
            words, line = _cell_widths(placed.cell, part.name, size)
            least[placed.column] = max(least[placed.column], words + padding)
            if part.name != "head":
                lines[placed.column].add(line + padding)
    return least, [tuple(of_column) for of_column in lines]


def _cell_widths(cell: Cell, part: str, size: int) -> tuple[int, int]:
    bold = cell.bold or part != "body"
    lines = _lines(cell.spans)
    spaced = (breakable(line).replace(BREAK_HERE, " ").replace("-", "- ") for line in lines)
    words = [word for line in spaced for word in line.split(" ")]
    longest_word = max((text_width(word, size, bold) for word in words), default=0)
    return longest_word, max((text_width(line, size, bold) for line in lines), default=0)


def _lines(spans: Spans) -> list[str]:
    lines = [""]
    for span in spans:
        match span:
            case LineBreak():
                lines.append("")
            case Text() | Bound():
                lines[-1] += span.text
            case CrossReference():
                lines[-1] += "Tabel 8.88"
    return lines


def align_of(placed: Placed, columns: tuple[Column, ...], part: str) -> str:
    """Alignment of a cell: its own, else centred in the head, else its column's."""
    if placed.cell.align is not None:
        return placed.cell.align
    return "center" if part == "head" else columns[placed.column].align


def tone_of(placed: Placed, part: str) -> str:
    """Tone of a cell: its own, else that of its part of the table; "" for none."""
    return placed.cell.tone or {"head": "head", "foot": "subhead"}.get(part, "")


def is_bold(placed: Placed, part: str) -> bool:
    """Whether the text of a cell is bold: where it says so, and in head and foot."""
    return placed.cell.bold or part != "body"


def colours_of(blocks: Iterable[Block]) -> list[str]:
    """The colours that cells of tables name as #RRGGBB instead of a tone, each once, sorted."""
    tables = (block for block in blocks if isinstance(block, Table))
    cells = (cell for table in tables for row in (*table.head, *table.body, *table.foot) for cell in row)
    return sorted({cell.tone for cell in cells if cell.tone.startswith("#")})
