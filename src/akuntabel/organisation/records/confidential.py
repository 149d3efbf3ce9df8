"""Which records are confidential, and which of a register's rows a reader may see. The default is: none of them.

Who is named for a register, `organisation.access` decides; here it is only a yes or no.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import Q

from akuntabel.catalogue.register_schema import Condition, Register
from akuntabel.organisation.models import Record

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Rows: TypeAlias = QuerySet[Record]


def is_confidential(register: Register, record: Record) -> bool:
    """Whether a record, as its columns are now, is for named people only."""
    if isinstance(register.confidential, bool):
        return register.confidential
    return all(getattr(record, one.column) in _among(one) for one in register.confidential)


def may_see(register: Register, record: Record, *, named: bool) -> bool:
    """Whether a reader of the register may see this record."""
    return named or not is_confidential(register, record)


def seen(rows: Rows, register: Register, *, named: bool) -> Rows:
    """The rows that a reader of the register may see."""
    if named or register.confidential is False:
        return rows
    return rows.none() if register.confidential is True else rows.exclude(confidential_ones(register))


def confidential_ones(register: Register) -> Q:
    """The confidential rows of a register that has both; its definition was checked: choices that every row has."""
    found = Q()
    for one in register.confidential_rows:
        found &= Q(**{f"{one.column}__in": _among(one)})
    return found


def _among(condition: Condition) -> tuple[Any, ...]:
    """The choices that a condition names."""
    return condition.operand if isinstance(condition.operand, tuple) else (condition.operand,)
