"""The reference office's registers give every published count exactly, and are what their generator writes."""

from __future__ import annotations

import csv
import runpy
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from django.db.models import Sum

from akuntabel.budget.models import OutputProgress
from akuntabel.core.periods import Period
from akuntabel.core.values import State
from akuntabel.measurement.counting import differences
from akuntabel.measurement.explain import explain_text
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.record_queries import books_of
from akuntabel.organisation.models import District
from akuntabel.organisation.queries import definitions_for
from akuntabel.registers import upkeep
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import Establishment, Inspection, InterventionPlace, InterventionStage, Sample
from akuntabel.registers.plan_progress import plan_progress
from offices import EXAMPLES

ROOT = Path(__file__).parents[2]
FOLDER = EXAMPLES / "kupang-2023/records"
DRUGS = ("drug", "traditional_medicine", "cosmetic", "supplement")
PUBLISHED = {
    "random_drug_samples": ("compliant", 393, "tested", 401), "random_food_samples": ("compliant", 181, "tested", 189),
    "targeted_drug_samples": ("compliant", 191, "tested", 192),
    "targeted_food_samples": ("compliant", 54, "tested", 58),
    "fortified_food_samples": ("compliant", 38, "tested", 40),
    "production_establishments": ("conforming", 22, "inspected", 38),
    "distribution_establishments": ("conforming", 227, "inspected", 337),
    "certification_decisions": ("on_time", 314, "made", 316),
    "inspection_decisions": ("carried_out", 356, "issued", 360),
    "inspection_recommendations": ("answered", 87, "due", 170),
    "drug_samples": ("tested", 593, "examined", 812), "food_samples": ("tested", 287, "examined", 461),
}  # fmt: skip


@pytest.fixture(scope="module")
def generator():
    return runpy.run_path(str(ROOT / "scripts/make_example_records.py"))


@pytest.fixture(scope="module")
def rows():
    return {
        path.stem: list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        for path in FOLDER.glob("*.csv")
    }


def test_the_generator_writes_the_committed_files_byte_for_byte(generator):
    made = generator["files"]()
    assert {path.stem for path in FOLDER.glob("*.csv")} == set(made)
    for key, text in made.items():
        assert FOLDER.joinpath(f"{key}.csv").read_bytes() == text.encode(), key


@pytest.mark.django_db
@pytest.mark.parametrize(("subject", "counts"), PUBLISHED.items())
def test_the_counts_of_january_to_june(kupang, subject, counts):
    part, numerator, whole, denominator = counts
    found = Observation.objects.filter(unit=kupang, year=2023, origin="register")
    for name, wanted in ((part, numerator), (whole, denominator)):
        rows = found.filter(measure=f"{subject}_{name}")
        assert rows.aggregate(all=Sum("value"))["all"] == wanted
        assert rows.count() == 6


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("indicator", "published", "exact", "planned"),
    [("4.7", "86.67", Fraction(260, 3), None), ("5.2", "55", 55, 78), ("5.3", "45", 45, 25),
     ("5.4", "59.17", Fraction(3077, 52), 13)],
)  # fmt: skip
def test_stage_progress_of_january_to_june(kupang_card, indicator, published, exact, planned):
    result = kupang_card.indicator(indicator)
    working = result.realisation.inputs[0]
    assert (result.realisation.number, working.number) == (Fraction(published), exact)
    assert planned is None or working.inputs[-1].number == planned
    assert "angka dihitung dari register: Register Tahapan" in explain_text(kupang_card, indicator)


@pytest.mark.django_db
def test_visits_to_places_of_last_year_are_kept_and_not_counted(kupang_records):
    visits = InterventionStage.objects.filter(place__started_on__year=2022)
    assert [(one.stage, one.done_on.year) for one in visits] == [("mentoring", 2023)] * 6
    counted = Observation.objects.filter(measure__endswith="_stages_done", group="mentoring")
    assert {row.value for row in counted} == {0}


@pytest.mark.django_db
def test_stored_figures_are_what_the_records_give(kupang_records):
    registers = definitions_for(kupang_records).registers
    assert {key: differences(kupang_records, key, 2023) for key in registers} == {key: [] for key in registers}
    found = {key: upkeep.differences(kind, kupang_records) for key, kind in KINDS.items()}
    assert found == {key: [] for key in KINDS}
    drugs = Sample.objects.filter(commodity__in=DRUGS)
    assert drugs.filter(draw="random", verdict="compliant").count() == 393
    assert drugs.exclude(completed_on=None).count() == 593
    assert Inspection.objects.filter(category="distribution", conclusion="conforming").count() == 227
    assert (Sample.objects.count(), Sample.history.count()) == (1343, 1343)


@pytest.mark.django_db
def test_the_volumes_of_outputs_are_those_of_the_registers_but_for_drug_samples(kupang_records):
    """QIA.005 says 540 where 401 + 192 were tested: the report has both, and so have we."""
    said = dict(OutputProgress.objects.filter(month=6).values_list("output__code", "volume"))
    tested = Counter(Sample.objects.exclude(completed_on=None).values_list("plan_line__code", flat=True))
    visited = Counter(Inspection.objects.values_list("category", flat=True))

    assert (tested["QIA.001"], tested["QIA.008"]) == (said["QIA.001"], said["QIA.008"]) == (247, 40)
    assert (tested["QIA.005"], said["QIA.005"]) == (593, 540)
    assert (visited["production"], visited["distribution"]) == (said["QIC.001"], said["QIC.004"]) == (38, 337)


