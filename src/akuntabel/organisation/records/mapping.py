"""Which column of a register a column of a file is: by its name, a near name, or the choices that stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.files import ERRORS, UUID, Table, column_named, missing_columns

LOOKED_AT = 200
"""Rows whose values are compared with choices."""


def guessed(register: Register, columns: Sequence[Column], table: Table) -> list[str]:
    """For each column of the file the key of a register's column, or "" where none seems meant; none twice."""
    found = [_unless_hidden(register, columns, column_named(register, cell) or "") for cell in table.header]
    found = [key if key not in found[:place] else "" for place, key in enumerate(found)]
    for place, cell in enumerate(table.header):
        if not found[place] and cell != ERRORS and column_named(register, cell) is None:
            free = [column for column in columns if column.key not in found]
            found[place] = _by_words(cell, free) or _near(cell, free) or _by_choices(table, place, free)
    return found


def _unless_hidden(register: Register, columns: Sequence[Column], key: str) -> str:
    column = register.by_key.get(key)
    return key if key == UUID or column is None or column in columns else ""


def _by_words(cell: str, columns: Sequence[Column]) -> str:
    """The one column whose name has every word: "Nomor" is "Nomor sampel"."""
    words = set(_plain(cell).split())
    holding = {column.key for column in columns if words <= set(_plain(column.name).split())}
    return holding.pop() if words and len(holding) == 1 else ""


def _near(cell: str, columns: Sequence[Column]) -> str:
    """The column spelt most like it, when at least three of four letters stand in the same order."""
    names = {_plain(name): column.key for column in columns for name in (column.key, column.name)}
    near = get_close_matches(_plain(cell), names, n=1)
    return names[near[0]] if near and _is_near(_plain(cell), near[0]) else ""


def _is_near(one: str, other: str) -> bool:
    shared = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return 8 * shared >= 3 * (len(one) + len(other))


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.casefold()).strip()


def _by_choices(table: Table, place: int, columns: Sequence[Column]) -> str:
    """The one choice column among whose choices at least four of five cells stand."""
    lines = islice((line.cells for line in table.lines if place < len(line.cells)), LOOKED_AT)
    cells = [text for cells in lines if (text := cells[place].strip().casefold())]
    fitting = []
    for column in columns:
        choices = {word.casefold() for pair in column.choices.items() for word in pair}
        if cells and choices and 5 * sum(cell in choices for cell in cells) >= 4 * len(cells):
            fitting.append(column.key)
    return fitting[0] if len(fitting) == 1 else ""


def mapping_problems(register: Register, header: Sequence[str], keys: Sequence[str]) -> list[Problem]:
    """A column of the register that two columns of the file give, or a required one that none gives."""
    problems = []
    for place, key in enumerate(keys):
        if key and key in keys[:place]:
            name = register.by_key[key].name if key in register.by_key else key
            first = header[list(keys).index(key)]
            problems.append(Problem((1, key), f'{name}: dipasangkan dengan "{first}" dan "{header[place]}". Lepaskan salah '
                                    "satu."))  # fmt: skip
    return [*problems, *missing_columns(register, keys)]
