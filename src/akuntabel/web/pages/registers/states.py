"""The state of records on a day, in words: as a filter of their list and as a column of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from akuntabel.core.date_format import indonesian_date
from akuntabel.organisation.models import Record
from akuntabel.organisation.queries import day_in
from akuntabel.organisation.records.queries import Search
from akuntabel.registers.states import Condition, condition_of, has_conditions, in_condition
from akuntabel.web.pages.registers.asking import STATE, Filter, Option
from akuntabel.web.place import Place


def words() -> dict[Condition, str]:
    """Each state as it is shown."""
    return {
        Condition.NOT_YET: _("belum waktunya"),
        Condition.DUE: _("perlu dikerjakan"),
        Condition.LATE: _("terlambat"),
        Condition.DONE: _("selesai"),
    }


def day_of(place: Place) -> date:
    """Today in the unit, but no later than the period that the page is about."""
    return min(day_in(place.unit, timezone.now()), place.period.last_day)


def with_state(place: Place, register: str, search: Search, query: QueryDict) -> Search:
    """The search narrowed to the state that the address asks for, where the register has states."""
    asked = query.get(STATE, "")
    if not has_conditions(register) or asked not in set(Condition):
        return search
    return replace(search, state=asked, in_state=in_condition(register, Condition(asked), day_of(place)))


def filters(place: Place, register: str, search: Search) -> list[Filter]:
    """One select, or none where the register has no states."""
    if not has_conditions(register):
        return []
    options = [Option(key, word, key == search.state) for key, word in words().items()]
    return [Filter(STATE, heading(place), options)]


def heading(place: Place) -> str:
    """ "Keadaan per 30 Juni 2023"."""
    return _("Keadaan per %(day)s") % {"day": indonesian_date(day_of(place))}


def state_of(place: Place, register: str, record: Record) -> tuple[str, str]:
    """The state's key and its word; both empty where the register has none."""
    if not has_conditions(register):
        return "", ""
    found = condition_of(register, record, day_of(place))
    return found, words()[found]
