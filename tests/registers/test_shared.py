"""Agencies and dated documents: kept like records of a register, without history; nothing is counted in them."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.audit.models import Event
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.recording import correct
from akuntabel.organisation.models import Agency, DatedDocument
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.organisation.records.shared import standards_of
from akuntabel.registers.kinds import KINDS
from registers.conftest import AGENCY, BY, STANDARD

pytestmark = pytest.mark.django_db
CIRCULAR = {"kind": "Surat edaran", "number": "SE-1", "title": "Edaran", "issued_on": "2023-02-01"}


def test_shared_things_are_kept_and_corrected_with_their_events_and_without_history(office, write):
    agency = write("agency", **AGENCY | {"email": "dinas@contoh.go.id"})
    kept = values_of(definitions_for(office).registers["agency"], agency) | {"is_active": False}
    correct(KINDS["agency"], office, agency.uuid, kept, version=1, reason="Digabung dengan dinas lain.", by=BY)

    agency.refresh_from_db()
    assert (agency.is_active, agency.version) == (False, 2)
    assert [event.action for event in Event.objects.filter(action__startswith="agency.").order_by("number")] == [
        "agency.imported",
        "agency.created",
        "agency.corrected",
    ]
    assert not hasattr(Agency, "history")
    assert not hasattr(DatedDocument, "history")


@pytest.mark.parametrize(
    ("kind", "typed", "place", "sentence"),
    [
        ("agency", AGENCY, "name", '"Dinas Kesehatan Contoh" sudah dipakai'),
        ("agency", AGENCY | {"name": "Lain", "email": "dinas"}, "email", "bukan alamat surel"),
        ("dated_document", STANDARD, "valid_from", "sudah mempunyai standar"),
        (
            "dated_document",
            STANDARD | {"service": "", "valid_from": "2023-02-01"},
            "service",
            "padahal ini standar",
        ),
        ("dated_document", STANDARD | {"valid_from": ""}, "valid_from", "padahal ini standar layanan"),
        ("dated_document", STANDARD | {"valid_from": "2023-02-01", "days": "-1"}, "days", "-1 di bawah 0"),
        ("dated_document", CIRCULAR, "number", '"SE-1" sudah dipakai untuk jenis ini'),
        ("dated_document", CIRCULAR | {"number": "", "days": "3"}, "days", "hanya untuk standar layanan"),
        ("dated_document", CIRCULAR | {"number": "", "warn_days": "30"}, "valid_until", "ada hari peringatan"),
        (
            "dated_document",
            CIRCULAR | {"number": "", "valid_from": "2023-03-01", "valid_until": "2023-02-01"},
            "valid_until",
            "Berlaku sampai 1 Februari 2023, sebelum berlaku sejak 1 Maret 2023",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(write, kind, typed, place, sentence):
    write("agency", **AGENCY)
    write("dated_document", **STANDARD)
    write("dated_document", **CIRCULAR)
    with pytest.raises(Refused) as refused:
        write(kind, **typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_the_standard_of_a_service_is_the_one_that_came_into_force_last(office, write):
    write("dated_document", **STANDARD | {"valid_from": "2022-01-01", "valid_until": "2023-05-31", "days": "5"})
    write("dated_document", **STANDARD | {"valid_from": "2023-03-01", "valid_until": "2023-04-30", "days": "4"})
    write("dated_document", **STANDARD | {"valid_from": "2023-03-15", "service": "food_registration", "days": "9"})

    def days_on(*day):
        return standards_of(office).days_of("import_export_statement", date(*day))

    assert days_on(2021, 12, 31) is None
    assert [days_on(2022, 1, 1), days_on(2023, 3, 1), days_on(2023, 4, 30)] == [5, 4, 4]
    assert days_on(2023, 5, 1) == 5  # the later one has ended, the earlier one not yet
    assert days_on(2023, 6, 1) is None


def test_one_decree_may_set_the_standards_of_several_services(write):
    write("dated_document", **STANDARD)
    write("dated_document", **STANDARD | {"service": "food_registration", "days": "9"})
    assert DatedDocument.objects.filter(number=STANDARD["number"]).count() == 2


def test_shared_lists_are_told_from_registers():
    registers = catalogue().scheme("bpom").registers
    assert {key for key, register in registers.items() if register.shared} == {
        "agency",
        "dated_document",
        "plan_line",
    }
