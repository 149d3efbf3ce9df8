"""Beranda: what waits, and only what the database knows."""

from __future__ import annotations

import pytest
from tests.web.reading import text_of

from akuntabel.measurement.models import Observation
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/"


def test_open_follow_ups_come_with_their_progress(head):
    text = text_of(head.get(ADDRESS))

    assert "Menunggu diselesaikan 6 hal" in text
    assert "Triwulan III 2023 Selesaikan tindak lanjut 4.4 nomor 3 Menjadwalkan KONDENCASI tahap kedua" in text
    assert "Sebagian: Format surat tindak lanjut sudah dibagikan" in text


def test_scorecard_card_has_total_and_counts(head):
    text = text_of(head.get(ADDRESS))

    assert "Angka resmi, disahkan 20 Juli 2023. 103,34 Memenuhi Ekspektasi" in text
    assert "29 indikator menurut kriteria Memenuhi 4 Belum Memenuhi 8 Tidak Memenuhi 2" in text


def test_lowest_achievements_come_first(head):
    rows = head.get(ADDRESS).context["attention"]

    assert [row.result.number for row in rows] == ["7.1", "4.2", "4.5", "6.1", "11.1"]


def test_target_reviews_are_shown_with_their_bound_figures(head):
    text = text_of(head.get(ADDRESS))

    assert "1.4 Makanan aman dan bermutu (targeted) 122,50 % Realisasi 93,10 % jauh di atas target 76 %" in text


def test_budget_card_comes_from_the_outputs(head):
    text = text_of(head.get(ADDRESS))

    assert "39,96 % penyerapan s.d. Juni" in text
    assert "Rp12.074.469.971 dari Rp30.215.555.000" in text


def test_missing_figure_is_the_first_task(as_role, dinas):
    response = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/")
    first = response.context["tasks"][0]

    assert first.title == "Lengkapi angka 4.3 Paham sosialisasi"
    assert first.is_urgent
    assert first.address == "/dinas-contoh/2024-Q2/indikator/outreach-understanding/"


def test_many_missing_figures_are_one_task(as_role, kupang):
    task = as_role(Role.PLANNER, kupang).get("/kupang/2023-Q3/").context["tasks"][0]

    assert task.title == "Lengkapi 18 angka yang kosong"
    assert task.words.startswith("1.1, 1.2, 1.3")  # the registers end in June
    assert task.address == "/kupang/2023-Q3/rapor/?kriteria=missing"


def test_quarter_without_figures_has_no_total(as_role, kupang):
    Observation.objects.filter(unit=kupang, month__lt=6).delete()
    text = text_of(as_role(Role.PLANNER, kupang).get("/kupang/2023-Q1/"))

    assert "Sementara, 0 dari 20. Angka dapat berubah. – Kosong" in text


def test_approval_that_is_open_is_a_task(as_role, dinas):
    response = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/")
    text = text_of(response)

    assert "Sahkan 15 isian" in text
    assert "Dari 16 indikator yang jatuh tempo: berangka 15, dikirim 15, diverifikasi 0, disahkan 0." in text
    assert "Rapor sementara" in text


def test_steps_count_what_is_due(as_role, dinas):
    steps = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/").context["steps"]

    assert [(step.name, step.done, step.total) for step in steps] == [
        ("Isian", 15, 16), ("Dikirim", 15, 16), ("Diverifikasi", 0, 16), ("Disahkan", 0, 16),
    ]  # fmt: skip


def test_absent_target_review_is_a_task(as_role, kupang):
    from akuntabel.measurement.models import Narrative

    Narrative.objects.filter(slug__in=["food-safe-villages", "msme-standards"]).update(target_review="")

    titles = [task.title for task in as_role(Role.PLANNER, kupang).get(ADDRESS).context["tasks"]]

    assert "Beri catatan reviu target untuk 2 indikator" in titles


def test_nothing_waiting_is_said(head, kupang):
    from akuntabel.measurement.models import Recommendation

    Recommendation.objects.filter(unit=kupang).update(status="done", completed_in="2023-Q2")

    assert "Tidak ada yang menunggu" in text_of(head.get(ADDRESS))


def test_administrator_sees_no_figures(as_role, kupang):
    text = text_of(as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS))

    assert "103,34" not in text
    assert "Rp12.074" not in text
    assert "Angka kinerja dan anggaran tidak termasuk dalam peran Admin." in text


