"""Reads about units: the rows in force on a day, parameters, and the definitions a unit is measured by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import catalogue
from akuntabel.organisation.models import RoleAssignment, Team, Unit, UnitParameter, UnitVersion, User
from akuntabel.organisation.roles import Role

LONGEST_ACTOR = 150
"""Letters that the trail and records keep of who acted."""


class UnitUnknown(LookupError):
    """No unit has this code; the message lists those that exist."""


def installed_catalogue() -> Path:
    """The folder of definitions that belong to this installation (an office's own scheme)."""
    return Path(settings.VAR) / "catalogue"


def definitions_for(unit: Unit) -> SchemeDefinitions:
    """The scheme a unit is measured by. Raises NotDefined or SourceError."""
    return catalogue((installed_catalogue(),)).scheme(unit.scheme)


def unit_by_code(code: str) -> Unit:
    """The unit with this slug, or with this code in any of its versions. Raises UnitUnknown."""
    unit = (
        Unit.objects.filter(slug=code).first()
        or Unit.objects.filter(versions__code=code).exclude(versions__code="").first()
    )
    if unit is None:
        known = ", ".join(Unit.objects.values_list("slug", flat=True)) or "belum ada; jalankan `akuntabel init`"
        raise UnitUnknown(f'Satuan kerja "{code}" tidak dikenal. Yang ada: {known}.')
    return unit


def actor_of(user: User, origin: str = "web") -> Actor:
    """Who acts, for services: position and account, so that two officers of one position can be told apart.

    Of a position that is too long together with the account only the beginning is told.
    """
    account = f" ({user.username})"
    position = user.display_name
    if len(position + account) > LONGEST_ACTOR:
        position = position[: LONGEST_ACTOR - len(account) - 1] + "…"
    return Actor(position + account, origin)


def only_unit() -> Unit:
    """The one unit of this installation. Raises UnitUnknown where there are several, or none."""
    units = list(Unit.objects.order_by("slug")[:2])
    if len(units) != 1:
        known = ", ".join(Unit.objects.values_list("slug", flat=True)) or "belum ada; jalankan `akuntabel init`"
        raise UnitUnknown(f"Sebutkan satuan kerjanya dengan --unit. Yang ada: {known}.")
    return units[0]


def version_on(unit: Unit, day: date) -> UnitVersion:
    """What the unit was called on a day, and under whom it stood; before its first row, that first row."""
    return _in_force(_by_day(unit), day)


def versions_on(units: Iterable[Unit], day: date) -> dict[int, UnitVersion]:
    """Unit's key → its row in force on a day, as `version_on` finds it. One query for all."""
    rows: dict[int, list[UnitVersion]] = {}
    for version in UnitVersion.objects.filter(unit__in=units).order_by("valid_from"):
        rows.setdefault(version.unit_id, []).append(version)
    return {unit: _in_force(versions, day) for unit, versions in rows.items()}


def _in_force(versions: list[UnitVersion], day: date) -> UnitVersion:
    """The last of the rows, given oldest first, that has begun on a day; before the first one, that one."""
    begun = [version for version in versions if version.valid_from <= day]
    return (begun or versions[:1])[-1]


def day_in(unit: Unit, moment: datetime) -> date:
    """The day it is in the unit at a moment, by its own time zone then (WIB, WITA or WIT)."""
    versions = _by_day(unit)
    begun = [version for version in versions if _has_begun(version.valid_from, version.time_zone, moment)]
    zones = [version.time_zone for version in begun or versions[:1]] or [settings.TIME_ZONE]
    return moment.astimezone(ZoneInfo(zones[-1])).date()


def parents_at(moment: datetime) -> dict[int, int | None]:
    """Unit → the unit above it (keys) at a moment; each row begins at 00:00 in its unit's time. One query."""
    rows = UnitVersion.objects.order_by("valid_from").values_list("unit_id", "parent_id", "valid_from", "time_zone")
    return {unit: parent for unit, parent, valid_from, zone in rows if _has_begun(valid_from, zone, moment)}


def units_below(unit: Unit, day: date) -> frozenset[int]:
    """The keys of the units under this one on a day, at whatever depth. One query."""
    rows = (
        UnitVersion.objects.filter(valid_from__lte=day).order_by("valid_from").values_list("unit_id", "parent_id")
    )
    parents: dict[int, int | None] = dict(rows)
    found: set[int] = set()
    level = {unit.pk}
    while level:
        level = {child for child, parent in parents.items() if parent in level} - found - {unit.pk}
        found |= level
    return frozenset(found)


def units_above(unit: Unit, days: Iterable[date]) -> list[Unit]:
    """The units that stood above this one on any of the days. One query, and one more where there are any.

    Always in one order: those that stand deepest in the tree as it was left last come first, so that each comes before
    those above it, and of equals the one that was made first.
    """
    rows = list(UnitVersion.objects.order_by("valid_from").values_list("unit_id", "parent_id", "valid_from"))
    last = {key: parent for key, parent, _ in rows}
    keys: set[int] = set()
    for day in set(days):
        keys |= set(_chain(unit.pk, {key: parent for key, parent, since in rows if since <= day}))
    found = Unit.objects.in_bulk(keys) if keys else {}
    return sorted(found.values(), key=lambda one: (-len(_chain(one.pk, last)), one.pk))


def _chain(unit: int, parents: Mapping[int, int | None]) -> list[int]:
    """The keys of those above a unit, nearest first."""
    keys: list[int] = []
    above = parents.get(unit)
    while above is not None and above not in keys and above != unit:
        keys.append(above)
        above = parents.get(above)
    return keys


def _by_day(unit: Unit) -> list[UnitVersion]:
    """Oldest first; sorted here, so that rows read beforehand are not read again."""
    return sorted(unit.versions.all(), key=lambda version: version.valid_from)


def _has_begun(day: date, zone: str, moment: datetime) -> bool:
    """Whether 00:00 of that day in that zone has passed at the moment."""
    return day <= moment.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True)
class DemoAccount:
    """An account of the demonstration as its sign-in page lists it."""

    username: str
    position: str
    role: str
    unit: str


def demo_accounts() -> list[DemoAccount]:
    """Every role of the demonstration's accounts, by unit; none outside a demonstration. Two queries."""
    if not settings.DEMO:
        return []
    assignments = RoleAssignment.objects.filter(user__is_demo=True).select_related("user", "unit")
    now = timezone.now()
    return [
        DemoAccount(
            username=row.user.username,
            position=row.user.display_name,
            role=Role(row.role).label,
            unit=version_on(row.unit, day_in(row.unit, now)).name,
        )
        for row in assignments.prefetch_related("unit__versions").order_by("unit", "id")
    ]


def teams_on(unit: Unit, day: date) -> dict[str, Team]:
    """Slug → the team's row in force on a day, in the order of the office's list. One query."""
    rows = Team.objects.filter(unit=unit, valid_from__lte=day).order_by("valid_from", "pk")
    return {team.slug: team for team in rows}


def parameters_until(unit: Unit, year: int, day: date) -> list[UnitParameter]:
    """All rows of that year that have come into force by a day, oldest first. One query."""
    rows = UnitParameter.objects.filter(unit=unit, year=year, effective_from__lte=day)
    return list(rows.order_by("effective_from"))


def table_of(parameter: UnitParameter) -> dict[str, Decimal]:
    """A table parameter's weights, exact."""
    return {key: Decimal(text) for key, text in (parameter.table or {}).items()}