@pytest.mark.django_db
def test_the_plan_lines_are_the_volumes_planned_and_meet_every_record(kupang_records):
    planned = dict(OutputProgress.objects.filter(month=6).values_list("output__code", "output__volume"))
    progress = plan_progress(
        {key: book.records(kupang_records) for key, book in books_of(kupang_records).items()}, 2023
    )
    lines = {one.line.code: one for one in progress.lines}

    assert {code: one.planned_to(12) for code, one in lines.items()} == {code: planned[code] for code in lines}
    done = {code: one.done_to(6) for code, one in lines.items()}
    assert sum(done[code] for code in ("QIA.001", "QIA.005", "QIA.008")) == Sample.objects.count()
    assert (done["QIC.001"], done["QIC.004"]) == (38, 337)
    assert (progress.unplanned, progress.without_code) == ([], 0)


@pytest.mark.django_db
def test_districts_are_those_of_the_working_area(kupang_records):
    area = set(District.objects.filter(unit=kupang_records).values_list("name", flat=True))
    assert len(area) == 16
    for model in (Establishment, Inspection, Sample):
        assert set(model.objects.values_list("district", flat=True)) == area
    assert set(InterventionPlace.objects.values_list("district", flat=True)) < area


@pytest.mark.django_db
def test_where_the_figures_come_from_is_said(kupang_card):
    text = explain_text(kupang_card, "1.1")
    assert "angka dihitung dari register: Register Sampel dan pengujian (data contoh). Sumber data" in text
    assert "angka diimpor, tidak dihitung dari catatan register" in explain_text(kupang_card, "5.1")


@pytest.mark.django_db
def test_the_first_quarter_has_what_the_registers_give(kupang):
    card = scorecard(kupang, Period.parse("2023-Q1"))
    measured = {one.number for one in card.indicators if one.realisation.state is State.MEASURED}
    assert measured == {"1.1", "1.2", "1.3", "1.4", "1.5", "4.1", "4.2", "4.3", "4.4", "4.5", "4.7", "5.2", "5.3", "5.4",
                        "6.1", "6.2", "7.1"}  # fmt: skip


@pytest.mark.django_db
def test_no_figure_is_counted_after_june(kupang):
    assert not Observation.objects.filter(unit=kupang, month__gt=6, origin="register").exists()


@pytest.mark.parametrize(("published", "part", "whole"), [("98.89", 356, 360), ("51.18", 87, 170)])
def test_letters_that_give_the_published_shares(generator, published, part, whole):
    readme = FOLDER.joinpath("README.md").read_text(encoding="utf-8")
    found = list(generator["example_letters"].fits(published, 400))
    assert f"| {part} | {whole} |" in readme
    assert [pair for pair in found if pair != (part, whole) and "{} dari {}".format(*pair) not in readme] == []


def test_nobody_and_nothing_real_is_named(rows):
    assert all(row["name"].endswith(" (contoh)") for row in rows["agency"])
    assert all(row["applicant"].startswith("Pemohon Contoh ") for row in rows["certification_request"])
    for row in rows["establishment"]:
        assert " Contoh " in row["title"]
        assert (row["address"], row["owner"], row["licence"], row["licence_until"]) == ("", "", "", "")
    assert all(" contoh " in row["product"] for row in rows["sample"])


def test_all_days_are_working_days_of_the_half_year(rows, generator):
    days = {
        date.fromisoformat(text)
        for key in ("inspection", "sample")
        for row in rows[key]
        for column, text in row.items()
        if column.endswith("_on") and text
    }
    assert days <= set(generator["DAYS"])
    months = Counter(day.month for day in generator["DAYS"])
    assert [months[month] for month in range(1, 7)] == [21, 20, 21, 14, 21, 17]


@pytest.mark.parametrize(
    ("published", "planned", "examined", "tested"), [("43.77", 1605, 812, 593), ("70.30", 532, 461, 287)]
)
def test_with_the_planned_samples_one_count_of_examined_ones_fits(generator, published, planned, examined, tested):
    assert list(generator["fits"](published, planned, tested)) == [examined]
    share = Fraction(100 * (examined + tested), 2 * planned)
    assert abs(share - Fraction(published)) <= Fraction(1, 200)


@pytest.mark.parametrize(
    ("planned", "examined"),
    [(1588, 797), (1598, 806), (1604, 811), (1606, 813), (1614, 820), (527, 454), (537, 468), (542, 475)],
)
def test_the_other_sets_of_the_readme_fit(generator, planned, examined):
    published, tested = ("43.77", 593) if planned > 1000 else ("70.30", 287)
    assert examined in generator["fits"](published, planned, tested)
    shown = f"{planned // 1000}.{planned % 1000:03}" if planned > 1000 else str(planned)
    assert f"{shown} ({examined}" in FOLDER.joinpath("README.md").read_text(encoding="utf-8")