def test_investigator_sees_no_budget(as_role, kupang):
    text = text_of(as_role(Role.INVESTIGATOR, kupang).get(ADDRESS))

    assert "103,34" in text
    assert "39,96" not in text


def test_year_without_plan_says_what_is_missing(head):
    response = head.get("/kupang/2024-Q1/")
    text = text_of(response)

    assert response.status_code == 200
    assert "Siapkan tahun 2024" in text
    assert "Perjanjian Kinerja (PK) 2024" in text


def test_period_before_the_rules_says_so(head):
    assert "Belum ada aturan penilaian skema bpom untuk Triwulan I 2001" in text_of(head.get("/kupang/2001-Q1/"))


def test_root_leads_to_the_newest_period(as_role, dinas):
    assert as_role(Role.PLANNER, dinas).get("/").headers["Location"] == "/dinas-contoh/2024-Q2/"


def test_unit_without_figures_opens_on_this_quarter(as_role, kupang):
    Observation.objects.filter(unit=kupang).delete()

    assert as_role(Role.PLANNER, kupang).get("/").headers["Location"].startswith("/kupang/20")


def test_account_without_role_is_told(as_role, db):
    assert "Akun Anda belum mempunyai peran" in text_of(as_role(None).get("/"))


def test_number_of_queries(head, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        head.get(ADDRESS)


def test_guards(client, as_role, kupang, dinas):
    assert client.get("/").headers["Location"] == "/masuk/?next=/"
    assert client.get(ADDRESS).status_code == 302
    assert as_role(Role.HEAD, dinas).get(ADDRESS).status_code == 404
    assert as_role(Role.HEAD, kupang).post(ADDRESS).status_code == 405
    assert as_role(Role.HEAD, kupang).get("/kupang/2023-Q9/").status_code == 404


def test_who_may_not_see_the_figures_is_not_told_that_they_are_complete(as_role, kupang):
    text = text_of(as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS))

    assert "Tidak ada yang menunggu" not in text
    assert "terisi dan disahkan" not in text


def test_submission_without_a_figure_passes_no_step(as_role, kupang):
    """An approved submission of an indicator that has no figure is neither sent nor approved."""
    Observation.objects.filter(unit=kupang, measure__startswith="random_drug").delete()
    response = as_role(Role.PLANNER, kupang).get(ADDRESS)

    assert [(step.done, step.total) for step in response.context["steps"]] == [(19, 20)] * 4
    assert "Sahkan" not in "".join(task.title for task in response.context["tasks"])


def test_submission_of_what_is_not_due_is_not_counted(as_role, dinas):
    """All 18 indicators of March were submitted and approved; 14 of them were due."""
    steps = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q1/").context["steps"]

    assert [(step.done, step.total) for step in steps] == [(14, 14)] * 4


def test_provisional_perspective_says_so_and_the_others_do_not(as_role, dinas):
    text = text_of(as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/"))

    assert "Pengguna Layanan sementara, 5 dari 6 98,96" in text
    assert "Proses Kerja 86,31" in text


def test_total_that_nobody_approved_says_so(as_role, kupang):
    from akuntabel.measurement.models import Submission

    Submission.objects.filter(unit=kupang).update(state="verified")

    assert "Sementara, belum disahkan. Angka dapat berubah." in text_of(as_role(Role.PLANNER, kupang).get(ADDRESS))


def test_held_figure_says_its_month(as_role, dinas):
    """A low value that was measured earlier and still holds carries its month in the list."""
    Observation.objects.filter(unit=dinas, measure="trust_score").update(value=400, scale=1)

    assert "Skor kepercayaan per Februari 2024 50,00" in text_of(
        as_role(Role.PLANNER, dinas).get("/dinas-contoh/2024-Q2/")
    )


@pytest.mark.parametrize("role", [Role.EVALUATOR, Role.SUPERVISOR])
def test_who_looks_on_reads_how_things_stand_not_what_to_do(as_role, dinas, role):
    response = as_role(role, dinas).get("/dinas-contoh/2024-Q2/")
    text = text_of(response)

    assert "Keadaan satuan kerja" in text
    assert "Angka 4.3 Paham sosialisasi belum ada" in text
    assert "Lengkapi" not in text
    assert "btn-primary" not in response.content.decode()
