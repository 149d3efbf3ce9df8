"""What a plan document must pass before it is adopted, and the sentence for each refusal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import read_source, validated
from akuntabel.core.periods import Period
from akuntabel.core.problems import Refused
from akuntabel.measurement.queries import scorecard
from akuntabel.planning.checks import check_document
from akuntabel.planning.models import PlanDocument, PlanRow
from akuntabel.planning.queries import PlanMissing, documents_in_force, strategic_plan
from akuntabel.planning.schema import PlanDocument as PlanData
from akuntabel.planning.schema import Range, WordedTarget
from akuntabel.planning.services import adopt
from offices import EXAMPLES

BY = Actor("Perencana", "test")


def read(name):
    findings = []
    document = validated(read_source(EXAMPLES / "kupang-2023/plans" / name), PlanData, findings)
    assert findings == []
    return document


@pytest.fixture
def agreement():
    return read("performance-agreement-2023.yaml")


@pytest.fixture
def bpom():
    return catalogue().scheme("bpom")


def change_row(document, number, **changes):
    objectives = tuple(
        objective.model_copy(update={"indicators": tuple(
            row.model_copy(update=changes) if row.number == number else row for row in objective.indicators)})
        for objective in document.objectives
    )  # fmt: skip
    return document.model_copy(update={"objectives": objectives})


@pytest.mark.parametrize(
    ("number", "target", "sentence"),
    [
        (
            "4.6",
            None,
            "PK 2023, indikator 4.6 Indeks Pelayanan Publik: target belum diisi. Isi angka target tahun 2023.",
        ),
        (
            "1.1",
            Decimal(-92),
            "PK 2023, indikator 1.1 Persentase Obat yang memenuhi syarat: target bernilai "
            "−92, di bawah 0. Isi angka 0 atau lebih.",
        ),
        (
            "1.2",
            Range(lower=Decimal(80), upper=Decimal(90)),
            "PK 2023, indikator 1.2 Persentase Makanan yang memenuhi syarat: target berupa rentang 80–90, padahal "
            "indikator ini menerima satu angka. Isi satu angka.",
        ),
        (
            "1.2",
            WordedTarget(words="Efisien"),
            'PK 2023, indikator 1.2 Persentase Makanan yang memenuhi syarat: target berupa uraian "Efisien", padahal '
            "indikator ini menerima angka. Isi angkanya.",
        ),
        (
            "1.1",
            Decimal(920),
            "PK 2023, indikator 1.1 Persentase Obat yang memenuhi syarat: target bernilai 920 %, "
            "di atas 100 %. Periksa angkanya.",
        ),
        (
            "4.6",
            "tidak tersedia",
            'PK 2023, indikator 4.6 Indeks Pelayanan Publik: target ditulis "tidak tersedia". '
            "PK harus berisi angka; isi angkanya.",
        ),
    ],
)
def test_a_target_that_cannot_be_is_refused_by_name(agreement, bpom, number, target, sentence):
    [problem] = check_document(change_row(agreement, number, target=target), bpom)
    assert problem.message == sentence


def test_an_index_may_exceed_100(agreement, bpom):
    assert check_document(change_row(agreement, "8.2", target=Decimal(101)), bpom) == []


def test_every_problem_is_told_at_once_and_nothing_is_written(kupang, agreement, bpom):
    before = PlanRow.objects.count()
    bad = change_row(change_row(agreement, "1.1", target=None), "1.2", target=Decimal(-1), team="tidak-ada")
    with pytest.raises(Refused) as caught:
        adopt(kupang, bad, bpom, by=BY)
    messages = [problem.message for problem in caught.value.problems]
    assert len(messages) == 4  # target, target, version exists, team
    assert PlanRow.objects.count() == before


def test_unknown_and_repeated_indicators(agreement, bpom):
    twice = change_row(agreement, "1.2", indicator="random-drug-compliance")
    assert any("sudah ada dalam dokumen yang sama" in p.message for p in check_document(twice, bpom))
    unknown = change_row(agreement, "1.2", indicator="no-such-thing")
    [problem] = check_document(unknown, bpom)
    assert 'kunci "no-such-thing" tidak ada dalam katalog bpom' in problem.message


def test_a_progress_target_above_100_percent(bpom):
    plan = read("action-plan-2023.yaml")
    bad = change_row(plan, "5.2", monthly=dict.fromkeys(range(2, 13), Decimal(70)) | {6: Decimal(350)})
    [problem] = check_document(bad, bpom)
    assert "target Juni bernilai 350 %, di atas 100 %" in problem.message


def test_a_strategic_plan_must_say_something_for_every_year(bpom):
    plan = read("strategic-plan-2020-2024.yaml")
    row = plan.objectives[3].indicators[0]
    bad = change_row(plan, row.number, yearly={2020: Decimal(90)})
    assert any("target tahun 2021, 2022, 2023, 2024 belum diisi" in p.message for p in check_document(bad, bpom))


def test_lost_rows_stay_unavailable_and_words_stay_words(kupang):
    plan = strategic_plan(kupang, 2023, date(2023, 6, 30))
    rows = {row.slug: row for o in plan.objectives.all() for row in o.rows.prefetch_related("targets")}
    lost = [t.form for t in rows["random-drug-compliance"].targets.all()]
    assert lost == ["unavailable"] * 5
    worded = [t for t in rows["budget-efficiency-level"].targets.all() if t.form == "worded"]
    assert [(t.words, str(t.number)) for t in worded] == [("Efisien", "90"), ("Efisien", "91")]


def test_the_plan_is_a_thread_from_mission_to_indicator(kupang):
    plan = strategic_plan(kupang, 2023, date(2023, 6, 30))
    assert (len(plan.missions.all()), len(plan.goals.all()), len(plan.objectives.all())) == (4, 7, 11)
    assert all(goal.missions.all() for goal in plan.goals.all())
    assert all(objective.goals.all() for objective in plan.objectives.all())


def test_a_revision_counts_from_its_date_only(kupang, agreement, bpom):
    revised = change_row(agreement, "1.1", target=Decimal(95)).model_copy(
        update={"version": 2, "effective_from": date(2023, 8, 1), "reason": "Perubahan prioritas"}
    )
    adopt(kupang, revised, bpom, by=BY)
    june = scorecard(kupang, Period.parse("2023-Q2")).indicator("1.1")
    september = scorecard(kupang, Period.parse("2023-Q3")).indicator("1.1")
    assert june.annual_target.lower == 92
    assert september.annual_target.lower == 95


def test_no_plan_says_what_is_missing(kupang):
    with pytest.raises(PlanMissing, match=r"Perjanjian Kinerja \(PK\) 2022 satuan kerja kupang belum ada"):
        scorecard(kupang, Period.parse("2022-Q4"))


def test_all_five_documents_are_in_force(kupang):
    assert len(documents_in_force(kupang, 2023, date(2023, 6, 30))) == 5
    assert PlanDocument.objects.get(unit=kupang, kind="performance_agreement").budget == 30_215_555_000


def test_the_action_plans_budgets_add_up_to_the_agreement(kupang):
    rows = PlanRow.objects.filter(objective__document__unit=kupang, objective__document__kind="action_plan")
    assert sum(row.budget for row in rows) == 30_215_555_000


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"goals": ("9",)}, 'tujuan "9" pada SK.1 tidak ada'),
        ({"causes": ("entah",)}, 'penyebab "entah" pada SK.1 bukan sasaran dokumen ini'),
        ({"objective": "public-awareness"}, 'sasaran "public-awareness" dipakai dua kali'),
        ({"code": "SK.2"}, 'kode sasaran "SK.2" dipakai dua kali'),
    ],
)
def test_links_that_lead_nowhere_are_named(bpom, changes, sentence):
    plan = read("strategic-plan-2020-2024.yaml")
    first = plan.objectives[0].model_copy(update=changes)
    bad = plan.model_copy(update={"objectives": (first, *plan.objectives[1:])})
    assert any(sentence in problem.message for problem in check_document(bad, bpom))


def test_a_goal_of_an_unknown_mission_and_a_number_used_twice(agreement, bpom):
    plan = read("strategic-plan-2020-2024.yaml")
    goal = plan.goals[0].model_copy(update={"missions": ("99",)})
    messages = [p.message for p in check_document(plan.model_copy(update={"goals": (goal, *plan.goals[1:])}), bpom)]
    assert any('misi "99"' in message for message in messages)
    first, second, *others = agreement.objectives[0].indicators
    rows = (first, second.model_copy(update={"number": first.number}), *others)
    objectives = (agreement.objectives[0].model_copy(update={"indicators": rows}), *agreement.objectives[1:])
    twice = agreement.model_copy(update={"objectives": objectives})
    assert any('nomor indikator "1.1" dipakai dua kali' in p.message for p in check_document(twice, bpom))


def test_aspects_keep_their_own_targets(kupang):
    """Ranges and numbers of 5.1 as published, beside the indicator's own target and not in its place."""
    row = PlanRow.objects.get(objective__document__kind="action_plan", slug="outreach-effectiveness")
    assert [(t.aspect, t.number, t.upper) for t in row.aspect_targets.all()] == [
        ("variety", Decimal("90.96"), None),
        ("understanding", Decimal(94), Decimal("98.5")),
        ("benefit", Decimal(94), Decimal("98.5")),
        ("interest", Decimal("90.95"), None),
    ]
    assert {t.number for t in row.targets.all()} == {Decimal("95.8")}


@pytest.mark.parametrize(
    ("number", "aspects", "sentence"),
    [
        (
            "5.1",
            {"interst": Decimal(90)},
            'aspek "interst" tidak dikenal (maksudnya "interest"?). Pilih: variety, ',
        ),
        ("5.1", {"interest": Decimal(-1)}, "target aspek interest bernilai −1, di bawah 0"),
        ("5.1", {"interest": Range(lower=Decimal(9), upper=Decimal(8))}, "berbatas bawah 9 di atas batas atas 8"),
        ("1.1", {"interest": Decimal(90)}, "indikator ini tidak mempunyai aspek; hapus"),
    ],
)
def test_aspects_that_cannot_be(bpom, number, aspects, sentence):
    [problem] = check_document(change_row(read("action-plan-2023.yaml"), number, aspects=aspects), bpom)
    assert sentence in problem.message
