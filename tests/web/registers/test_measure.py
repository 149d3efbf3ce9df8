"""The records behind a number, and the links that lead to them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of
from tests.web.registers.conftest import DONE, PAGES, SAMPLE, SHOP

from akuntabel.catalogue.register_schema import Counted
from akuntabel.measurement.models import Observation
from akuntabel.organisation.models import Unit, UnitVersion
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

TESTED = "/kupang/2023-Q2/ukuran/random_drug_samples_tested/"
INDICATOR = "/kupang/2023-Q2/indikator/random-drug-compliance/"


@pytest.fixture
def four(write):
    write("sample", **SAMPLE)
    for number, day in (("S-2", "2023-02-20"), ("S-3", "2023-04-20"), ("S-4", "2023-07-20")):
        write("sample", **SAMPLE | DONE | {"number": number, "completed_on": day})


def test_the_records_s_d_the_period_with_the_definition_in_words(reader, four):
    text = text_of(reader.get(TESTED))

    assert "Angka s.d. Juni 2 sampel" in text
    assert "2 catatan" in text
    assert "Setiap catatan, pada bulan “Uji selesai pada” jatuh, bila:" in text
    assert "Cara pengambilan adalah Acak" in text
    assert "S-3" in text
    assert "S-2" in text
    assert "S-4" not in text
    assert "S-001" not in text


def test_a_month_and_a_year_ask_for_their_own_records(reader, four):
    assert "S-3" not in text_of(reader.get(TESTED.replace("2023-Q2", "2023-03")))
    assert "S-4" in text_of(reader.get(TESTED.replace("2023-Q2", "2023")))


def test_a_number_that_does_not_agree_says_so(reader, four, office):
    Observation.objects.filter(measure="random_drug_samples_tested", month=2).update(value=7)

    assert "tidak sama dengan catatan di bawah ini" in text_of(reader.get(TESTED))


def test_an_entered_number_has_no_records(reader, entered):
    text = text_of(reader.get(TESTED))

    assert "Angka ini diisi sebagai angka" in text
    assert "Tidak ada catatan yang dihitung" in text


def test_a_unit_below_is_named_and_its_records_are_not_linked(reader, write, office):
    version = office.versions.get()
    loka = Unit.objects.create(slug="loka", scheme="bpom")
    fields = {
        f.name: getattr(version, f.name) for f in UnitVersion._meta.fields if f.name not in {"id", "unit", "parent"}
    }
    UnitVersion.objects.create(
        unit=loka, parent=office, **fields | {"valid_from": date(2023, 3, 1), "name": "Loka Contoh"}
    )
    shop = write("establishment", **SHOP)
    typed = {"establishment": str(shop.uuid), "purpose": "Rutin", "conclusion": "Memenuhi ketentuan"}
    for number, month in ((1, 1), (2, 2), (3, 4)):
        record = write("inspection", number=f"B-{number}", inspected_on=f"2023-0{month}-10", **typed)
        if number > 1:
            type(record).objects.filter(pk=record.pk).update(unit=loka)
    response = reader.get("/kupang/2023-Q2/ukuran/distribution_establishments_inspected/")
    text = text_of(response)

    assert "juga satuan kerja di bawahnya" in text
    assert "B-3 Loka Contoh" in text
    assert "B-1" in text
    assert "B-2" not in text  # in February the Loka did not belong to the office yet
    assert str(record.uuid) not in response.content.decode()


def test_the_page_of_a_measure_with_groups_sums_and_flows_taken_off(reader, office, write, monkeypatch):
    measures = definitions_for(office).measures
    flow = {"by": "held_on", "value": {"sum": "participants"}, "sign": "minus"}
    own = measures["random_drug_samples_tested"].model_copy(
        update={
            "key": "own",
            "name": "Ukuran uji",
            "counted": Counted(in_register="outreach_event", flows=(flow,), group_by="kind"),
            "groups": {"mobile": "Mobil keliling"},
        }
    )
    monkeypatch.setitem(measures, "own", own)
    record = write("outreach_event", number="E-1", topic="Contoh", kind="Mobil keliling", held_on="2023-05-02",
                   district="Kota Kupang", participants="3")  # fmt: skip
    html = reader.get("/kupang/2023-Q2/ukuran/own/?kelompok=mobile").content.decode()

    for text in ("Ukuran uji: Mobil keliling", "Dikurangi:", "Jumlah Peserta", ">−3<"):
        assert text in html
    page = reader.get(f"/kupang/2023-Q2/register/outreach_event/{record.uuid}/").content.decode()
    assert 'href="/kupang/2023-05/ukuran/own/?kelompok=mobile"' in page
    assert reader.get("/kupang/2023-Q2/ukuran/own/?kelompok=salah").status_code == 404


def test_the_indicator_leads_to_the_records_behind_n_and_d(reader, four):
    html = reader.get(INDICATOR).content.decode()

    assert html.count('href="/kupang/2023-Q2/ukuran/random_drug_samples_compliant/"') == 4
    assert html.count(f'href="{TESTED}"') == 4
    assert "Angka dihitung dari register: Register Sampel dan pengujian (data contoh)." in text_of(
        reader.get(INDICATOR)
    )


def test_the_scorecard_leads_to_the_records_behind_n_and_d(reader, four):
    html = reader.get("/kupang/2023-Q2/rapor/").content.decode()

    assert f'<a class="plain-link" href="{TESTED}">' in html


def test_nothing_leads_where_one_may_not_go(as_role, office, four):
    finance = as_role(Role.FINANCE, office)
    assert "/ukuran/" not in finance.get(INDICATOR).content.decode()
    assert "/ukuran/" not in finance.get("/kupang/2023-Q2/rapor/").content.decode()


def test_an_entered_number_leads_nowhere(reader, entered):
    html = reader.get(INDICATOR).content.decode()

    assert "393/401" in html
    assert "/ukuran/" not in html


def test_other_unit_unknown_measure_group_role_and_method(reader, as_role, office, dinas):
    assert as_role(Role.HEAD, dinas).get(TESTED).status_code == 404
    assert as_role(Role.FINANCE, office).get(TESTED).status_code == 403
    assert reader.post(TESTED).status_code == 405
    unknown = reader.get("/kupang/2023-Q2/ukuran/outreach_aspect_score/")
    assert unknown.status_code == 404
    assert "tidak dihitung dari register" in text_of(unknown)
    assert "tidak dibagi menurut kelompok" in text_of(reader.get(f"{TESTED}?kelompok=a"))


def test_queries_do_not_grow_with_the_records(reader, many):
    many(300, completed_on=date(2023, 3, 1), verdict="compliant")
    with CaptureQueriesContext(connection) as queries:
        response = reader.get(f"{TESTED}?halaman=2")

    assert "51–100 dari 300 catatan" in text_of(response)
    assert sum("registers_" in query["sql"] for query in queries) == 2  # the keys, and the fifty of the page
    assert PAGES in response.content.decode()


def test_one_month_has_its_own_records_and_number(reader, four):
    """A month of a figure leads to the records of that month alone, and from there to all of them."""
    page = text_of(reader.get(f"{TESTED}?bulan=4"))
    assert "Angka April 2023 1 sampel" in page
    assert "S-3" in page
    assert "S-2" not in page
    assert f'href="{TESTED}"' in reader.get(f"{TESTED}?bulan=4").content.decode()
    assert "Pada Mei 2023 tidak ada catatan" in text_of(reader.get(f"{TESTED}?bulan=5"))
    assert reader.get(f"{TESTED}?bulan=7").status_code == 404
    assert "Angka s.d. Juni 2 sampel" in text_of(reader.get(f"{TESTED}?bulan=x"))


def test_the_months_on_the_indicators_page_lead_to_their_records(reader, as_role, four, office):
    """Those of the numerator and of the denominator, each; not for who may not see records."""
    html = reader.get(INDICATOR).content.decode()
    for measure in ("random_drug_samples_tested", "random_drug_samples_compliant"):
        assert f'href="/kupang/2023-Q2/ukuran/{measure}/?bulan=2"' in html
    assert "?bulan=" not in as_role(Role.FINANCE, office).get(INDICATOR).content.decode()


def test_an_entered_month_has_no_records(reader, entered):
    assert "?bulan=" not in reader.get(INDICATOR).content.decode()


def test_the_month_of_one_records_number_is_that_of_the_month(reader, write):
    value = {
        "measure": "budget_execution_score",
        "year": "2023",
        "received_on": "2023-07-20",
        "document_note": "laporan",
    }
    for number, month, given in (("N-1", "3", "90,5"), ("N-2", "6", "97,05")):
        write("external_value", number=number, month=month, given=given, **value)
    page = "/kupang/2023-Q2/ukuran/budget_execution_score/"
    assert "Angka s.d. Juni 97,05" in text_of(reader.get(page))
    march = text_of(reader.get(f"{page}?bulan=3"))
    assert "Angka Maret 2023 90,5" in march
    assert "N-2" not in march


def test_a_total_that_is_a_word_is_not_said_to_have_records_behind_it(reader, write):
    """Records up to February; s.d. June the figure is missing."""
    write("sample", **SAMPLE | DONE)
    text = text_of(reader.get(INDICATOR))

    assert "Lihat catatan: Sampel acak Obat yang memenuhi syarat" in text
    assert "Catatan di balik" not in text
