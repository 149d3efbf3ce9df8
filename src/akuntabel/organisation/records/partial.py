"""What is wrong with a record some of whose columns could not be read: as much as can be told without them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.checks import choices_fit, number_free
from akuntabel.organisation.records.kinds import Kind, typed_number
from akuntabel.organisation.records.reading import Value
from akuntabel.organisation.records.services import put


class _Unread(Exception):
    """A check wants a column that could not be read."""


class _Guarded:
    """A record that does not give its unread columns, so that nothing is judged by them. Checks take it for the record."""

    def __init__(self, record: Record, unread: frozenset[str]) -> None:
        object.__setattr__(self, "_record", record)
        object.__setattr__(self, "unread_columns", unread)

    def __getattr__(self, name: str) -> Any:
        if name.removesuffix("_id") in self.unread_columns:
            raise _Unread
        return getattr(self._record, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._record, name, value)

    __class__ = property(lambda self: type(self._record))

    def __eq__(self, other: object) -> bool:
        return bool(self._record == other)

    def __hash__(self) -> int:
        return hash(self._record)

    def __str__(self) -> str:
        return str(self._record)


def problems_so_far(
    kind: Kind, register: Register, record: Record, values: Mapping[str, Value], wrong: Iterable[str]
) -> list[Problem]:
    """Every mistake in the columns that could be read. `record` is a new one of the unit, or a copy of a stored one; it is
    changed, not saved. What needs a column of `wrong`, or other records beside this one, is not asked."""
    unread = frozenset(wrong)
    problems = put(register, record, {key: value for key, value in values.items() if key not in unread})
    bounds = Bounds.of(record.unit, register)
    bounds.spell(register, [record])
    number = typed_number(kind, register)
    if number is not None and number not in unread:
        problems += number_free(record)
    problems += bounds.problems(register, record)
    problems += choices_fit(register, record)
    upkeep = list(_as_far(lambda: _upkeep(kind, _Guarded(record, unread))))
    problems += [problem for problem in upkeep if problem is not None]
    if None in upkeep:  # what is maintained is not known either
        unread |= {column.key for column in register.columns if column.maintained}
    problems += [
        problem for problem in _as_far(lambda: kind.check(_Guarded(record, unread))) if problem is not None
    ]
    return [problem for problem in problems if problem.place and problem.place[0] not in unread]


def _upkeep(kind: Kind, record: _Guarded) -> Iterator[Problem]:
    try:
        kind.maintain(record)
    except Refused as refused:
        yield from refused.problems


def _as_far(check: Callable[[], Iterator[Problem]]) -> Iterator[Problem | None]:
    """What a check finds until it wants what is not there; then None."""
    try:
        yield from check()
    except (_Unread, AttributeError, TypeError, ObjectDoesNotExist):  # the last three: the model itself wanted it
        yield None
