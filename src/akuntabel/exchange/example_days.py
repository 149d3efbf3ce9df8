"""When the made-up records of an example office were entered.

Loaded in one go they would all be of the day of loading, and what tells late data and late work would have nothing to tell.
Only an office that is marked as an example is touched, and the trail says so: its days of entry are as made up as its
records. Most are entered within days of what they tell last, one in forty some weeks later.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from simple_history.utils import get_history_manager_for_model

from akuntabel.audit.services import Actor, record
from akuntabel.catalogue.register_schema import Register
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for, version_on
from akuntabel.organisation.records import staging
from akuntabel.registers.kinds import KINDS

PROMPT = (0, 1, 1, 2, 3, 4, 6)
"""Days from the last event of a record to its entry, by turns."""
LATE, EVERY = (36, 45, 52), 40
"""The same for one in so many."""
ENTERED_AT = time(10)


@transaction.atomic
def spread(unit: Unit, until: date, *, by: Actor) -> None:
    """Give the records of an example office days of entry: none after `until`, unless what it tells is later still."""
    assert unit.is_example, f"{unit.slug} is no example"
    zone = ZoneInfo(version_on(unit, until).time_zone)
    dated = 0
    for key, register in definitions_for(unit).registers.items():
        if key in KINDS and not register.shared:
            dated += _spread(KINDS[key].model, register, unit, until, zone)
    record(chain=unit.slug, action="example_records.dated", subject=f"unit/{unit.uuid}", actor=by,
           after={"records": dated, "until": until.isoformat()})  # fmt: skip


def _spread(model: type[Record], register: Register, unit: Unit, until: date, zone: ZoneInfo) -> int:
    columns = [
        column.key
        for column in register.columns
        if column.type == "date" and not (column.maintained or column.may_lie_ahead)
    ]
    records = list(model.objects.filter(unit=unit).order_by("pk"))
    moved: dict[int, Record] = {}
    for turn, one in enumerate(records):
        told = [day for column in columns if (day := getattr(one, column)) is not None]
        if told:
            one.recorded_on = _entered(turn, max(told), until)
            moved[one.pk] = one
    staging.update(model, list(moved.values()), ["recorded_on"])
    if hasattr(model, "history"):
        _date_versions(model, moved, zone)
    return len(moved)


def _entered(turn: int, last: date, until: date) -> date:
    days = LATE[turn % len(LATE)] if turn % EVERY == EVERY - 1 else PROMPT[turn % len(PROMPT)]
    return max(last, min(last + timedelta(days=days), until))


def _date_versions(model: type[Record], records: Mapping[int, Record], zone: ZoneInfo) -> None:
    """Every version on its record's day of entry, a minute after the one before: what followed from other records too."""
    history: Any = get_history_manager_for_model(model).model
    moment = history._meta.get_field("history_date")
    day = history._meta.get_field("recorded_on")
    quote = connection.ops.quote_name
    rows = history.objects.filter(unit__in={one.unit_id for one in records.values()})
    found = [
        (
            day.get_db_prep_save(one.recorded_on, connection),
            moment.get_db_prep_save(_at(one.recorded_on, version, zone), connection),
            key,
        )
        for key, record_id, version in rows.values_list("history_id", "id", "version")
        if (one := records.get(record_id)) is not None
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"update {quote(history._meta.db_table)} set recorded_on = %s, history_date = %s where history_id = %s",  # noqa: S608  # names of models only
            found,
        )


def _at(day: date, version: int, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, ENTERED_AT, zone) + timedelta(minutes=version - 1)
