"""Assisted businesses: stages that their commodity has, outcomes with proof, and what is counted from them."""

from __future__ import annotations

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import MsmeStage
from registers.conftest import AGENCY, BY

pytestmark = pytest.mark.django_db
BUSINESS = {"number": "U-1", "title": "Dapur Contoh", "commodity": "Pangan olahan", "district": "Kota Kupang",
            "first_assisted_on": "2023-01-10"}  # fmt: skip


def figures(office, measure, year=2023):
    rows = Observation.objects.filter(unit=office, measure=measure, year=year, value__gt=0)
    return sorted((row.group, row.month, row.value) for row in rows)


def refused(write, kind, /, **typed):
    with pytest.raises(Refused) as found:
        write(kind, **typed)
    return {problem.place: problem.message for problem in found.value.problems}


def test_stages_are_counted_by_commodity_and_stage(office, write):
    food = write("msme_business", **BUSINESS)
    cosmetics = write("msme_business", **BUSINESS | {"number": "U-2", "commodity": "Kosmetik"})
    write("msme_stage", business=str(food.uuid), stage="Penetapan atau seleksi", done_on="2023-01-10")
    write("msme_stage", business=str(food.uuid), stage="Sertifikasi", done_on="2023-05-02")
    write("msme_stage", business=str(cosmetics.uuid), stage="Bimbingan teknis", done_on="2023-03-02")

    assert figures(office, "msme_food_stages_done") == [("certification", 5, 1), ("selection", 1, 1)]
    assert figures(office, "msme_cosmetics_stages_done") == [("training", 3, 1)]
    assert figures(office, "msme_traditional_medicine_stages_done") == []
    assert figures(office, "msme_assisted") == [("", 1, 2)]


def test_a_stage_of_a_business_of_last_year_is_kept_but_not_counted(office, write):
    old = write("msme_business", **BUSINESS | {"first_assisted_on": "2022-02-01"})
    write("msme_stage", business=str(old.uuid), stage="Pelaporan", done_on="2023-02-01")

    assert MsmeStage.objects.get().first_assisted_on.year == 2022
    assert figures(office, "msme_food_stages_done") == []


def test_a_stage_that_the_commodity_does_not_have_is_refused(write):
    business = write("msme_business", **BUSINESS | {"commodity": "Kosmetik"})
    found = refused(write, "msme_stage", business=str(business.uuid), stage="Sertifikasi", done_on="2023-05-02")

    assert found == {
        ("stage",): 'Tahapan: "Sertifikasi" bukan pilihan untuk Komoditas Kosmetik. Pilih: Penetapan atau '
        "seleksi, Bimbingan teknis, Fasilitasi pendampingan, Pelaporan."
    }
    assert not MsmeStage.objects.exists()


def test_a_stage_is_recorded_once_and_not_before_the_business_is_assisted(write):
    business = write("msme_business", **BUSINESS)
    stage = {"business": str(business.uuid), "stage": "Bimbingan teknis"}
    assert (
        "sebelum didampingi sejak 10 Januari 2023"
        in refused(write, "msme_stage", **stage, done_on="2023-01-09")["done_on",]
    )
    write("msme_stage", **stage, done_on="2023-04-01")
    assert (
        "sudah dicatat untuk Dapur Contoh" in refused(write, "msme_stage", **stage, done_on="2023-05-01")["stage",]
    )


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"outcome": "Memenuhi standar"}, "outcome_on", "belum diisi, padahal hasil pendampingan sudah"),
        ({"outcome_on": "2023-12-01"}, "outcome", "belum diisi, padahal hasil ditetapkan pada sudah"),
        ({"outcome": "Memenuhi standar", "outcome_on": "2023-12-01"}, "proof", "padahal UMKM memenuhi standar"),
        ({"outcome": "Belum memenuhi standar", "outcome_on": "2023-01-01"}, "outcome_on", "sebelum didampingi"),
        ({"product_registrations": "-1"}, "product_registrations", "di bawah 0"),
    ],
)
def test_an_outcome_has_its_day_and_its_proof(write, typed, place, sentence):
    assert sentence in refused(write, "msme_business", **BUSINESS | typed)[place,]


def test_businesses_that_meet_the_standard_are_counted_when_that_is_found(office, write):
    write("msme_business", **BUSINESS | {"outcome": "met", "outcome_on": "2023-12-01", "proof": "R-1"})
    write("msme_business", **BUSINESS | {"number": "U-2", "outcome": "not_met", "outcome_on": "2023-12-01"})
    old = {"number": "U-3", "first_assisted_on": "2022-02-01"}
    write("msme_business", **BUSINESS | old | {"outcome": "met", "outcome_on": "2023-12-01", "proof": "R-3"})

    assert figures(office, "msme_meeting_standard") == [("", 12, 1)]


def test_stages_follow_their_business_and_bar_a_commodity_without_them(office, write):
    business = write("msme_business", **BUSINESS)
    stage = write("msme_stage", business=str(business.uuid), stage="Sertifikasi", done_on="2023-05-02")
    values = values_of(definitions_for(office).registers["msme_business"], business)

    def become(commodity, version):
        correct(KINDS["msme_business"], office, business.uuid, values | {"commodity": commodity}, version=version,
                reason="Salah komoditas.", by=BY)  # fmt: skip

    become("traditional_medicine", 1)
    stage.refresh_from_db()
    assert (stage.commodity, stage.version) == ("traditional_medicine", 2)
    assert figures(office, "msme_traditional_medicine_stages_done") == [("certification", 5, 1)]
    assert figures(office, "msme_food_stages_done") == []
    with pytest.raises(Refused, match="tahapan yang tidak ada pada komoditas itu"):
        become("cosmetics", 2)


def test_a_service_names_its_partner_and_ends_after_it_began(write):
    business, partner = write("msme_business", **BUSINESS), write("agency", **AGENCY)
    service = {"business": str(business.uuid), "service": "Pendampingan e-registrasi", "begun_on": "2023-02-01"}
    assert (
        "sebelum mulai pada" in refused(write, "msme_service", **service, finished_on="2023-01-31")["finished_on",]
    )
    kept = write("msme_service", **service, partner=str(partner.uuid), finished_on="2023-02-03")
    assert kept.partner == partner
    assert "sudah dicatat untuk Dapur Contoh" in refused(write, "msme_service", **service)["service",]
