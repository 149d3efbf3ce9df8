"""Rapor kinerja: the page, its filter, and its files."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import get_args

import pytest
from tests.web.reading import text_of

from akuntabel.catalogue.schema import Formula
from akuntabel.measurement.models import Observation
from akuntabel.organisation.roles import Role
from akuntabel.web.pages.scorecard.rows import _HOW_MEASURED

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/rapor/"


def test_published_figures_stand_on_the_page(head):
    text = text_of(head.get(ADDRESS))

    for figure in ("103,34", "110,91", "103,32", "95,77", "106,52", "78,74", "393 / 401", "98,00 %", "51,18 %"):
        assert figure in text
    assert "Angka resmi. Seluruh isian disahkan 20 Juli 2023." in text
    assert "11 sasaran kegiatan, 29 indikator · Januari sampai dengan Juni 2023" in text


def test_comparators_are_marked_not_official(head):
    text = text_of(head.get(ADDRESS))

    assert "Pembanding, bukan angka resmi: capaian dibatasi 120 99,35" in text
    assert "rata-rata sasaran 102,25" in text
    assert "rata-rata indikator 111,21" in text


def test_every_figure_is_bound_to_its_reference(head):
    html = head.get(ADDRESS).content.decode()

    assert 'data-figure="kupang/2023-Q2/random-drug-compliance/achievement">106,52<' in html
    assert 'data-figure="kupang/2023-Q2/total/score">103,34<' in html


def test_missing_figure_makes_the_scorecard_provisional(as_role, dinas):
    response = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/rapor/")
    text = text_of(response)

    assert "Angka sementara, 15 dari 16. Kosong: 4.3 Paham sosialisasi (belum diisi)." in text
    assert "Angka resmi" not in text
    assert "card--provisional" in response.content.decode()


def test_value_that_cannot_be_computed_says_why(as_role, dinas):
    text = text_of(as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/rapor/"))

    assert "∅ Target = 0" in text


def test_filter_keeps_one_rating_under_its_headings(head):
    response = head.get(ADDRESS, {"kriteria": "fails-expectations"})
    rows = re.findall(r'class="scorecard__indicator"', response.content.decode())

    assert len(rows) == 2
    assert [row.result.number for row in response.context["shown"][0].objectives[0].indicators] == ["4.2"]


def test_filter_that_nothing_passes_says_so_and_leads_back(head):
    text = text_of(head.get(ADDRESS, {"kriteria": "missing"}))

    assert "Tidak ada indikator “Kosong”" in text
    assert "Hapus saringan" in text


def test_unknown_filter_word_shows_everything(head):
    response = head.get(ADDRESS, {"kriteria": "entah"})

    assert response.context["chosen"] is None
    assert len(re.findall(r'class="scorecard__indicator"', response.content.decode())) == 29


def test_months_are_drawn_where_there_is_more_than_one(as_role, dinas, head, kupang):
    Observation.objects.filter(unit=kupang, month__lt=6).delete()
    drawn = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/rapor/")
    html = drawn.content.decode()

    assert "Realisasi Jan 87,80; Feb 87,34; Mar 87,90; Apr 89,66; Mei 90,05; Jun 90,84" in html
    assert "Januari–Juni" in html
    assert "Januari–Juni" not in head.get(ADDRESS).content.decode()


def test_page_is_not_kept_by_browser_or_proxy(head):
    assert head.get(ADDRESS).headers["Cache-Control"] == "private, no-store"


def test_number_of_queries(head, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        head.get(ADDRESS)


def test_queries_do_not_grow_for_a_supervisor(as_role, kupang, django_assert_max_num_queries):
    client = as_role(Role.SUPERVISOR, kupang)
    with django_assert_max_num_queries(14):
        client.get(ADDRESS)


def test_not_signed_in_leads_to_the_sign_in_page(client, kupang):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert response.headers["Location"] == "/masuk/?next=/kupang/2023-Q2/rapor/"


def test_htmx_request_after_signing_out_reloads_the_page(client, kupang):
    response = client.get(ADDRESS, headers={"HX-Request": "true"})

    assert response.status_code == 204
    assert response.headers["HX-Refresh"] == "true"


def test_unit_of_others_is_not_found(as_role, kupang, dinas):
    response = as_role(Role.HEAD, dinas).get(ADDRESS)

    assert response.status_code == 404
    assert "Satuan kerja “kupang” tidak ada, atau akun Anda tidak mempunyai peran" in text_of(response)


def test_role_that_is_too_small_is_told_which_would_do(as_role, kupang):
    response = as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS)

    assert response.status_code == 403
    text = text_of(response)
    assert "Peran Anda tidak mencakup melihat rapor kinerja" in text
    assert "Kepala, Pembina" in text


def test_wrong_method(head):
    assert head.post(ADDRESS).status_code == 405


@pytest.mark.parametrize("period", ["2023-Q5", "2023-13", "triwulan", "0000"])
def test_bad_period_says_how_to_write_one(head, period):
    response = head.get(f"/kupang/{period}/rapor/")

    assert response.status_code == 404
    assert f"Periode “{period}” tidak dikenal. Tulis triwulan sebagai 2023-Q2" in text_of(response)


def test_month_is_the_same_as_its_quarter(head):
    assert "103,34" in text_of(head.get("/kupang/2023-06/rapor/"))


def test_period_without_plan_names_what_is_missing(head):
    response = head.get("/kupang/2021-Q2/rapor/")

    assert response.status_code == 404
    text = text_of(response)
    assert "Perjanjian Kinerja (PK) 2021" in text
    assert "Periode yang sudah mempunyai angka: Triwulan II 2023" in text


def test_json_is_the_contract(head):
    response = head.get("/kupang/2023-Q2/rapor.json")

    assert json.loads(response.content)["total"]["score"] == "103.34"
    assert response.headers["Content-Disposition"] == 'attachment; filename="rapor-kupang-2023-Q2.json"'


def test_csv_has_one_row_per_indicator(head):
    response = head.get("/kupang/2023-Q2/rapor.csv")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert len(rows) == 29
    assert rows[0]["achievement"] == "106.52"
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("extension", ["json", "csv"])
def test_files_are_guarded_like_the_page(client, as_role, kupang, extension):
    address = f"/kupang/2023-Q2/rapor.{extension}"

    assert client.get(address).status_code == 302
    assert as_role(Role.ADMINISTRATOR, kupang).get(address).status_code == 403
    assert as_role(Role.HEAD, kupang).post(address).status_code == 405


def test_held_figure_says_its_month(as_role, dinas):
    text = text_of(as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/rapor/"))

    assert "78,40 per Februari 2024" in text
    assert "90,84 % per" not in text


def test_displayed_terms_are_said_to_stand_for_full_values(head):
    """(110,91 + 103,32 + 95,77) ÷ 3 is 103,33 by the displayed figures; the total printed beside it is 103,34."""
    text = text_of(head.get(ADDRESS))

    assert "dihitung dari nilai penuh: (110,91 + 103,32 + 95,77) ÷ 3" in text


def test_rule_set_is_named_once(as_role, dinas):
    text = text_of(as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/rapor/"))

    assert "Dasar penilaian: Aturan penilaian contoh 2024" in text
    assert "Aturan: Aturan" not in text


def test_classes_of_one_tone_have_shapes_of_their_own(as_role, dinas):
    """Hampir Tercapai and Tertinggal share a tint; grey print and colour-blind eyes still tell them apart."""
    response = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/rapor/")
    shapes = [one.rating.shape for one in response.context["filters"] if one.rating]

    assert len(shapes) == len(set(shapes))
    assert {"below", "below-2"} <= set(shapes)


def test_every_kind_of_formula_says_how_it_measures():
    """A figure without numerator and denominator has a word of its kind in their place."""
    kinds = get_args(get_args(Formula)[0])

    assert set(_HOW_MEASURED) == set(kinds)
    assert all(str(words) for words in _HOW_MEASURED.values())
