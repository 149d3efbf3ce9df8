"""Indikator: the list, one indicator and its five parts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.core.periods import Period
from akuntabel.measurement.explain import explain_text
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

LIST = "/kupang/2023-Q2/indikator/"
PARTS = ("mengapa", "narasi", "tindak-lanjut", "definisi", "riwayat")


def address(slug: str, part: str = "", place: str = "kupang/2023-Q2") -> str:
    return f"/{place}/indikator/{slug}/" + (f"?bagian={part}" if part else "")


@pytest.fixture
def example_head(as_role, dinas):
    return as_role(Role.HEAD, dinas)


def example(client, slug: str, part: str = "") -> str:
    return text_of(client.get(address(slug, part, "dinas-contoh/2024-Q2")))


def test_figures_of_the_head_are_the_published_ones(head):
    response = head.get(address("production-establishment-conformity"))
    text = text_of(response).replace(" / ", "/")  # where each of the two leads to its records

    assert "4.4 Persentase sarana produksi Obat dan Makanan yang memenuhi ketentuan" in text
    assert "IKU · lebih tinggi lebih baik · diukur setiap bulan" in text
    for figure in ("60 %", "PK 2023: 60 %", "57,89 %", "22/38", "96,48 %", "Belum Memenuhi Ekspektasi"):
        assert figure in text
    assert "Angka resmi, disahkan 20 Juli 2023." in text
    assert (
        'data-figure="kupang/2023-Q2/production-establishment-conformity/achievement"' in response.content.decode()
    )


def test_seven_steps_with_real_numbers_and_named_rounding(head):
    response = head.get(address("production-establishment-conformity"))
    text, html = text_of(response), response.content.decode()

    assert html.count('<div class="chain__head">') == 7
    assert "96,48 berada pada 80 ≤ capaian < 100, maka Belum Memenuhi".replace("<", "&lt;") in text
    assert "57,89 ÷ 60 × 100 = 96,4833… → 96,48 %" in text
    assert "sarana produksi yang memenuhi ketentuan ÷ sarana produksi yang diperiksa × 100 22 ÷ 38" in text
    assert "Dibulatkan 2 desimal, setengah ke atas, sekali di sini, sebelum dibagi target." in text
    assert "dua desimal hanya untuk ditampilkan" in text
    assert "S Aturan penilaian: dihitung ulang dari laporan terbit; belum diperiksa orang kedua" in text
    assert "Disahkan pada 20 Juli 2023" in text


def test_neighbours_lead_on(head):
    html = head.get(address("production-establishment-conformity")).content.decode()

    assert 'rel="prev"' in html
    assert "/indikator/certification-on-time/" in html
    assert "/indikator/distribution-establishment-conformity/" in html
    assert 'rel="prev"' not in head.get(address("random-drug-compliance")).content.decode()
    assert 'rel="next"' not in head.get(address("budget-performance-score")).content.decode()


def test_staged_indicator_keeps_progress_and_outcome_apart(head):
    text = text_of(head.get(address("food-safe-schools")))

    assert "Target progres s.d. Juni 35 %" in text
    assert "Progres s.d. Juni 55,00 %" in text
    assert "Hasil akhir, Desember 2023 78 sekolah target PK; tidak dibandingkan dengan progres" in text
    assert "diukur Februari–Desember" in text


def test_more_markets_than_planned_is_said_on_the_page_and_in_the_explanation(as_role, kupang_records):
    """Of one stage 14 markets, where 13 are planned."""
    head, page = as_role(Role.HEAD, kupang_records), address("food-safe-markets")
    assert "lebih banyak daripada rencana" not in text_of(head.get(page))
    rows = Observation.objects.filter(unit=kupang_records, measure="market_stages_done", group="survey", year=2023)
    june = rows.get(month=6)
    others = sum(row.value for row in rows.filter(month__lt=6))
    rows.filter(pk=june.pk).update(value=14 - others)

    told = text_of(head.get(page))
    explained = explain_text(scorecard(kupang_records, Period.parse("2023-Q2")), "5.4")

    sentence = "Yang dikerjakan lebih banyak daripada rencana: Tahapan yang selesai, pasar: survei 14, rencana 13, lebih 1."
    assert sentence in told
    assert sentence in explained


def test_indicator_that_is_not_due_says_when_it_is(head):
    text = text_of(head.get(address("public-service-index")))

    assert "Target PK 2023 4,25 indeks" in text
    assert "Diukur Desember 2023" in text
    assert "Mengapa belum ada angka?" in text
    assert "Belum jatuh tempo pada periode ini" in text


def test_weighted_components_stand_over_their_weights(head):
    text = text_of(head.get(address("budget-performance-score")))

    assert "60 × 50,74 + 40 × 97,05 ÷ 60 + 40 = 69,264 → 69,26 nilai" in text


def test_each_aspect_has_its_own_target_below_it(head):
    text = text_of(head.get(address("outreach-effectiveness")))

    assert "Target aspek: 90,96" in text
    assert text.count("Target aspek: 94–98,5") == 2


def test_narrative_has_bound_figures(head):
    html = head.get(address("random-drug-compliance", "narasi")).content.decode()

    assert '<span class="bound" data-figure="kupang/2023-Q2/random-drug-compliance/denominator">401</span>' in html
    assert "{1.1" not in html


def test_text_with_an_unknown_figure_stays_as_it_was_written(head):
    from akuntabel.measurement.models import Narrative

    Narrative.objects.filter(slug="random-drug-compliance").update(purpose="Nilai {9.9.achievement} itu.")

    assert "Nilai {9.9.achievement} itu." in text_of(head.get(address("random-drug-compliance", "narasi")))


def test_period_without_narrative_says_so(as_role, dinas):
    text = example(as_role(Role.HEAD, dinas), "risk-management-maturity", "narasi")

    assert "Belum ada narasi untuk Triwulan II 2024" in text


def test_recommendations_of_earlier_periods(head, example_head):
    done = text_of(head.get(address("random-food-compliance", "tindak-lanjut")))
    open_one = example(example_head, "repeated-complaint-rate", "tindak-lanjut")

    assert "Koordinasi dengan tim terkait sudah dilakukan." in done
    assert "selesai Triwulan II 2023" in done
    assert "Tindak lanjut 1 belum" in open_one
    assert "sebagian, batas Triwulan III 2024" in open_one
    assert "Tidak ada rekomendasi" in example(example_head, "service-portal-visits", "tindak-lanjut")


def test_definition_with_sources_and_confidence(head):
    text = text_of(head.get(address("food-safe-schools", "definisi")))

    assert "Definisi operasional" in text
    assert "SK Kepala BPOM 128/2022" in text
    assert "U Definisi: belum diketahui pasti; belum diperiksa orang kedua" in text
    assert "Progres tahapan, Januari–November" in text
    assert "food-safe-schools" in text


def test_history_beside_the_strategic_plan(head):
    text = text_of(head.get(address("public-service-index", "riwayat")))

    assert "2020 3,51 indeks 3,95" in text
    assert "2023 4,4 indeks – diukur Desember 2023" in text


def test_what_is_lost_is_not_available(head):
    text = text_of(head.get(address("random-drug-compliance", "riwayat")))

    assert "2020 tidak tersedia – tidak ada nilai terbit" in text
    assert "2023 tidak tersedia 98,00 s.d. Juni" in text


def test_progress_is_no_value_of_the_year(head):
    response = head.get(address("food-safe-schools", "riwayat"))

    assert "s.d. Juni baru progres tahapan, bukan hasil akhir" in text_of(response)
    assert "chart__bar--now" not in response.content.decode()


@pytest.mark.parametrize(
    ("slug", "sentences"),
    [
        (
            "outreach-understanding",
            ["kosong", "Tidak ada: belum diisi.", "Belum ada angka, jadi tidak ada yang disahkan"],
        ),
        ("new-services-launched", ["tidak dapat dihitung", "Target = 0"]),
        ("average-processing-days", ["7–8 hari kerja", "(2 − 9,30 ÷ 8 ) × 100, paling rendah 0 = 83,75"]),
        ("counter-occupancy", ["70–80 %", "106,51 %"]),
        ("budget-quality-value", ["ditangguhkan", "tidak ikut dihitung"]),
    ],
)
def test_each_state_says_what_it_is(example_head, slug, sentences):
    text = example(example_head, slug)

    for sentence in sentences:
        assert sentence in text


def test_worded_and_range_targets_in_the_history(example_head):
    assert "Tingkat 3 (tertata)" in example(example_head, "risk-management-maturity", "riwayat")
    assert "2022 9–10 hari kerja" in example(example_head, "average-processing-days", "riwayat")


def test_list_has_every_indicator(head):
    text = text_of(head.get(LIST))

    assert "29 indikator dalam 11 sasaran" in text
    assert "1.1 Persentase Obat yang memenuhi syarat" in text
    assert "78 sekolah" in text
    assert "diukur Desember 2023" in text


def test_money_is_only_for_those_who_may_see_it(head, as_role, kupang):
    page = address("random-drug-compliance")

    assert "Dengan uang berapa?" in text_of(head.get(page))
    assert "Dengan uang berapa?" not in text_of(as_role(Role.INVESTIGATOR, kupang).get(page))


@pytest.mark.parametrize("part", PARTS)
def test_number_of_queries(head, part):
    with CaptureQueriesContext(connection) as queries:
        assert head.get(address("random-drug-compliance", part)).status_code == 200

    assert len(queries) <= 22


def test_number_of_queries_of_the_list(head):
    with CaptureQueriesContext(connection) as queries:
        assert head.get(LIST).status_code == 200

    assert len(queries) <= 14


@pytest.mark.parametrize("page", [LIST, address("random-drug-compliance")])
def test_who_may_not(page, as_role, kupang, dinas, head):
    assert Client().get(page).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(page).status_code == 404
    assert as_role(Role.ADMINISTRATOR, kupang).get(page).status_code == 403
    assert head.post(page).status_code == 405
    assert head.get(page.replace("2023-Q2", "2023-Q9")).status_code == 404


def test_unknown_indicator_is_missing_and_unknown_part_is_the_first(head):
    missing = head.get(address("tidak-ada"))

    assert missing.status_code == 404
    assert "tidak ada dalam perjanjian kinerja 2023" in text_of(missing)
    assert "Mengapa 106,52 %" in text_of(head.get(address("random-drug-compliance", "apa-saja")))


def test_number_leads_to_the_indicator_that_carries_it_this_year(head):
    found = head.get(LIST + "4.4/?bagian=riwayat")

    assert found.status_code == 302
    assert found.headers["Location"] == address("production-establishment-conformity", "riwayat")
    assert head.get(LIST + "4.99/").status_code == 404


def test_approved_submission_of_what_is_not_due_is_no_approval(example_head, dinas):
    from akuntabel.measurement.models import Submission

    Submission.objects.filter(unit=dinas, slug="risk-management-maturity").update(state="approved")
    text = example(example_head, "risk-management-maturity")

    assert "Belum jatuh tempo pada periode ini" in text
    assert "isahkan pada" not in text


def test_approved_submission_without_a_figure_is_no_approval(example_head, dinas):
    from akuntabel.measurement.models import Submission

    Submission.objects.filter(unit=dinas, slug="outreach-understanding").update(state="approved")
    text = example(example_head, "outreach-understanding")

    assert "Belum ada angka, jadi tidak ada yang disahkan" in text
    assert "isahkan 15 Juli" not in text


def test_held_figure_says_its_month_wherever_it_stands(example_head):
    assert "nilai luar · per Februari 2024" in example(example_head, "public-trust-score")
    assert "Yang berlaku pada periode ini: angka per Februari 2024" in example(example_head, "public-trust-score")
    assert "s.d. Juni, per Februari 2024" in example(example_head, "public-trust-score", "riwayat")
    listed = text_of(example_head.get("/dinas-contoh/2024-Q2/indikator/"))
    assert "98,00 per Februari 2024" in listed


def test_suspended_measure_says_why_once_below_its_row(example_head):
    text = example(example_head, "budget-quality-value")

    assert "81,5 ditangguhkan ditangguhkan Jun: Penilaian pelaksanaan ditangguhkan" in text


def test_year_that_the_strategic_plan_does_not_cover_has_no_target(head):
    from akuntabel.planning.models import Target

    Target.objects.filter(row__slug="public-service-index", row__objective__document__kind="strategic_plan",
                          year=2021).delete()  # fmt: skip

    assert "2021 tanpa target" in text_of(head.get(address("public-service-index", "riwayat")))


def test_statistics_are_marked_as_not_official(head):
    text = text_of(head.get(address("random-drug-compliance")))

    assert "Catatan statistik, bukan angka resmi" in text
    assert "antara 96,11–98,99 % (Wilson, tingkat keyakinan 95 %)" in text
    assert "Catatan statistik" not in text_of(head.get(address("public-service-index")))


def test_a_numerator_above_its_denominator_is_said_in_a_sentence(head):
    """A random sample of which more are compliant than were tested has no interval; the page answers."""
    Observation.objects.filter(measure="random_drug_samples_compliant", month=6).update(value=F("value") + 9)
    response = head.get("/kupang/2023-Q2/indikator/random-drug-compliance/")

    assert response.status_code == 200
    assert "Pembilang lebih besar daripada penyebut: 402 Sampel acak Obat" in text_of(response)
    assert "100,25" in text_of(response)


@pytest.mark.parametrize(("slug", "target"), [("msme-standards", "79 %"), ("food-safe-markets", "13 pasar")])
def test_the_final_target_of_an_indicator_in_stages_has_its_unit_once(head, slug, target):
    text = text_of(head.get(f"/kupang/2023-Q2/indikator/{slug}/"))

    assert f"Hasil akhir, Desember 2023 {target} target PK" in text
