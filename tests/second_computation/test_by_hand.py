"""What the product counted, and the scorecard made of it, against the second computation: measure by measure, month by
month."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import BUILT_IN, catalogue
from akuntabel.measurement.models import Observation
from akuntabel.measurement.record_queries import books_of
from akuntabel.measurement.recording import keep_many
from akuntabel.organisation.models import Unit, UnitVersion
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.queries import Search, values_for_file
from akuntabel.registers.kinds import KINDS
from akuntabel.web.pages.registers.file import lines_of
from second_computation.by_hand import BY_HAND, Office, months_of, rows_of
from second_computation.made_up import made_up_files

BY = Actor("Petugas Data", "cli")
REGISTERS = sorted({register for register, _ in BY_HAND.values()})


def days_off():
    """The days off as the decrees in the catalogue's calendar leave them."""
    files = sorted((BUILT_IN / "bpom/calendar").glob("*.yaml"))
    days = [day for file in files for day in yaml.safe_load(file.read_text(encoding="utf-8"))["days"]]
    return frozenset(day["day"] for day in days if "withdrawn_on" not in day)


def exported(unit, below=()):
    """The office as the product exports it: the same file, line by line, as behind the button on each register's page."""
    registers = definitions_for(unit).registers
    texts = {}
    for key, book in books_of(unit, {"criminal_case"}).items():
        texts[key] = "".join(
            lines_of(book.layout.open, values_for_file(book.kind, book.layout, unit, Search(), registers))
        )
    return Office({key: rows_of(text) for key, text in texts.items()}, days_off(), list(below))


def stored(unit, register, year):
    keys = [key for key, (where, _) in BY_HAND.items() if where == register]
    rows = Observation.objects.filter(unit=unit, year=year, measure__in=keys, origin="register")
    assert {row.scale for row in rows} <= {0}
    return {(row.measure, row.group, row.month): row.value for row in rows}


def disagreements(unit, office, years):
    """(register, year) → (stored, by hand) of each measure, group and month that are not the same."""
    found = {}
    for year in years:
        for register in REGISTERS:
            one, two = stored(unit, register, year), months_of(office, register, year)
            if one != two:
                found[register, year] = {
                    key: (one.get(key), two.get(key))
                    for key in sorted({*one, *two})
                    if one.get(key) != two.get(key)
                }
    return found


def keep_files(unit, files):
    """Through the same door as a person's import."""
    for register, text in files.items():
        read, problems = read_file(definitions_for(unit).registers[register], f"{register}.csv", text.encode())
        assert problems == []
        keep_many(KINDS[register], unit, read, by=BY)


def test_no_counted_measure_is_left_out():
    counted = {key: m.counted.in_register for key, m in catalogue().schemes["bpom"].measures.items() if m.counted}
    assert {key: register for key, (register, _) in BY_HAND.items()} == counted


@pytest.mark.django_db
def test_the_reference_office_of_2023(kupang_records):
    assert disagreements(kupang_records, exported(kupang_records), (2022, 2023, 2024)) == {}


def new_unit(like, slug, *, since, parent=None):
    """A unit of the same scheme; above it nobody, or `parent`."""
    version = like.versions.get()
    unit = Unit.objects.create(slug=slug, scheme=like.scheme)
    fields = {f.name: getattr(version, f.name) for f in UnitVersion._meta.fields if f.name not in {"id", "unit"}}
    UnitVersion.objects.create(unit=unit, **fields | {"valid_from": since, "parent": parent, "code": slug})
    return unit


LOKA_SINCE = date(2024, 3, 15)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [9, 14])
def test_a_made_up_office_of_a_leap_year_with_a_loka_below(kupang, seed):
    unit = new_unit(kupang, "balai", since=date(2020, 1, 1))
    loka = new_unit(kupang, "loka", since=LOKA_SINCE, parent=unit)
    keep_files(unit, made_up_files(seed, 2024, days_off()))
    keep_files(loka, made_up_files(seed + 100, 2024, days_off(), size=30))

    below = exported(loka)
    assert disagreements(loka, below, (2023, 2024, 2025)) == {}
    assert disagreements(unit, exported(unit, [(below, LOKA_SINCE)]), (2023, 2024, 2025)) == {}
