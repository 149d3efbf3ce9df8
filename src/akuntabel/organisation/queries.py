"""Reads about units: the row in force on a day, parameters, and the definitions a unit is measured by."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import catalogue
from akuntabel.organisation.models import Unit, UnitParameter, UnitVersion


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


def version_on(unit: Unit, day: date) -> UnitVersion:
    """What the unit was called on a day; before its first row, that first row."""
    versions = list(unit.versions.order_by("valid_from"))
    in_force = [version for version in versions if version.valid_from <= day]
    return (in_force or versions[:1])[-1]


def parameters_until(unit: Unit, year: int, day: date) -> list[UnitParameter]:
    """All rows of that year that have come into force by a day, oldest first. One query."""
    rows = UnitParameter.objects.filter(unit=unit, year=year, effective_from__lte=day)
    return list(rows.order_by("effective_from"))


def table_of(parameter: UnitParameter) -> dict[str, Decimal]:
    """A table parameter's weights, exact."""
    return {key: Decimal(text) for key, text in (parameter.table or {}).items()}
