"""Values given by other offices: their checks, which are late, and the figures that they enter."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from akuntabel.audit.models import Event
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.periods import Period
from akuntabel.core.problems import Refused
from akuntabel.measurement.counting import differences
from akuntabel.measurement.models import Observation
from akuntabel.measurement.record_queries import books_of, memberships, records_behind
from akuntabel.measurement.recording import correct, recount_year
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.delays import delays
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import ExternalValue
from akuntabel.registers.states import Condition, condition_of, in_condition
from registers.conftest import BY

pytestmark = pytest.mark.django_db
AWAITED = {"number": "N-1", "measure": "Nilai AKIP UPT", "year": "2023", "month": "12",
           "expected_on": "2023-11-30"}  # fmt: skip
CAME = AWAITED | {"received_on": "2023-12-05", "document_note": "Laporan evaluasi", "given": "81,50"}
INDEX = CAME | {"measure": "data_management_index", "month": "6", "given": "2,48", "received_on": "2023-07-20"}
LETTER = {"kind": "Lainnya", "number": "S-7", "title": "Surat nilai", "issued_on": "2023-07-18"}


def figures(measure="data_management_index"):
    rows = Observation.objects.filter(measure=measure).order_by("year", "month")
    return [(row.month, row.value, row.scale, row.origin) for row in rows]


def enter(office, value, scale, *, month=6, measure="data_management_index"):
    Observation.objects.create(
        unit=office, measure=measure, year=2023, month=month, value=value, scale=scale, origin="imported",
        source="Laporan", definition_hash="", computed_at=timezone.now(),
    )  # fmt: skip


def change(office, record, **values):
    kept = values_of(definitions_for(office).registers["external_value"], record) | values
    return correct(
        KINDS["external_value"], office, record.uuid, kept, version=record.version, reason="Salah.", by=BY
    )


def test_every_value_of_another_office_can_be_recorded():
    """The choices of the register are the external measures, by the same names, and each counts its own choice."""
    scheme = catalogue().schemes["bpom"]
    given = {key: measure for key, measure in scheme.measures.items() if measure.kind == "external"}
    assert scheme.registers["external_value"].by_key["measure"].choices == {k: m.name for k, m in given.items()}
    for key, measure in given.items():
        [flow] = measure.counted.flows
        assert flow.where[0].operand == key


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (CAME | {"number": "N-0", "month": "11"}, "number", '"N-0" sudah dipakai'),
        (CAME | {"year": "23"}, "year", "23 bukan tahun"),
        (CAME | {"month": "13"}, "month", "13 bukan bulan"),
        (CAME, "month", "masih ditunggu dalam catatan N-0. Lengkapi catatan itu"),
        (CAME | {"month": "11", "document_on": "2023-12-06"}, "received_on", "sebelum tanggal dokumen"),
        (CAME | {"month": "11", "given": "-1"}, "given", "-1 di bawah 0"),
        (CAME | {"month": "11", "given": ""}, "given", "belum diisi"),
        (CAME | {"month": "11", "received_on": ""}, "received_on", "belum diisi"),
        (CAME | {"month": "11", "document_note": ""}, "document_note", "belum diisi"),
    ],
)
def test_a_value_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("external_value", **AWAITED | {"number": "N-0"})
    with pytest.raises(Refused) as refused:
        write("external_value", **typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


@pytest.mark.parametrize(
    ("more", "place", "sentence"),
    [
        ({"document_on": "2023-07-17"}, "document_on", "dokumen yang dipilih terbit 18 Juli 2023"),
        ({"received_on": "2023-07-17"}, "received_on", "sebelum dokumennya terbit, 18 Juli 2023"),
    ],
)
def test_a_document_that_is_kept_has_its_day_already(write, more, place, sentence):
    letter = write("dated_document", **LETTER)
    with pytest.raises(Refused) as refused:
        write("external_value", **INDEX | {"document": str(letter.uuid)} | more)

    [problem] = refused.value.problems
    assert (problem.place, sentence in problem.message) == ((place,), True)


def test_a_value_enters_the_month_that_it_is_about_with_its_decimals_and_document(write, office):
    one = write("external_value", **INDEX | {"given": "1.234,560", "document_on": "2023-07-18"})
    write("external_value", **AWAITED | {"number": "N-2"})

    assert (one.given, one.value, one.counts_on) == ("1234,560", Decimal("1234.560"), date(2023, 6, 30))
    assert figures() == [(6, 1234560, 3, "register")]
    assert figures("accountability_score") == []
    [row] = Observation.objects.filter(measure="data_management_index")
    assert row.source == "Laporan evaluasi, 18 Juli 2023; Register Nilai luar (data contoh)"


def test_the_end_of_a_month_is_no_event_that_is_recorded_late(write, office):
    write("external_value", **INDEX)
    books = books_of(office)
    layouts = {key: (book.kind, book.layout) for key, book in books.items()}
    assert layouts["external_value"][1].main_date.key == "counts_on"
    assert delays(layouts, office, Period.parse("2023-Q2")) == {}


def test_0_is_a_value(write):
    write("external_value", **INDEX | {"given": "0"})
    assert figures() == [(6, 0, 0, "register")]


def test_of_two_values_of_a_month_the_younger_document_holds_then_the_later_entry(write, office):
    first = write("external_value", **INDEX | {"document_on": "2023-07-10"})
    write("external_value", **INDEX | {"number": "N-2", "given": "2,5", "document_on": "2023-07-09"})
    assert figures() == [(6, 248, 2, "register")]
    third = write("external_value", **INDEX | {"number": "N-3", "given": "2,6", "document_on": "2023-07-10"})
    assert figures() == [(6, 26, 1, "register")]
    write("external_value", **INDEX | {"number": "N-4", "given": "3", "document_note": "Surat tanpa tanggal"})
    assert figures() == [(6, 3, 0, "register")]  # received on 20 July

    book = books_of(office)["external_value"]
    [seen] = [one for one in memberships(book, first) if one.flows[0].counts]
    assert (seen.holds.number, seen.entered) == (3, None)
    assert third.ranked_on == date(2023, 7, 10)


def test_a_corrected_value_changes_its_month_and_the_one_that_it_leaves(write, office):
    one = write("external_value", **INDEX)
    one = change(office, one, given="2,5", month=5)
    assert figures() == [(5, 25, 1, "register")]
    one = change(office, one, year=2022)
    assert [row.year for row in Observation.objects.filter(measure="data_management_index")] == [2022]
    change(office, one, measure="accountability_score")
    assert (figures(), figures("accountability_score")) == ([], [(5, 25, 1, "register")])
    assert differences(office, "external_value", 2022) == []


def test_another_document_is_told_though_the_value_stays(write, office):
    one = write("external_value", **INDEX)
    change(office, one, document_note="Surat lain")
    assert Observation.objects.get(measure="data_management_index").source.startswith("Surat lain; ")


def test_a_document_dated_anew_may_let_another_value_hold(write, office):
    letter = write("dated_document", **LETTER)
    write("external_value", **INDEX | {"document": str(letter.uuid), "document_note": ""})
    write("external_value", **INDEX | {"number": "N-2", "given": "3", "document_on": "2023-07-19"})
    assert figures() == [(6, 3, 0, "register")]

    kept = values_of(definitions_for(office).registers["dated_document"], letter) | {"issued_on": date(2023, 7, 20)}
    correct(KINDS["dated_document"], office, letter.uuid, kept, version=letter.version, reason="Salah.", by=BY)
    assert figures() == [(6, 248, 2, "register")]


def test_an_entered_value_stands_and_both_are_told_where_they_differ(write, office):
    enter(office, 248, 2)
    enter(office, 9705, 2, measure="budget_execution_score")
    one = write("external_value", **INDEX | {"given": "2,5"})
    write("external_value", **INDEX | {"number": "N-2", "month": "7", "given": "2,7"})
    write("external_value", **INDEX | {"number": "N-3", "measure": "budget_execution_score", "given": "97,05"})

    assert figures() == [(6, 248, 2, "imported"), (7, 27, 1, "register")]
    [differing] = differences(office, "external_value", 2023)
    assert (differing.measure, differing.month, differing.stored, differing.counted, differing.is_entered) == (
        "data_management_index", 6, Decimal("2.48"), Decimal("2.5"), True,
    )  # fmt: skip
    book = books_of(office)["external_value"]
    [seen] = [found for found in memberships(book, one) if found.flows[0].counts]
    assert seen.entered == Decimal("2.48")
    june = definitions_for(office).measures["data_management_index"]
    behind = records_behind(office, book, june, Period.parse("2023-Q2"))
    assert (behind.stored, behind.is_entered, behind.contradicted.number) == (Decimal("2.48"), True, Decimal("2.5"))
    assert records_behind(office, book, june, Period.parse("2023-07")).differs is False


def test_values_kept_before_they_entered_figures_are_filled_as_if_typed_now(write, office):
    """What the migration writes is what upkeep would, in the records and in their versions; entered figures stay."""
    fill = import_module("akuntabel.registers.migrations.0008_external_value_filled").fill
    letter = write("dated_document", **LETTER)
    kept = [
        write("external_value", **INDEX | {"document": str(letter.uuid), "given": "2,480"}),
        write("external_value", **INDEX | {"number": "N-2", "month": "2", "given": "3"}),
        write("external_value", **AWAITED | {"number": "N-3"}),
    ]
    columns = ("given", "counts_on", "ranked_on")
    right = [[getattr(one, column) for column in columns] for one in kept]
    for rows in (ExternalValue.objects, ExternalValue.history):
        rows.update(given=None, counts_on=date(2000, 1, 1), ranked_on=None)
    entered = list(Observation.objects.values())

    fill(apps, None)
    versions = ExternalValue.history.order_by("history_id")[:3]  # here, unlike in a migration, saving adds more
    for rows in (ExternalValue.objects.order_by("id"), versions):
        assert [list(one) for one in rows.values_list(*columns)] == right
    assert list(Observation.objects.values()) == entered


def test_an_entered_value_gives_way_when_somebody_says_so_and_stays_in_the_trail(write, office):
    enter(office, 248, 2)
    enter(office, 230, 2, month=5)
    write("external_value", **INDEX | {"given": "2,5"})
    with pytest.raises(Refused):
        recount_year(office, 2023, release="data_management_index", reason=" ", by=BY)

    [changed] = recount_year(office, 2023, release="data_management_index", reason="Nilai isian keliru", by=BY)
    assert (changed.month, changed.stored, changed.counted) == (6, None, Decimal("2.5"))
    assert figures() == [(5, 230, 2, "imported"), (6, 25, 1, "register")]
    event = Event.objects.order_by("id").last()
    assert event.action == "figures.recounted"
    [was] = event.before["entered"]
    assert (was["month"], was["value"], was["source"]) == (6, "2.48", "Laporan")


@pytest.mark.parametrize(
    ("typed", "day", "state"),
    [
        (AWAITED, "2023-11-30", Condition.NOT_YET),
        (AWAITED, "2023-12-01", Condition.LATE),
        (AWAITED | {"expected_on": ""}, "2030-01-01", Condition.NOT_YET),
        (CAME, "2023-12-04", Condition.LATE),
        (CAME, "2023-12-05", Condition.DONE),
    ],
)
def test_the_state_on_a_day_and_the_list_of_that_state_agree(write, typed, day, state):
    record, day = write("external_value", **typed), date.fromisoformat(day)

    assert condition_of("external_value", record, day) is state
    rows = ExternalValue.objects
    listed = {one for one in Condition if rows.filter(in_condition("external_value", one, day)).exists()}
    assert listed == {state}
