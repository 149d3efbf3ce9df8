"""Anggaran: the DIPA, its outputs, and the reconciliation with the allocation."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/anggaran/"


def codes(response) -> list[str]:
    return re.findall(r'<th role="rowheader"[^>]*outputs__name"><span class="coded"><span class="code">([^<]+)<',
                      response.content.decode())  # fmt: skip


def test_head_and_totals_are_the_published_ones(head):
    text = text_of(head.get(ADDRESS))

    for part in ("DIPA-063.01.2.432979/2023, 30 November 2022", "21 rincian output", "39,96 %",
                 "Rp12.074.469.971 dari Rp30.215.555.000", "8 dari 21",
                 "Jumlah pagu 21 RO sama dengan dokumen anggaran"):  # fmt: skip
        assert part in text


def test_worst_gap_comes_first(head):
    response = head.get(ADDRESS)

    assert codes(response)[:3] == ["RAB.001", "QDG.001", "QIA.001"]
    assert len(codes(response)) == 21
    assert "lebar: −80,00" in text_of(response)
    assert "lebar: +44,12" in text_of(response)
    assert "lebar: −38,33" not in text_of(response)


def test_sorted_by_code_on_request(head):
    found = codes(head.get(ADDRESS, {"urut": "kode"}))

    assert found == sorted(found)


def test_only_wide_gaps_on_request(head):
    assert len(codes(head.get(ADDRESS, {"saring": "selisih"}))) == 8


def test_what_was_not_reported_is_not_zero(head):
    text = text_of(head.get(ADDRESS))

    assert "–/ 78 tidak dilaporkan" in text
    assert "0 / 1" in text


def test_reconciliation_shows_the_difference_and_its_reason(head):
    text = text_of(head.get(ADDRESS))

    assert "Pagu Rp30.215.667.000 Rp30.215.555.000 +Rp112.000 Jumlah pagu per indikator" in text
    assert "−Rp1.537.481" in text


def test_composite_score_with_its_components(head):
    text = text_of(head.get(ADDRESS))

    assert "11.1 Nilai Kinerja Anggaran" in text
    assert "Nilai Evaluasi Kinerja Anggaran (EKA) 50,74 bobot 60" in text
    assert "capaian 92,35 % Belum Memenuhi" in text


def test_suspended_component_says_why(as_role, dinas):
    text = text_of(as_role(Role.FINANCE, dinas).get("/dinas-contoh/2024-Q2/anggaran/"))

    assert "Penilaian pelaksanaan ditangguhkan" in text
    assert "bobot 35 tidak ikut dihitung" in text
    assert "91,2 bobot 40 dari 65" in text
    assert "87,4 bobot 25 dari 65" in text
    assert "(40 × 91,2 + 25 × 87,4) ÷ (40 + 25) = 89,7384…" in text
    assert "Pagu Rp1.570.000.000 Rp1.570.000.000 Rp0 Sama." in text
    assert "0 dari 5" in text


def test_filter_that_finds_nothing_offers_the_way_back(as_role, dinas):
    text = text_of(as_role(Role.FINANCE, dinas).get("/dinas-contoh/2024-Q2/anggaran/", {"saring": "selisih"}))

    assert "Tidak ada selisih lebih dari 40 poin" in text
    assert "Hapus saringan" in text


def test_month_without_report_shows_the_ceiling_only(head):
    text = text_of(head.get("/kupang/2023-Q1/anggaran/"))

    assert "Belum dilaporkan" in text
    assert "Realisasi s.d. Maret belum dimasukkan. Pagu: Rp30.215.555.000" in text
    assert "0,00" not in text


def test_output_that_did_not_report_makes_it_provisional(head):
    from akuntabel.budget.models import OutputProgress

    OutputProgress.objects.filter(output__code="EBA.994").delete()

    assert "Sementara: 20 dari 21 rincian output melaporkan." in text_of(head.get(ADDRESS))


def test_money_above_its_ceiling_is_marked_until_a_reason_is_recorded(head):
    from akuntabel.budget.models import OutputProgress

    assert "di atas pagu" not in text_of(head.get(ADDRESS))
    line = OutputProgress.objects.filter(output__code="EBA.994")
    line.update(realised=10**12, note="")
    assert "di atas pagu; alasan belum dicatat" in text_of(head.get(ADDRESS))
    line.update(note="Menunggu revisi.")
    text = text_of(head.get(ADDRESS))
    assert "di atas pagu" in text
    assert "alasan belum dicatat" not in text


def test_year_without_authorisation(as_role, dinas):
    text = text_of(as_role(Role.FINANCE, dinas).get("/dinas-contoh/2025-Q1/anggaran/"))

    assert "Belum ada dokumen anggaran 2025" in text


def test_budget_stands_without_a_plan(head):
    from akuntabel.planning.models import PlanDocument

    PlanDocument.objects.filter(kind="action_plan").update(first_year=2030, last_year=2030)
    response = head.get(ADDRESS)

    assert response.status_code == 200
    assert "Nilai Kinerja Anggaran" not in text_of(response)


def test_number_of_queries(head):
    with CaptureQueriesContext(connection) as queries:
        assert head.get(ADDRESS).status_code == 200

    assert len(queries) <= 14


def test_who_may_not(client, as_role, kupang, dinas, head):
    assert client.get(ADDRESS).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(ADDRESS).status_code == 404
    assert as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS).status_code == 403
    assert as_role(Role.INVESTIGATOR, kupang).get(ADDRESS).status_code == 403
    assert head.post(ADDRESS).status_code == 405
    assert head.get("/kupang/2023-13/anggaran/").status_code == 404


def test_office_with_another_budget_document_never_reads_dipa(as_role, dinas):
    """A regional office has a DPA: the page names the document as the office's data do, or neutrally."""
    client = as_role(Role.FINANCE, dinas)

    for page in ("2024-Q2/anggaran/", "2024-Q2/efisiensi/", "2025-Q1/anggaran/"):
        assert "DIPA" not in text_of(client.get(f"/dinas-contoh/{page}"))


def test_outputs_and_indicators_that_count_on_another_basis_stand_side_by_side(head, as_role, dinas):
    text = text_of(head.get(ADDRESS))

    assert "Apakah RO dan IKU menghitung hal yang sama?" in text
    assert "540 593 −53 Sampel acak Obat yang selesai diperiksa dan diuji: 401" in text
    assert "tidak menjelaskan selisihnya" in text
    other = text_of(as_role(Role.FINANCE, dinas).get("/dinas-contoh/2024-Q2/anggaran/"))
    assert "Apakah RO dan IKU" not in other
