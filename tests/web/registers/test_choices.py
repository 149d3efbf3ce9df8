"""Choices that depend on what else stands in the form: only those that fit are offered."""

from __future__ import annotations

import re

import pytest
from tests.web.registers.conftest import PAGES

from akuntabel.organisation.queries import definitions_for
from registers.test_interventions import SCHOOL

pytestmark = pytest.mark.django_db
MARKET = SCHOOL | {"number": "L-2", "title": "Pasar Contoh", "kind": "Pasar"}
BUSINESS = {"number": "U-1", "title": "Usaha Contoh", "commodity": "Kosmetik", "district": "Kota Kupang",
            "first_assisted_on": "2023-02-01"}  # fmt: skip


def offered(response, column):
    """The choices in a field of a form, or of what is asked for one."""
    html = response.content.decode()
    field = re.search(rf'<select[^>]*name="{column}"[^>]*>(.*?)</select>', html, re.DOTALL)
    return [key for key in re.findall(r'<option value="(\w*)"', field[1] if field else html) if key]


def allowed(office, register, column, chosen):
    return list(definitions_for(office).registers[register].by_key[column].choices_by.allowed[chosen])


def test_stages_are_those_of_the_place(officer, office, write):
    write("intervention_place", **SCHOOL)
    write("intervention_place", **MARKET)
    address = f"{PAGES}intervention_stage/"
    every = offered(officer.get(f"{address}baru/"), "stage")
    school, market = (allowed(office, "intervention_stage", "stage", kind) for kind in ("school", "market"))

    assert set(every) > set(school)
    assert set(offered(officer.get(f"{address}pilihan/stage/?place=L-1"), "stage")) == set(school)
    assert set(offered(officer.get(f"{address}pilihan/stage/?place=L-2 · Pasar Contoh"), "stage")) == set(market)
    assert offered(officer.get(f"{address}pilihan/stage/?place=L-9"), "stage") == every
    stage = write("intervention_stage", place=str(write("intervention_place", **SCHOOL | {"number": "L-3"}).uuid),
                  stage="Sosialisasi", done_on="2023-05-02")  # fmt: skip
    assert set(offered(officer.get(f"{address}{stage.uuid}/ubah/"), "stage")) == set(school)


def test_what_was_chosen_stays_with_its_mistake_and_those_that_fit(officer, office, write):
    write("intervention_place", **SCHOOL)
    sent = {"place": "L-1", "stage": "campaign", "done_on": "2023-05-02"}
    refused = officer.post(f"{PAGES}intervention_stage/baru/", sent)

    assert refused.status_code == 422
    assert "bukan pilihan untuk Jenis lokasi Sekolah" in refused.content.decode()
    found = set(offered(refused, "stage"))
    assert found == {"campaign", *allowed(office, "intervention_stage", "stage", "school")}


def test_stages_of_a_business_and_classes_of_a_place(officer, office, write):
    write("msme_business", **BUSINESS)
    found = offered(officer.get(f"{PAGES}msme_stage/pilihan/stage/?business=U-1"), "stage")
    assert set(found) == set(allowed(office, "msme_stage", "stage", "cosmetics"))
    places = f"{PAGES}intervention_place/pilihan/school_level/"
    assert offered(officer.get(f"{places}?kind=village"), "school_level") == []
    assert offered(officer.get(f"{places}?kind=school"), "school_level") == ["primary", "junior", "senior"]
    assert officer.get(f"{PAGES}intervention_place/pilihan/title/").status_code == 404
