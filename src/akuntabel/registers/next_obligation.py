"""What follows an obligation that comes again: the same duty of the next period, as its form begins with.

A unit's obligation is its own definition: team, window and last day are typed once, with the first one. The next window lies
one period later. Its last day is moved to the working day before where it is none: a deadline that a rule sets may not be
passed, whatever the day. That move is not carried on to the period after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from akuntabel.core.periods import MONTH_NAMES, ROMAN_QUARTERS, months_later
from akuntabel.core.working_days import WorkingDays
from akuntabel.organisation.records.reading import Value
from akuntabel.organisation.working_days import working_days_of
from akuntabel.registers.models import Obligation

MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}
"""Recurrence → months from one period to the next."""
_QUARTER = re.compile(rf"(?i)\b(triwulan|tw) ({'|'.join(reversed(ROMAN_QUARTERS))})\b(?: (\d{{4}})\b)?")
_MONTH = re.compile(rf"(?i)\b({'|'.join(MONTH_NAMES)})\b(?: (\d{{4}})\b)?")
_YEAR = re.compile(r"\b20\d\d\b")


def comes_again(obligation: Obligation) -> bool:
    """Whether the next one is to be made: it comes again, is fulfilled, and none follows it yet. At most one query.

    Not in the calendar's last year: that is a mistake of typing.
    """
    is_done = obligation.recurrence in MONTHS and obligation.fulfilled_on is not None
    return is_done and obligation.due_on.year < date.max.year and not obligation.followed_by.exists()


def next_obligation(obligation: Obligation) -> dict[str, Value]:
    """The columns of the next one. One query for each obligation before this one."""
    chain = [obligation]
    while (before := chain[0].follows) is not None:
        chain.insert(0, before)
    months = MONTHS[obligation.recurrence]
    return {
        "number": f"{chain[0].number}/{len(chain) + 1}",
        "duty": obligation.duty,
        "title": next_title(obligation.title, obligation.recurrence),
        "recurrence": obligation.recurrence,
        "opens_on": months_later(obligation.opens_on, months),
        "due_on": _due([one.due_on for one in chain], months, working_days_of(obligation.unit)),
        "team": obligation.team,
        "follows": obligation.uuid,
    }


def _due(days: Sequence[date], months: int, calendar: WorkingDays) -> date:
    """The last day of the next one: a period after that of the last of `days`, or after the day it was moved from."""
    meant, *others = days
    for day in others:
        unmoved = months_later(meant, months)
        meant = unmoved if calendar.on_or_before(unmoved) == day else day
    return calendar.on_or_before(months_later(meant, months))


def next_title(title: str, recurrence: str) -> str:
    """A title with the period that it names once moved to the next; as it is where it names none, or more than one."""
    pattern, moved = {"quarterly": (_QUARTER, _next_quarter), "monthly": (_MONTH, _next_month),
                      "yearly": (_YEAR, _next_year)}[recurrence]  # fmt: skip
    return pattern.sub(moved, title) if len(pattern.findall(title)) == 1 else title


def _next_quarter(found: re.Match[str]) -> str:
    quarter, turn = _after(found[2].upper(), ROMAN_QUARTERS)
    return f"{found[1]} {quarter}{_year(found[3], turn)}"


def _next_month(found: re.Match[str]) -> str:
    month, turn = _after(found[1].capitalize(), MONTH_NAMES)
    return f"{month}{_year(found[2], turn)}"


def _after(name: str, names: Sequence[str]) -> tuple[str, int]:
    """The name after this one, and 1 where it is the first of the next year."""
    return (names[0], 1) if name == names[-1] else (names[names.index(name) + 1], 0)


def _next_year(found: re.Match[str]) -> str:
    return str(int(found[0]) + 1)


def _year(text: str | None, turn: int) -> str:
    return f" {int(text) + turn}" if text else ""
