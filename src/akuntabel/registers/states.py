"""In what state a record is on a day: what only the reader's day can tell, so that it is in no column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q

from akuntabel.organisation.models import Record
from akuntabel.registers.models import ExternalValue, Obligation


class Condition(StrEnum):
    """How far something that must come has come."""

    NOT_YET = "not_yet"
    DUE = "due"
    LATE = "late"
    DONE = "done"


def _obligation(one: Obligation, day: date) -> Condition:
    if one.fulfilled_on is not None and one.fulfilled_on <= day:
        return Condition.DONE
    if day > one.due_on:
        return Condition.LATE
    return Condition.DUE if day >= one.opens_on else Condition.NOT_YET


def _external_value(one: ExternalValue, day: date) -> Condition:
    if one.received_on is not None and one.received_on <= day:
        return Condition.DONE
    late = one.expected_on is not None and day > one.expected_on
    return Condition.LATE if late else Condition.NOT_YET


_STATES: Mapping[str, Callable[[Any, date], Condition]] = {
    "obligation": _obligation,
    "external_value": _external_value,
}
"""Register → how the state of its records is told."""


def has_conditions(register: str) -> bool:
    """Whether a day decides about the register's records."""
    return register in _STATES


def condition_of(register: str, record: Record, day: date) -> Condition:
    """The state on a day: the last day itself is not late."""
    return _STATES[register](record, day)


def in_condition(register: str, condition: Condition, day: date) -> Q:
    """The records that are in a state on a day: `condition_of`, as the database asks it."""
    done_on, first, last = {
        "obligation": ("fulfilled_on", "opens_on", "due_on"),
        "external_value": ("received_on", None, "expected_on"),
    }[register]
    done = Q(**{f"{done_on}__lte": day})
    is_open = Q(**{f"{done_on}__isnull": True}) | Q(**{f"{done_on}__gt": day})
    late = Q(**{f"{last}__lt": day})
    if condition is Condition.DONE:
        return done
    if condition is Condition.LATE:
        return is_open & late
    in_time = is_open & (Q(**{f"{last}__gte": day}) | Q(**{f"{last}__isnull": True}))
    if first is None:
        return in_time if condition is Condition.NOT_YET else Q(pk__in=[])
    begun = Q(**{f"{first}__lte": day})
    return in_time & (begun if condition is Condition.DUE else ~begun)
