"""What the product counted, and the scorecard made of it, against the second computation: measure by measure, month by
month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
import yaml

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import BUILT_IN, catalogue
from akuntabel.catalogue.realisation import measures_of
from akuntabel.core.periods import Period
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.record_queries import books_of
from akuntabel.measurement.recording import correct, keep_many
from akuntabel.organisation.models import Unit, UnitVersion
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.list_files import lines_of
from akuntabel.organisation.records.queries import Search, values_for_file
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from offices import EXAMPLES
from second_computation.by_hand import BY_HAND, GIVEN_BY_HAND, GIVEN_REGISTER, Office, given_in, months_of, rows_of
from second_computation.indicators_by_hand import INDICATORS, rounded_half_up
from second_computation.made_up import made_up_files

DOCS = EXAMPLES.parent / "docs"
BY = Actor("Petugas Data", "cli")
REGISTERS = sorted({register for register, _ in BY_HAND.values()})
NOT_IN_2023 = {"budget-efficiency-level"}
"""An indicator of 2020 and 2021 that no agreement of 2023 has."""


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


def stored_given(unit, year):
    rows = Observation.objects.filter(unit=unit, year=year, measure__in=GIVEN_BY_HAND, origin="register")
    return {(row.measure, row.group, row.month): Fraction(row.value, 10**row.scale) for row in rows}


def disagreements(unit, office, years):
    """(register, year) → (stored, by hand) of each measure, group and month that are not the same."""
    found = {}
    for year in years:
        for register in (*REGISTERS, GIVEN_REGISTER):
            if register == GIVEN_REGISTER:
                one, two = stored_given(unit, year), given_in(office, year)
            else:
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


def new_unit(like, slug, *, since, parent=None):
    """A unit of the same scheme; above it nobody, or `parent`."""
    version = like.versions.get()
    unit = Unit.objects.create(slug=slug, scheme=like.scheme)
    fields = {f.name: getattr(version, f.name) for f in UnitVersion._meta.fields if f.name not in {"id", "unit"}}
    UnitVersion.objects.create(unit=unit, **fields | {"valid_from": since, "parent": parent, "code": slug})
    return unit


LOKA_SINCE = date(2024, 3, 15)


def set_by_the_unit():
    """The parameters of the example office as its folder has them."""
    folder = EXAMPLES / "kupang-2023/office.yaml"
    office = yaml.load(folder.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  # texts only, safe
    found = {}
    for one in office["parameters"]:
        table = {row: Fraction(text) for row, text in one.get("table", {}).items()}
        found[one["key"]] = table or Fraction(one["number"])
    return found


def realisations_by_hand(office, month):
    """Indicator → its exact value s.d. the month; None where there is nothing to divide by, or a register begins
    later or stops before."""
    parameters = set_by_the_unit()
    counted = {}
    for register in REGISTERS:
        counted |= months_of(office, register, 2023)

    given = given_in(office, 2023)

    def count(name):
        measure, _, group = name.partition("/")
        if measure == "given":
            months = [number for number in range(1, month + 1) if (group, "", number) in given]
            return given[group, "", months[-1]] if months else given[group, "", month]
        kept = [number for number in range(1, month + 1) if (measure, group, number) in counted]
        first = kept[0] if kept else month  # of a register that begins later, KeyError
        return sum((Fraction(counted[measure, group, number]) for number in range(first, month + 1)), Fraction(0))

    found = {}
    for slug, indicator in INDICATORS.items():
        try:
            found[slug] = indicator(count, parameters, month)
        except KeyError:  # a month that the register has not reached, or before it began
            found[slug] = None
    return found


def realisations_of_the_product(unit, month):
    """Indicator → (its exact value, the rounded one) on the scorecard s.d. the month."""
    results = {one.slug: one for one in scorecard(unit, Period.parse(f"2023-{month:02d}")).indicators}
    assert INDICATORS.keys() - results.keys() == NOT_IN_2023
    realised = {slug: results[slug].realisation for slug in INDICATORS.keys() - NOT_IN_2023}
    return {slug: (one.inputs[0].value if one.inputs else None, one.value) for slug, one in realised.items()}


def different_realisations(unit, office):
    found = {}
    for month in range(1, 13):
        by_hand = realisations_by_hand(office, month)
        shown = realisations_of_the_product(unit, month)
        for slug, value in by_hand.items():
            if slug in NOT_IN_2023:
                continue
            both = value, None if value is None else rounded_half_up(value)
            if shown[slug] != both:
                found[slug, month] = (shown[slug], both)
    return found


def test_no_counted_measure_is_left_out():
    counted = {key: m.counted.in_register for key, m in catalogue().schemes["bpom"].measures.items() if m.counted}
    by_hand = {key: register for key, (register, _) in BY_HAND.items()} | dict.fromkeys(
        GIVEN_BY_HAND, GIVEN_REGISTER
    )
    assert by_hand == counted


def test_no_indicator_counted_from_records_is_left_out():
    definitions = catalogue().schemes["bpom"]
    counted = {key for key, measure in definitions.measures.items() if measure.counted}
    found = set()
    for slug, indicator in definitions.indicators.items():
        for version in indicator.versions:
            formulas = filter(None, (version.formula, version.progress, version.outcome))
            if any(counted & set(measures_of(formula)) for formula in formulas):
                found.add(slug)
    assert set(INDICATORS) == found


@pytest.mark.django_db
def test_the_reference_office_of_2023(kupang_records):
    office = exported(kupang_records)
    assert disagreements(kupang_records, office, (2022, 2023, 2024)) == {}
    assert different_realisations(kupang_records, office) == {}


class Read(dict):
    """Registers that remember which of them were asked for."""

    def __init__(self, registers):
        super().__init__(registers)
        self.asked = set()

    def __getitem__(self, key):
        self.asked.add(key)
        return super().__getitem__(key)


@pytest.mark.django_db
def test_the_numbers_of_what_is_compared_are_those_of_the_page(kupang_records):
    """`docs/second-computation.md`: records, stored values and realisations of the reference office."""
    page = DOCS.joinpath("second-computation.md").read_text(encoding="utf-8")
    registers = Read(exported(kupang_records).registers)
    by_hand = [realisations_by_hand(Office(registers, days_off()), month) for month in range(1, 13)]
    records = sum(len(rows) for key, rows in registers.items() if key in registers.asked)
    values = sum(len(stored(kupang_records, one, 2023)) for one in REGISTERS) + len(
        stored_given(kupang_records, 2023)
    )
    of_months = [[value for slug, value in found.items() if slug not in NOT_IN_2023] for found in by_hand]
    numbers = [sum(value is not None for value in found) for found in of_months]

    assert f"| {records:,}, in the {len(registers.asked)} registers" in page
    assert f"| {values} stored values" in page
    indicators, realisations = len(of_months[0]), sum(map(len, of_months))
    assert f"{indicators} indicators for each of 12 months: {realisations} realisations" in page
    assert f"{sum(numbers)} of them with a number, {sum(numbers[:6])} of these until June" in page


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


def change(unit, kind, number, **values):
    record = KINDS[kind].model.objects.get(unit=unit, number=number)
    kept = values_of(definitions_for(unit).registers[kind], record) | values
    correct(KINDS[kind], unit, record.uuid, kept, version=record.version, reason="Salah catat.", by=BY)


@pytest.mark.django_db
def test_values_of_one_month_are_ranked_in_every_way(kupang):
    """Of the made-up values some months are decided by the document, some by the receipt, some by the entry alone."""
    unit = new_unit(kupang, "balai", since=date(2020, 1, 1))
    keep_files(unit, made_up_files(9, 2024, days_off()))
    office = exported(unit)
    by_month = {}
    for row in office.registers[GIVEN_REGISTER]:
        if row["Diterima pada"]:
            by_month.setdefault((row["Indeks atau nilai"], row["Bulan"]), []).append(row["Diurutkan menurut"])
    several = [days for days in by_month.values() if len(days) > 1]
    assert sum(len(set(days)) == 1 for days in several) >= 3
    assert sum(len(set(days)) > 1 for days in several) >= 10
    assert len(given_in(office, 2024)) == len(by_month) == len(stored_given(unit, 2024))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [4])
def test_a_made_up_year_of_the_reference_office_with_corrections(kupang, seed):
    """Its plans and parameters, and none of its records: every indicator is counted through to December."""
    counted = [key for key, measure in definitions_for(kupang).measures.items() if measure.counted]
    Observation.objects.filter(unit=kupang, measure__in=counted).delete()
    keep_files(kupang, made_up_files(seed, 2023, days_off()))
    for number in range(1, 11):
        change(kupang, "establishment", f"A-{number}", category="production", facility="food_industry")
        change(kupang, "sample", f"S-{number}", examined_on=date(2023, 12, 21 + number))
        change(kupang, "certification_request", f"C-{number}", decision=None, decided_on=None)
        change(kupang, "intervention_place", f"P-{number}", started_on=date(2022, 10, number))
        change(kupang, "msme_business", f"U-{number}", first_assisted_on=date(2022, 10, number))

    office = exported(kupang)
    assert disagreements(kupang, office, (2022, 2023, 2024)) == {}
    assert different_realisations(kupang, office) == {}
    december = realisations_by_hand(office, 12)
    assert {slug for slug, value in december.items() if value is None} == set()
