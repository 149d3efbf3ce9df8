"""Tests of samples that others bring: the longest parameter decides the due day of their request, counted once there."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers import upkeep
from akuntabel.registers.kinds import KINDS
from registers.conftest import BY, STANDARD

pytestmark = pytest.mark.django_db
REQUEST = {"number": "P-1", "applicant": "Pemohon Contoh", "service": "third_party_testing",
           "received_on": "2023-06-05"}  # fmt: skip
TEST = {"product": "Air minum contoh", "parameter": "pH", "days": "1"}


@pytest.fixture
def request_(write):
    write("dated_document", **STANDARD | {"service": "third_party_testing", "days": "9"})
    write("dated_document", **STANDARD | {"number": "S-2"})
    return write("certification_request", **REQUEST)


def due(record):
    record.refresh_from_db()
    return record.standard_days, record.due_on


def change(office, record, kind, **values):
    record.refresh_from_db()
    kept = values_of(definitions_for(office).registers[kind], record) | values
    return correct(KINDS[kind], office, record.uuid, kept, version=record.version, reason="Salah catat.", by=BY)


def test_the_longest_parameter_decides_the_due_day(office, write, request_):
    assert due(request_) == (9, date(2023, 6, 16))  # no parameter yet: the service's standard
    first = write("third_party_test", request=str(request_.uuid), **TEST)
    assert due(request_) == (1, date(2023, 6, 6))
    write("third_party_test", request=str(request_.uuid), **TEST | {"parameter": "Angka lempeng", "days": "14"})
    assert due(request_) == (14, date(2023, 6, 23))
    change(office, first, "third_party_test", days=3)
    assert due(request_) == (14, date(2023, 6, 23))
    assert upkeep.differences(KINDS["certification_request"], office) == []


def test_a_stop_and_the_longest_parameter_together(write, request_):
    write("third_party_test", request=str(request_.uuid), **TEST)
    write(
        "clock_stop", request=str(request_.uuid), stopped_on="2023-06-05", resumed_on="2023-06-09", reason="berkas"
    )
    assert due(request_) == (1, date(2023, 6, 12))  # the day of the answer, a Friday, is not counted yet


def test_it_is_counted_once_as_a_certification_decision(office, write, request_):
    write("third_party_test", request=str(request_.uuid), **TEST)
    write("third_party_test", request=str(request_.uuid), **TEST | {"parameter": "Kadar", "days": "14"})
    change(office, request_, "certification_request", decided_on=date(2023, 6, 23), decision="approved")

    rows = Observation.objects.filter(unit=office, year=2023, month=6, origin=Observation.Origin.REGISTER)
    found = dict(rows.exclude(value=0).values_list("measure", "value"))
    assert found == {"certification_decisions_made": 1, "certification_decisions_on_time": 1}
    assert not [m for m in definitions_for(office).measures.values()
                if m.counted and m.counted.in_register == "third_party_test"]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({}, "parameter", '"pH" untuk produk ini sudah dicatat'),
        ({"parameter": "Kadar", "days": "-1"}, "days", "-1 di bawah 0"),
        ({"parameter": "Kadar", "completed_on": "2023-06-02"}, "completed_on", "sebelum permohonan diterima"),
        ({"parameter": "Kadar", "result": "sesuai"}, "completed_on", "padahal hasil uji sudah ada"),
    ],
)
def test_a_test_that_contradicts_itself_is_refused(write, request_, typed, place, sentence):
    write("third_party_test", request=str(request_.uuid), **TEST)
    with pytest.raises(Refused) as refused:
        write("third_party_test", request=str(request_.uuid), **TEST | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_tests_belong_to_the_testing_service_only(office, write, request_):
    other = write("certification_request", **REQUEST | {"number": "P-2", "service": "import_export_statement"})
    with pytest.raises(Refused, match="bukan permohonan pengujian sampel pihak ketiga"):
        write("third_party_test", request=str(other.uuid), **TEST)
    write("third_party_test", request=str(request_.uuid), **TEST)
    with pytest.raises(Refused, match="mempunyai uji sampel pihak ketiga"):
        change(office, request_, "certification_request", service="import_export_statement")
