"""RAPK: one sheet of targets and realisations by month."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/rapk/"
EXAMPLE = "/dinas-contoh/2024-Q2/rapk/"


def row(response, slug: str) -> str:
    html = response.content.decode()
    found = re.search(rf'<tr role="row">\s*<th[^>]*>(?:(?!</tr>).)*?/indikator/{slug}/.*?</tr>', html, re.DOTALL)
    assert found
    return re.sub(r"[\s\N{NO-BREAK SPACE}]+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_every_indicator_has_twelve_months(head):
    html = head.get(ADDRESS).content.decode()

    assert len(re.findall(r'<td role="cell" class="number month', html)) == 29 * 12
    assert html.count('aria-current="date"') == 1


def test_target_over_realisation_in_observed_months_only(head):
    response = head.get(ADDRESS)
    text = row(response, "random-drug-compliance")

    assert text.count("realisasi") == 6  # counted from the register, month by month
    assert "target 92 % realisasi 98,00 %" in text
    entered = row(response, "certification-on-time")  # for June only
    assert (entered.count("realisasi kosong"), entered.count("realisasi 99,37 %")) == (0, 1)
    assert 'data-figure="kupang/2023-06/random-drug-compliance/target"' in response.content.decode()
    assert 'data-figure="kupang/2023-Q2/random-drug-compliance/realisation"' in response.content.decode()


def test_progress_and_outcome_have_their_own_units(head):
    text = row(head.get(ADDRESS), "food-safe-schools")

    assert "target progres 35 % realisasi 55,00 %" in text
    assert "target hasil akhir 78 sekolah" in text
    assert "tanpa target · target progres 5 %" in text


def test_sum_of_the_rows(head):
    text = text_of(head.get(ADDRESS))

    assert "Jumlah anggaran seluruh baris 30.215.555.000" in text
    assert "berbeda dari anggaran pada dokumen" not in text


def test_sum_that_differs_from_the_document_is_said(head):
    from akuntabel.planning.models import PlanDocument

    PlanDocument.objects.filter(kind="action_plan").update(budget=1_000)

    assert "Jumlah baris berbeda dari anggaran pada dokumen: Rp 1.000" in text_of(head.get(ADDRESS))


def test_every_observed_month_of_the_example(as_role, dinas):
    response = as_role(Role.PLANNER, dinas).get(EXAMPLE)

    assert row(response, "permit-service-timeliness").count("realisasi") == 6
    assert "target 7–8 hari kerja realisasi 9,30" in row(response, "average-processing-days")
    assert "realisasi kosong" in row(response, "outreach-understanding")
    assert "target 0 layanan realisasi 1 layanan" in row(response, "new-services-launched")


def test_version_in_force_says_why_it_changed(as_role, dinas):
    client = as_role(Role.PLANNER, dinas)

    assert "versi 2, berlaku sejak 2 Mei 2024" in text_of(client.get(EXAMPLE))
    assert "Sebab perubahan: Portal ditutup enam hari" in text_of(client.get(EXAMPLE))
    assert "versi 1, berlaku sejak 1 Januari 2024" in text_of(client.get("/dinas-contoh/2024-Q1/rapk/"))


def test_worded_and_lost_targets_are_said(head):
    from akuntabel.planning.models import Target

    targets = Target.objects.filter(row__objective__document__kind="action_plan", row__slug="public-service-index")
    targets.filter(month=12).update(form="worded", words="Prima", value=None)
    targets.filter(month=11).update(form="unavailable", value=None)
    text = row(head.get(ADDRESS), "public-service-index")

    assert "target Prima" in text
    assert "target tidak tersedia" in text


def test_money_is_only_for_those_who_may_see_it(as_role, kupang):
    text = text_of(as_role(Role.INVESTIGATOR, kupang).get(ADDRESS))

    assert "Anggaran (Rp)" not in text
    assert "30.215.555.000" not in text


@pytest.mark.parametrize(("unit", "page"), [("kupang", ADDRESS), ("dinas", EXAMPLE)])
def test_number_of_queries(as_role, kupang, dinas, unit, page):
    client = as_role(Role.HEAD, {"kupang": kupang, "dinas": dinas}[unit])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200

    assert len(queries) <= 14


def test_who_may_not(client, as_role, kupang, dinas, head):
    assert client.get(ADDRESS).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(ADDRESS).status_code == 404
    assert as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS).status_code == 403
    assert head.post(ADDRESS).status_code == 405
    assert head.get("/kupang/x/rapk/").status_code == 404
    assert head.get("/kupang/2025-Q2/rapk/").status_code == 404


def test_target_that_is_never_rated_is_marked_and_explained(head):
    """4.6 has targets from July on and is measured in December only."""
    response = head.get(ADDRESS)
    text = text_of(response)

    assert row(response, "public-service-index").count("4,25 *") == 5
    assert (
        "4.6 Target Juli–November tertulis dalam RAPK, tetapi menurut definisinya indikator ini diukur Desember"
        in text
    )
    assert "*" not in row(response, "random-drug-compliance")


def test_held_figure_says_its_month(as_role, dinas):
    assert "78,40 skor per Februari 2024" in row(as_role(Role.PLANNER, dinas).get(EXAMPLE), "public-trust-score")


def test_a_figure_that_is_missing_in_the_sheets_own_month_says_so(head):
    from akuntabel.measurement.models import Observation

    Observation.objects.filter(measure__startswith="certification_decisions").delete()
    text = row(head.get(ADDRESS), "certification-on-time")

    assert text.count("realisasi kosong") == 1
