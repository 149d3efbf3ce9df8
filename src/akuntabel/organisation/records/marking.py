"""A file given back with what is wrong in it: each wrong cell marked, and a column more with the numbered sentences.

The file can be corrected and sent again: the column more is not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.files import ERRORS, Table, harmless, has_line, spreadsheet_lines
from akuntabel.organisation.records.workbooks import marked_workbook


@dataclass(frozen=True)
class Marks:
    """One line: its cells, the sentences of its wrong cells by position, and all of its sentences, numbered."""

    cells: Sequence[str]
    wrong: dict[int, str] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)


def marks(table: Table, keys: Sequence[str], problems: Iterable[Problem]) -> list[Marks]:
    """Every line of a file whose columns are these, with its problems, numbered in the order of the lines."""
    place = {key: position for position, key in enumerate(keys) if key}
    found = {line.number: Marks(line.cells) for line in table.lines}
    ordered = sorted(filter(has_line, problems), key=lambda one: (one.place[0], str(one.place[1:])))
    for number, problem in enumerate(ordered, 1):
        line, *column = problem.place or (0,)
        if not isinstance(line, int) or line not in found:
            continue
        marked, sentence = found[line], f"{number}. {problem.message}"
        marked.sentences.append(sentence)
        if column and column[0] in place:
            position = place[str(column[0])]
            marked.wrong[position] = "\n".join(filter(None, [marked.wrong.get(position, ""), sentence]))
    return list(found.values())


def marked_file(table: Table, lines: Sequence[Marks], ending: str) -> bytes:
    """As ".xlsx", with colours and comments, or ".csv", with the column alone. An earlier such column is replaced."""
    old = [position for position, cell in enumerate(table.header) if cell == ERRORS]
    kept = [position for position in range(len(table.header)) if position not in old]
    header = [table.header[position] for position in kept]
    moved = {position: place for place, position in enumerate(kept)}
    rows = [
        (
            [one.cells[position] if position < len(one.cells) else "" for position in kept],
            {moved[position]: text for position, text in one.wrong.items() if position in moved},
            " ".join(one.sentences),
        )
        for one in lines
    ]
    if ending == ".xlsx":
        return marked_workbook(header, rows, ERRORS)
    texts = ([*map(harmless, cells), sentences] for cells, _, sentences in rows)
    separator = table.separator if table.separator == "," else ";"  # Excel opens no tabs in a file called .csv
    return "".join(spreadsheet_lines([*map(harmless, header), ERRORS], texts, separator)).encode()
