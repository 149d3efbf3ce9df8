"""Days of one record, or of a record and what it belongs to, that cannot have come in that order."""

from __future__ import annotations

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from registers.conftest import AGENCY, BY, SAMPLE, SHOP, STANDARD

pytestmark = pytest.mark.django_db
BUSINESS = {"number": "U-1", "title": "Usaha Contoh", "commodity": "Pangan olahan", "district": "Kota Kupang",
            "first_assisted_on": "2023-02-01"}  # fmt: skip
VALUE = {"number": "N-1", "measure": "Nilai AKIP UPT", "year": "2023", "month": "12", "given": "81,50",
         "received_on": "2023-11-05", "document_note": "Laporan evaluasi"}  # fmt: skip


def refused(act):
    with pytest.raises(Refused) as found:
        act()
    return [(problem.place[-1], problem.message) for problem in found.value.problems]


@pytest.mark.parametrize(
    ("kind", "typed", "place", "sentence"),
    [
        ("sample", SAMPLE | {"examined_on": "2020-01-01"}, "examined_on",
         "Diperiksa pada 1 Januari 2020, sebelum diambil pada 1 Februari 2023"),
        ("dated_document", STANDARD | {"issued_on": "2023-06-01", "valid_until": "2023-05-31"}, "valid_until",
         "Berlaku sampai 31 Mei 2023, sebelum terbit pada 1 Juni 2023"),
        ("external_value", VALUE, "month", "nilai sampai dengan 12/2023, padahal diterima 5 November 2023"),
    ],
)  # fmt: skip
def test_a_day_before_what_must_come_first(write, kind, typed, place, sentence):
    [(at, said)] = refused(lambda: write(kind, **typed))

    assert at == place
    assert sentence in said


def test_a_letter_is_not_written_before_its_inspection(write):
    shop = write("establishment", **SHOP)
    visit = write(
        "inspection", number="B-1", establishment=str(shop.uuid), purpose="Rutin", inspected_on="2023-03-02"
    )
    agency = write("agency", **AGENCY)
    letter = {"number": "R-1", "agency": str(agency.uuid), "kind": "Rekomendasi", "origin": "Hasil pengawasan iklan",
              "inspection": str(visit.uuid)}  # fmt: skip

    found = refused(lambda: write("inspection_decision", **letter, drafted_on="2023-03-01", sent_on="2023-03-05"))
    assert [at for at, _ in found] == ["drafted_on"]
    assert "sebelum diperiksa pada 2 Maret 2023" in found[0][1]
    write("inspection_decision", **letter, drafted_on="2023-03-02", sent_on="2023-03-05")


def test_a_stop_begins_before_the_decision_also_when_the_decision_is_moved(office, write):
    write("dated_document", **STANDARD | {"days": "10"})
    request = write("certification_request", number="C-1", applicant="Pemohon", service="Penerbitan SKI/SKE",
                    received_on="2023-06-05", decided_on="2023-06-16", decision="Diterbitkan")  # fmt: skip
    stop = {"request": str(request.uuid), "reason": "CAPA"}

    [(at, said)] = refused(lambda: write("clock_stop", **stop, stopped_on="2023-06-19", resumed_on="2023-06-20"))
    assert at == "stopped_on"
    assert "sesudah permohonan diputus 16 Juni 2023" in said

    write("clock_stop", **stop, stopped_on="2023-06-13", resumed_on="2023-06-19")  # the applicant answered later
    request.refresh_from_db()
    register, kind = definitions_for(office).registers["certification_request"], KINDS["certification_request"]
    earlier = values_of(register, request) | {"decided_on": request.decided_on.replace(day=12)}
    [(at, said)] = refused(lambda: correct(kind, office, request.uuid, earlier, version=request.version,
                                           reason="Keliru.", by=BY))  # fmt: skip
    assert at == "decided_on"
    assert "sebelum jeda yang mulai 13 Juni 2023" in said


def test_a_service_begins_after_the_business_was_taken_on_also_when_that_day_is_moved(office, write):
    business = write("msme_business", **BUSINESS)
    service = {"business": str(business.uuid), "service": service_word(office)}

    [(at, said)] = refused(lambda: write("msme_service", **service, begun_on="2023-01-31"))
    assert at == "begun_on"
    assert "sebelum didampingi sejak 1 Februari 2023" in said

    write("msme_service", **service, begun_on="2023-02-10")
    register, kind = definitions_for(office).registers["msme_business"], KINDS["msme_business"]
    later = values_of(register, business) | {"first_assisted_on": business.first_assisted_on.replace(day=11)}
    [(at, said)] = refused(lambda: correct(kind, office, business.uuid, later, version=1, reason="Keliru.", by=BY))
    assert at == "first_assisted_on"
    assert "10 Februari 2023" in said


def service_word(office):
    return next(iter(definitions_for(office).registers["msme_service"].by_key["service"].choices.values()))
