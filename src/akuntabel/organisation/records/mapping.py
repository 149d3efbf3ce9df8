"""Which column of a register a column of a file is: by its heading first, then by the choices that stand in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.files import ERRORS, UUID, Table, column_named, columns_of
from akuntabel.organisation.records.headings import Recognised

LOOKED_AT = 200
"""Rows whose values are compared with choices."""
SHORT = {"no": "nomor", "tgl": "tanggal", "jml": "jumlah", "kab": "kabupaten"}


def guessed(register: Register, columns: Sequence[Column], table: Table) -> list[str]:
    """For each column of the file the key of a register's column, or "" where none seems meant; none twice.

    Each way of guessing is tried on all headings before the next, weaker one, so that a column goes to the heading that
    names it best. What stands in a column is looked at last, and only where its heading says nothing.
    """
    found = [_unless_hidden(register, columns, column_named(register, cell) or "") for cell in table.header]
    found = [key if key not in found[:place] else "" for place, key in enumerate(found)]
    about = set(_plain(register.name).split())
    spoken = {word for column in register.columns for word in _plain(column.name).split()} | about
    ways: list[Callable[[int, str, list[Column]], str]] = [
        lambda _, cell, free: _by_words(cell, free),
        lambda _, cell, free: _by_words_besides(cell, free, about),
        lambda _, cell, free: _near(cell, free),
        lambda place, cell, free: "" if _says(cell, spoken) else _by_choices(table, place, free),
    ]
    for way in ways:
        for place, cell in enumerate(table.header):
            if not found[place] and cell != ERRORS and column_named(register, cell) is None:
                found[place] = way(place, cell, [column for column in columns if column.key not in found])
    return found


def headings_of(register: Register, columns: Sequence[Column]) -> Recognised:
    """Which columns a line names, by their keys or names or by words of them."""
    about = set(_plain(register.name).split())

    def recognised(cells: Sequence[str]) -> set[str]:
        found = (
            column_named(register, cell) or _by_words(cell, columns) or _by_words_besides(cell, columns, about)
            for cell in cells
        )
        return {key for key in found if key}

    return recognised


def _unless_hidden(register: Register, columns: Sequence[Column], key: str) -> str:
    column = register.by_key.get(key)
    return key if key == UUID or column is None or column in columns else ""


def _by_words(cell: str, columns: Sequence[Column]) -> str:
    """The one column whose name has every word: "Nomor" is "Nomor sampel"."""
    words = set(_plain(cell).split())
    holding = {column.key for column in columns if words <= set(_plain(column.name).split())}
    return holding.pop() if words and len(holding) == 1 else ""


def _by_words_besides(cell: str, columns: Sequence[Column], about: Set[str]) -> str:
    """The one column whose whole name stands in the heading, beside words of the register's own name: "Hasil Pemeriksaan"
    is "Hasil" in a register of inspections."""
    words = set(_plain(cell).split())
    holding = [c.key for c in columns if (name := set(_plain(c.name).split())) <= words and words - name <= about]
    return holding[0] if len(holding) == 1 else ""


def _near(cell: str, columns: Sequence[Column]) -> str:
    """The column spelt most like it, word by word: in each at least three of four letters stand in the same order."""
    names = {_plain(name): column.key for column in columns for name in (column.key, column.name)}
    alike = [name for name in names if _is_near(_plain(cell), name)]
    near = get_close_matches(_plain(cell), alike, n=1)
    return names[near[0]] if near else ""


def _is_near(one: str, other: str) -> bool:
    """Also where words were written together."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        words, others = ["".join(words)], ["".join(others)]
    return all(map(_shares_letters, words, others))


def _shares_letters(one: str, other: str) -> bool:
    shared = sum(block.size for block in SequenceMatcher(None, one, other).get_matching_blocks())
    return 8 * shared >= 3 * (len(one) + len(other))


def _says(cell: str, spoken: Set[str]) -> bool:
    """Whether a heading of several words names something of the register; one word alone may be short for anything."""
    words = set(_plain(cell).split())
    return len(words) > 1 and not words.isdisjoint(spoken)


def _plain(name: str) -> str:
    """Small letters and spaces; among other words the usual short ones whole. "No." alone is a running number."""
    words = re.sub(r"[\W_]+", " ", name.casefold()).split()
    return " ".join(SHORT.get(word, word) for word in words) if len(words) > 1 else "".join(words)


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
    held = set(keys)
    problems += [
        Problem((1, one.key), f"{one.name}: kolom wajib ini belum dipasangkan dengan kolom berkas. Pasangkan, atau "
                "tambahkan kolomnya.")
        for one in columns_of(register) if one.required and one.key not in held
    ]  # fmt: skip
    return problems
