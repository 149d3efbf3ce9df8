"""Peta strategi: bands, boxes, arrows, and the objective that is selected."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/peta-strategi/"
INSPECTION = {"sasaran": "establishment-inspection-and-service"}


def test_every_objective_is_a_box_with_its_score(head):
    response = head.get(ADDRESS)
    html, text = response.content.decode(), text_of(response)

    assert html.count('class="map__box ') == 11
    assert html.count('class="map__band"') == 3
    for score in ("110,91", "106,31", "118,82", "50,00", "138,14", "99,20", "92,35", "103,34"):
        assert score in text
    assert "Sebab di bawah, akibat di atas · nilai total Triwulan II 2023 103,34 (resmi)" in text


def test_arrows_are_the_plans_causes(head):
    html = head.get(ADDRESS, INSPECTION).content.decode()

    assert len(re.findall(r'<path class="map__arrow[^>]*marker-end', html)) == 13
    assert html.count('marker-end="url(#panah-terpilih)"') == 4


def test_where_the_arrows_come_from_is_said_in_the_plans_own_words(head, as_role, dinas):
    text = text_of(head.get(ADDRESS))
    assert "Dari mana panahnya: Reviu Rencana Strategis Balai POM di Kupang" in text
    assert "panah sebab-akibat antarsasaran adalah bacaan penyusun contoh" in text
    other = text_of(as_role(Role.HEAD, dinas).get("/dinas-contoh/2024-Q2/peta-strategi/"))
    assert "Dari mana panahnya" not in other


def test_selected_objective_shows_its_indicators_and_neighbours(head):
    response = head.get(ADDRESS, INSPECTION)
    text = text_of(response)

    assert "SK 4 · Proses Internal" in text
    assert "4.2 Rekomendasi ditindaklanjuti pemangku kepentingan 78,74" in text
    assert re.search(r"Didorong oleh SK 9 .* SK 10 .* Mendorong SK 1 .* SK 3 ", text)
    assert 'sasaran=establishment-inspection-and-service" aria-current="true"' in response.content.decode()


def test_unknown_objective_selects_the_first(head):
    assert "SK 1 · Pemangku Kepentingan" in text_of(head.get(ADDRESS, {"sasaran": "apa"}))


def test_vision_missions_and_goals_stand_above(head):
    text = text_of(head.get(ADDRESS))

    assert "Visi Obat dan Makanan aman, bermutu" in text
    assert "4 misi dan 7 tujuan" in text
    assert "mendukung M1 · dicapai melalui SK 2, SK 5" in text


def test_table_says_the_same_without_the_drawing(head):
    response = head.get(ADDRESS, {"tampilan": "tabel"} | INSPECTION)
    text = text_of(response)

    assert '<svg class="map"' not in response.content.decode()
    assert "SK 4 Pemeriksaan sarana dan pelayanan publik 106,31 Memenuhi SK 9, SK 10 SK 1, SK 3" in text


def test_unit_without_strategic_plan_has_no_arrows(head):
    from akuntabel.planning.models import PlanDocument

    PlanDocument.objects.filter(kind="strategic_plan").delete()
    response = head.get(ADDRESS)

    assert "Tidak ada Renstra yang berlaku" in text_of(response)
    assert "marker-end" not in response.content.decode()


def test_plan_without_causes_says_so(as_role, dinas):
    from akuntabel.planning.models import PlanObjective

    PlanObjective.causes.through.objects.all().delete()
    text = text_of(as_role(Role.HEAD, dinas).get("/dinas-contoh/2024-Q2/peta-strategi/"))

    assert "tidak memuat hubungan sebab-akibat" in text


def test_causes_downwards_and_within_a_band_are_drawn_too(as_role, dinas):
    from akuntabel.planning.models import PlanObjective

    rows = {row.slug: row for row in PlanObjective.objects.filter(document__kind="strategic_plan")}
    rows["orderly-work"].causes.set([rows["needs-served"]])
    rows["public-trust"].causes.set([rows["needs-served"]])
    rows["needs-served"].causes.set([rows["competent-staff"]])
    text = text_of(as_role(Role.HEAD, dinas).get("/dinas-contoh/2024-Q2/peta-strategi/"))

    assert "Panah dari sebab ke akibat" in text


def test_missing_figure_makes_an_objective_provisional(as_role, dinas):
    client = as_role(Role.HEAD, dinas)
    text = text_of(client.get("/dinas-contoh/2024-Q2/peta-strategi/", {"sasaran": "capable-users"}))

    assert "Sementara, 2 dari 3: ada indikator yang masih kosong." in text
    assert "nilai total Triwulan II 2024 102,78 (sementara, 15 dari 16)" in text


def test_provisional_scores_say_so_in_the_drawing_and_in_the_table(as_role, dinas):
    """The objective and the perspective that miss a figure, in both forms of the map; the others do not."""
    client = as_role(Role.HEAD, dinas)
    text = text_of(client.get("/dinas-contoh/2024-Q2/peta-strategi/"))

    assert text.count("sementara, 2 dari 3") == 2
    assert "Hampir Tercapai sementara, 5 dari 6" in text
    assert "98,96 sementara, 5 dari 6" in text
    assert "sementara, 3 dari 3" not in text


def test_held_figure_says_its_month(as_role, dinas):
    response = as_role(Role.HEAD, dinas).get("/dinas-contoh/2024-Q2/peta-strategi/", {"sasaran": "public-trust"})

    assert "Skor kepercayaan per Februari 2024 98,00" in text_of(response)


def test_number_of_queries(head):
    with CaptureQueriesContext(connection) as queries:
        assert head.get(ADDRESS).status_code == 200

    assert len(queries) <= 18


def test_who_may_not(client, as_role, kupang, dinas, head):
    assert client.get(ADDRESS).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(ADDRESS).status_code == 404
    assert as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS).status_code == 403
    assert head.post(ADDRESS).status_code == 405
    assert head.get("/kupang/2023-00/peta-strategi/").status_code == 404
