"""The appendices: what stands beside a score, and what explains the months of the action plan."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.documents.content import Table, plain
from akuntabel.measurement.models import Submission
from akuntabel.planning.models import PlanRow
from akuntabel.reporting.performance_report import compose, performance_report
from akuntabel.reporting.sources import read
from akuntabel.reporting.workbook import compose_workbook

pytestmark = pytest.mark.django_db


def table(document, name):
    return next(block for block in document.blocks if isinstance(block, Table) and block.id == name)


def firsts(rows):
    return [plain(row[0].spans) for row in rows]


def test_a_complete_total_is_marked_official(kupang):
    found = table(performance_report(kupang, Period.parse("2023-Q2")), "tbl-pengukuran")

    assert firsts(found.foot) == ["Nilai kinerja (NPS total), resmi"]
    assert not [name for name in firsts(found.body) if "sementara" in name]


def test_an_incomplete_total_is_marked_provisional_with_what_lacks_a_figure(dinas):
    """4.3 is due and empty: its objective, its perspective and the total say so, no other score does."""
    document = performance_report(dinas, Period.parse("2024-Q2"))
    found = table(document, "tbl-pengukuran")

    assert firsts(found.foot) == ["Nilai kinerja (NPS total), sementara, 15 dari 16 indikator"]
    marked = [name.rsplit(", sementara", 1)[1] for name in firsts(found.body) if name.endswith(" indikator")]
    assert marked == [", 2 dari 3 indikator", ", 5 dari 6 indikator"]
    notes = [plain(note) for note in table(document, "tbl-efisiensi-lengkap").notes]
    assert notes[-1].endswith("1.2 (per Maret 2024), 2.1 (per Februari 2024). "
                              "Nilai kinerja periode ini sementara, 15 dari 16 indikator.")  # fmt: skip
    named = [plain(row[1].spans) for row in found.body if len(row) > 3]
    assert [name for name in named if "(per " in name] == [
        "Indeks kepuasan pengguna layanan (per Maret 2024)",
        "Skor kepercayaan masyarakat (per Februari 2024)",
    ]


def test_each_month_of_the_action_plan_has_its_number_and_name(kupang):
    found = table(performance_report(kupang, Period.parse("2023-Q2")), "tbl-lampiran-rapk")

    heads = [plain(cell.spans) for cell in found.head[0]]
    assert heads[3:15:11] == ["B01 Jan", "B12 Des"]


def test_a_target_in_a_month_the_definition_does_not_measure_is_explained(kupang):
    found = table(performance_report(kupang, Period.parse("2023-Q2")), "tbl-lampiran-rapk")

    [note] = [plain(note) for note in found.notes if plain(note).startswith("Indikator 4.6")]
    assert note.startswith("Indikator 4.6: target Juli–November ")
    assert note.endswith("indikator ini diukur pada Desember.")


def test_targets_of_aspects_stand_below_the_action_plan(kupang):
    """As numbers and ranges, under the names of the catalogue; the sheet has no column for them."""
    found = table(performance_report(kupang, Period.parse("2023-Q2")), "tbl-lampiran-rapk")

    [note] = [plain(note) for note in found.notes if plain(note).startswith("Indikator 5.1")]
    assert "90,96" in note
    assert note.count("94–98,5") == 2


def test_scores_that_wait_for_approval_say_so(kupang):
    Submission.objects.filter(slug="random-drug-compliance", month=6).update(state=Submission.State.SUBMITTED)
    found = table(performance_report(kupang, Period.parse("2023-Q2")), "tbl-pengukuran")

    marked = [name[:5] for name in firsts(found.body) if name.endswith("sementara, belum disahkan")]
    assert marked == ["SK.1 ", "Nilai"]  # the objective and its perspective


def test_an_indicator_without_a_budget_is_left_out_of_the_sum_and_named(dinas):
    """The sum is then not compared with the agreement, in the report and in the working paper."""
    period = Period.parse("2024-Q2")
    rows = PlanRow.objects.filter(objective__document__kind="action_plan", slug="outreach-understanding")
    assert rows.update(budget=None)
    data = read(dinas, period)
    found = table(compose(data), "tbl-lampiran-rapk")

    notes = [plain(note) for note in found.notes]
    assert notes[-1] == "Anggaran indikator 4.3 tidak tercantum dalam RAPK, sehingga tidak ikut dijumlahkan."
    sheet = compose_workbook(data).sheets[-1]
    assert notes[-1] in [getattr(cell.value, "text", "") for cell in sheet.cells]
