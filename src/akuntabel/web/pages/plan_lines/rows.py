"""Plan lines beside what was done, as rows of text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from akuntabel.core.number_format import MINUS, indonesian_number
from akuntabel.core.periods import MONTH_ABBREVIATIONS, MONTH_NAMES, Period
from akuntabel.registers.plan_progress import MONTHS, LineProgress
from akuntabel.web.pages.registers.asking import MONTH
from akuntabel.web.place import Place


@dataclass(frozen=True)
class Month:
    """The head of a month's column; `is_current` the last month of the period."""

    name: str
    short_name: str
    is_current: bool


@dataclass(frozen=True)
class Cell:
    """One month of one line; `address` lists its records, empty where there is none. What is done of a month after the
    period is not shown: it has not come yet."""

    month: Month
    planned: str
    done: str
    address: str


@dataclass(frozen=True)
class LineRow:
    """One line: its year, its numbers s.d. the period's month, and every month."""

    progress: LineProgress
    address: str
    of_year: str
    planned: str
    done: str
    difference: str
    is_behind: bool
    list_address: str
    cells: list[Cell]


def heads(period: Period) -> list[Month]:
    return [
        Month(name, short, number == period.month)
        for number, (name, short) in enumerate(zip(MONTH_NAMES, MONTH_ABBREVIATIONS, strict=True), 1)
    ]


def line_rows(place: Place, lines: Iterable[LineProgress]) -> list[LineRow]:
    months = heads(place.period)
    return [_row(place, one, months) for one in lines]


def _row(place: Place, one: LineProgress, months: list[Month]) -> LineRow:
    until = place.period.month
    planned, done = one.planned_to(until), one.done_to(until)
    behind = reverse("plan_line_records", args=[*place.address, one.line.uuid])
    return LineRow(
        one,
        reverse("register_record", args=[*place.address, "plan_line", one.line.uuid]),
        indonesian_number(one.planned_to(MONTHS), 0),
        indonesian_number(planned, 0),
        indonesian_number(done, 0),
        _signed(done - planned),
        done < planned,
        behind,
        [
            Cell(month, _number(one.planned[at]), _done(one, at, until), f"{behind}?{MONTH}={at + 1}" if one.done[at] else "")
            for at, month in enumerate(months)
        ],
    )  # fmt: skip


def _number(number: int) -> str:
    return indonesian_number(number, 0) if number else ""


def _done(one: LineProgress, at: int, until: int) -> str:
    """A month's number; a dash for one that lies after the period and has none."""
    return indonesian_number(one.done[at], 0) if at < until or one.done[at] else "–"


def _signed(number: int) -> str:
    """ "+2", "−53", "0"."""
    sign = "+" if number > 0 else MINUS if number < 0 else ""
    return f"{sign}{indonesian_number(abs(number), 0)}"
