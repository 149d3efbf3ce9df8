"""Efisiensi: input, output, indices and verdicts."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.organisation.roles import Role
from akuntabel.web.pages.efficiency.rows import scatter

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/efisiensi/"
EXAMPLE = "/dinas-contoh/2024-Q2/efisiensi/"


def test_published_indices(head):
    text = text_of(head.get(ADDRESS))

    assert (
        "395.288.100 RAPK 366.712.600 80.863.559 20,46 106,52 5,21 4,21 Efisien uang tertinggal dari tahapan"
        in text
    )
    assert "6,85" in text
    assert "30.215.667.000 12.072.932.490 39,96" in text


def test_no_verdict_without_output(head):
    text = text_of(head.get(ADDRESS))

    assert "Efisien 20 indikator" in text
    assert "Tanpa kesimpulan 9 indikator" in text
    assert "42,90 Diukur Desember 2023" in text


def test_money_behind_the_stages_is_a_warning_not_a_verdict(head):
    text = text_of(head.get(ADDRESS))

    assert "10 indikator: uang tertinggal dari tahapan" in text
    assert "Kesimpulan resmi tetap" in text


def test_each_reason_for_no_verdict(as_role, dinas):
    text = text_of(as_role(Role.HEAD, dinas).get(EXAMPLE))

    assert "Kosong: belum diisi" in text
    assert "Tidak dapat dihitung: Target = 0" in text
    assert "Boros" in text


def test_nothing_spent_has_no_index(head):
    from akuntabel.budget.models import Allocation

    Allocation.objects.filter(slug="random-drug-compliance").update(realised=0)
    Allocation.objects.filter(slug="random-food-compliance").delete()
    text = text_of(head.get(ADDRESS))

    assert "Indeks tidak dapat dihitung: Capaian input = 0" in text
    assert "Belum ada alokasi anggaran" in text


def test_period_without_allocation_says_what_is_needed(head):
    text = text_of(head.get("/kupang/2023-Q1/efisiensi/"))

    assert "Belum ada alokasi anggaran per indikator untuk Triwulan I 2023" in text


def test_drawing_has_the_numbers_as_text(head):
    html = head.get(ADDRESS).content.decode()

    assert "1.1 input 20,46, output 106,52" in html


def test_number_of_queries(head):
    with CaptureQueriesContext(connection) as queries:
        assert head.get(ADDRESS).status_code == 200

    assert len(queries) <= 14


def test_who_may_not(client, as_role, kupang, dinas, head):
    assert client.get(ADDRESS).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(ADDRESS).status_code == 404
    assert as_role(Role.ADMINISTRATOR, kupang).get(ADDRESS).status_code == 403
    assert head.post(ADDRESS).status_code == 405
    assert head.get("/kupang/2023-TW2/efisiensi/").status_code == 404


def test_row_with_another_budget_in_the_plan_shows_both(head):
    text = text_of(head.get(ADDRESS))

    assert "583.099.500 RAPK 3.056.218.000" in text
    assert "2.669.438.500 RAPK 921.924.000" in text
    assert "RAPK 60.479.000" not in text
    assert "22 indikator mempunyai anggaran RAPK yang berbeda dari pagu alokasinya" in text


def test_budgets_that_agree_are_not_marked(as_role, dinas):
    assert "RAPK yang berbeda" not in text_of(as_role(Role.HEAD, dinas).get(EXAMPLE))


def test_numbers_of_points_stay_inside_the_drawing_and_apart(as_role, dinas):
    """3.1 and 3.3 lie near the right edge, four units of height apart: their numbers run left and do not touch."""
    points = as_role(Role.HEAD, dinas).get(EXAMPLE).context["drawing"].points
    labels = {point.number: point.label for point in points if point.label}

    assert sorted(labels) == ["1.3", "3.1", "3.3"]
    assert (labels["3.1"].anchor, labels["3.3"].anchor, labels["1.3"].anchor) == ("end", "end", "start")
    assert labels["3.3"].y - labels["3.1"].y >= 13


def test_held_figure_says_its_month(as_role, dinas):
    assert "100,00 per Maret 2024 1,82" in text_of(as_role(Role.HEAD, dinas).get(EXAMPLE))


def test_standard_of_the_rule_set_is_printed_and_drawn(as_role, dinas, own_var):
    """SE is decreed, not 1 by nature: words and line follow the rule set."""
    client = as_role(Role.HEAD, dinas)
    of_one = client.get(EXAMPLE).context["drawing"]
    [path] = own_var.rglob("contoh-2024.yaml")
    path.write_text(path.read_text(encoding="utf-8").replace("standard: 1\n", "standard: 1.25\n"), encoding="utf-8")

    response = client.get(EXAMPLE)
    text, drawing = text_of(response), response.context["drawing"]

    assert "IE paling rendah 1,25" in text
    assert "IE di bawah 1,25" in text
    assert "dengan SE = 1,25." in text
    assert "IE sama dengan standarnya (SE = 1,25)" in text
    assert (drawing.line_end_x, drawing.line_end_y) != (of_one.line_end_x, of_one.line_end_y)


def test_line_rises_by_the_standard(as_role, dinas):
    """A steeper line ends at the upper edge, a flatter one at the right edge."""
    rows = as_role(Role.HEAD, dinas).get(EXAMPLE).context["rows"]
    steep, flat = scatter(rows, Decimal(10)), scatter(rows, Decimal("0.1"))

    assert steep.line_end_y == steep.top
    assert steep.line_end_x < steep.right
    assert flat.line_end_x == flat.right
    assert flat.line_end_y > flat.top
