"""Published figures of the reference office, and the hand sheet of the made-up one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from akuntabel.core.periods import Period
from akuntabel.core.values import given
from akuntabel.measurement.explain import explain_json
from akuntabel.measurement.models import Observation, Submission
from akuntabel.measurement.queries import reported_periods, scorecard
from akuntabel.measurement.scorecard_json import scorecard_json, scorecard_rows

HAND_SHEET = yaml.safe_load(
    (Path(__file__).parents[1] / "cases/dinas-contoh-2024.yaml").read_text(encoding="utf-8")
)

ACHIEVEMENTS = {
    "1.1": "106.52", "1.2": "108.21", "1.3": "111.78", "1.4": "122.50", "1.5": "105.56",
    "4.1": "98.89", "4.2": "78.74", "4.3": "99.37", "4.4": "96.48", "4.5": "91.03", "4.7": "173.34",
    "5.1": "97.80", "5.2": "157.14", "5.3": "128.57", "5.4": "169.06",
    "6.1": "91.19", "6.2": "146.46", "7.1": "50.00", "10.2": "99.20", "11.1": "92.35",
}  # fmt: skip
OBJECTIVES = {
    "SK.1": "110.91", "SK.2": None, "SK.3": None, "SK.4": "106.31", "SK.5": "138.14", "SK.6": "118.82",
    "SK.7": "50.00", "SK.8": None, "SK.9": None, "SK.10": "99.20", "SK.11": "92.35",
}  # fmt: skip
APPENDIX_4 = {  # input %, IE, TE as printed; 4.5 corrected (the report prints 1088.18, 0.08, -0.92)
    "1.1": ("20.46", "5.21", "4.21"), "1.2": ("23.97", "4.51", "3.51"), "1.3": ("16.31", "6.85", "5.85"),
    "1.4": ("17.67", "6.93", "5.93"), "1.5": ("41.36", "2.55", "1.55"), "4.1": ("33.31", "2.97", "1.97"),
    "4.2": ("35.34", "2.23", "1.23"), "4.3": ("80.85", "1.23", "0.23"), "4.4": ("17.47", "5.52", "4.52"),
    "4.5": ("35.72", "2.55", "1.55"), "4.7": ("12.87", "13.47", "12.47"), "5.1": ("39.90", "2.45", "1.45"),
    "5.2": ("52.59", "2.99", "1.99"), "5.3": ("29.37", "4.38", "3.38"), "5.4": ("38.11", "4.44", "3.44"),
    "6.1": ("15.96", "5.71", "4.71"), "6.2": ("11.95", "12.26", "11.26"), "7.1": ("19.71", "2.54", "1.54"),
    "10.2": ("19.08", "5.20", "4.20"), "11.1": ("45.64", "2.02", "1.02"),
}  # fmt: skip


def indicators(data):
    return {i["code"]: i for p in data["perspectives"] for o in p["objectives"] for i in o["indicators"]}


@pytest.fixture
def published(kupang_card):
    return scorecard_json(kupang_card)


def test_total_and_perspectives(published):
    assert published["total"] == {"score": "103.34", "rating": "MEETS_EXPECTATIONS", "missing": []}
    assert [p["score"] for p in published["perspectives"]] == ["110.91", "103.32", "95.77"]
    assert published["comparators"] == {
        "total_capped": "99.35", "mean_of_objectives": "102.25", "mean_of_indicators": "111.21"}  # fmt: skip
    assert (published["official"], published["complete"], published["rule_set"]) == (True, True, "bpom-2022")


def test_objectives(published):
    scores = {o["code"]: o["score"] for p in published["perspectives"] for o in p["objectives"]}
    assert scores == OBJECTIVES
    not_due = [o["code"] for p in published["perspectives"] for o in p["objectives"] if o["state"] == "not_due"]
    assert not_due == ["SK.2", "SK.3", "SK.8", "SK.9"]


def test_all_twenty_achievements_and_nine_not_due(published):
    found = {code: i["achievement"] for code, i in indicators(published).items() if i["state"] == "measured"}
    assert found == ACHIEVEMENTS
    not_due = [code for code, i in indicators(published).items() if i["state"] == "not_due"]
    assert not_due == ["2.1", "3.1", "3.2", "3.3", "4.6", "8.1", "8.2", "9.1", "10.1"]


def test_efficiency_as_in_appendix_4_with_row_14_corrected(published):
    rows = indicators(published)
    found = {
        code: (i["input_achievement"], i["efficiency_index"], i["efficiency_level"])
        for code, i in rows.items()
        if i["efficiency"]
    }
    assert found == APPENDIX_4
    assert {i["efficiency"] for i in rows.values()} == {"EFFICIENT", None}
    assert sum(i["efficiency"] is None for i in rows.values()) == 9


def test_the_contract_of_one_indicator(published):
    assert indicators(published)["1.1"] == {
        "code": "1.1", "slug": "random-drug-compliance", "name": "Persentase Obat yang memenuhi syarat",
        "state": "measured", "reason": None, "series": "main", "unit": "%", "weight": "2", "target": "92",
        "annual_target": "92", "annual_unit": "%", "numerator": "393", "denominator": "401",
        "realisation": "98.00", "achievement": "106.52", "rating": "MEETS_EXPECTATIONS", "as_of": None,
        "input_ceiling": "395288100", "input_realised": "80863559", "input_achievement": "20.46",
        "efficiency_index": "5.21", "efficiency_level": "4.21", "efficiency": "EFFICIENT",
    }  # fmt: skip


def test_a_staged_indicator_is_never_compared_with_its_annual_target(published):
    schools = indicators(published)["5.2"]
    assert (schools["series"], schools["target"], schools["unit"]) == ("progress", "35", "%")
    assert (schools["annual_target"], schools["annual_unit"]) == ("78", "sekolah")


def test_the_month_is_the_quarter(kupang):
    quarter, month = (scorecard_json(scorecard(kupang, Period.parse(key))) for key in ("2023-Q2", "2023-06"))
    assert quarter | {"period": ""} == month | {"period": ""}


def test_december_uses_the_outcome(kupang):
    schools = indicators(scorecard_json(scorecard(kupang, Period.parse("2023"))))["5.2"]
    assert (schools["series"], schools["unit"], schools["target"], schools["state"]) == (
        "outcome", "sekolah", "78", "missing")  # fmt: skip


def test_a_missing_value_makes_the_total_provisional(kupang):
    Observation.objects.filter(unit=kupang, measure="random_drug_samples_tested").delete()
    data = scorecard_json(scorecard(kupang, Period.parse("2023-Q2")))
    assert (data["complete"], data["official"]) == (False, False)
    assert data["total"]["missing"] == ["1.1 Persentase Obat yang memenuhi syarat"]
    assert indicators(data)["1.1"]["state"] == "missing"
    assert data["total"]["score"] is not None


def test_an_unapproved_figure_makes_it_unofficial(kupang):
    Submission.objects.filter(unit=kupang, slug="certification-on-time").update(state="verified")
    data = scorecard_json(scorecard(kupang, Period.parse("2023-Q2")))
    assert (data["complete"], data["official"]) == (True, False)


def test_eight_queries(kupang, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        scorecard_json(scorecard(kupang, Period.parse("2023-Q2")))


@pytest.mark.parametrize("period", list(HAND_SHEET["periods"]))
def test_the_made_up_office_agrees_with_its_hand_sheet(dinas, period):
    expected = HAND_SHEET["periods"][period]
    data = scorecard_json(scorecard(dinas, Period.parse(period)))
    assert (data["official"], data["complete"]) == (expected["official"], expected["complete"])
    assert {k: data["total"][k] for k in ("score", "rating")} == expected["total"]
    assert data["comparators"] == expected["comparators"]
    states = [i["state"] for i in indicators(data).values()]
    assert {state: states.count(state) for state in expected["states"]} == expected["states"]
    assert len(data["perspectives"]) == len(expected["perspectives"])
    for found, wanted in zip(data["perspectives"], expected["perspectives"], strict=True):
        _agree(found, wanted, "objectives")
        for found_objective, wanted_objective in zip(found["objectives"], wanted["objectives"], strict=True):
            _agree(found_objective, wanted_objective, "indicators")
            for found_row, wanted_row in zip(
                found_objective["indicators"], wanted_objective["indicators"], strict=True
            ):
                _agree(found_row, wanted_row)


def _agree(found, wanted, without=""):
    keys = set(wanted) - {without}
    assert keys
    assert {key: found[key] for key in keys} == {key: wanted[key] for key in keys}


def test_csv_rows(kupang_card):
    rows = scorecard_rows(kupang_card)
    assert len(rows) == 29
    assert rows[0]["achievement"] == "106.52"
    assert rows[5]["achievement"] == ""
    assert {(r["office"], r["period"], r["total_score"]) for r in rows} == {("kupang", "2023-Q2", "103.34")}
    assert list(dict.fromkeys(r["perspective_score"] for r in rows)) == ["110.91", "103.32", "95.77"]
    assert [r["objective_state"] for r in rows if r["objective"] == "SK.2"] == ["not_due"]


def test_csv_rows_say_of_each_score_that_it_is_provisional(dinas):
    """Of the total, of what is incomplete below it, and of nothing else."""
    rows = {row["code"]: row for row in scorecard_rows(scorecard(dinas, Period.parse("2024-Q2")))}
    marked = rows["4.3"]
    assert (marked["total_status"], marked["perspective_status"], marked["objective_status"]) == (
        "sementara, 15 dari 16", "sementara, 5 dari 6", "sementara, 2 dari 3")  # fmt: skip
    whole = rows["1.2"]
    assert (whole["total_status"], whole["perspective_status"], whole["objective_status"], whole["as_of"]) == (
        "sementara, 15 dari 16", "", "", "per Maret 2024")  # fmt: skip


def test_the_documented_columns_of_the_csv_exist(kupang_card):
    """docs/reference/scorecard-csv.md is what scripts are written by."""
    page = Path(__file__).parents[2].joinpath("docs/reference/scorecard-csv.md").read_text(encoding="utf-8")
    named = {name for line in page.splitlines() if line.startswith("| `") for name in
             re.findall(r"`([a-z_]+)`", line.split("|")[1])}  # fmt: skip
    columns = list(scorecard_rows(kupang_card)[0])
    assert len(named) > 15
    assert named <= set(columns)
    assert set(columns[: columns.index("code")]) <= named


def test_json_says_the_status_and_how_old_a_figure_is(dinas):
    data = scorecard_json(scorecard(dinas, Period.parse("2024-Q2")))
    assert data["status"] == "sementara, 15 dari 16"
    assert {c: i["as_of"] for c, i in indicators(data).items() if i["as_of"]} == {
        "1.2": "per Maret 2024", "2.1": "per Februari 2024"}  # fmt: skip


def test_reported_periods(kupang, dinas):
    assert [str(p) for p in reported_periods(kupang)] == ["2023-Q2", "2023-Q1"]  # the registers begin in January
    assert [str(p) for p in reported_periods(dinas)] == ["2024-Q2", "2024-Q1"]


def test_seen_in_a_later_year_it_is_the_same(kupang_card, dinas):
    """A figure does not depend on what was added since, nor on today's date."""
    again = scorecard(kupang_card.unit, Period.parse("2023-Q2"))
    assert scorecard_json(again) == scorecard_json(kupang_card)


def test_a_flow_that_stops_earlier_is_missing_not_carried_on(kupang):
    """June's 393 of 401 is no figure for September: nobody has entered July to September."""
    rows = indicators(scorecard_json(scorecard(kupang, Period.parse("2023-Q3"))))
    assert (rows["1.1"]["state"], rows["1.1"]["reason"]) == (
        "missing", "belum diisi untuk Juli, Agustus, September")  # fmt: skip
    assert rows["4.1"]["state"] == "missing"  # a realisation printed for June is none for September
    assert rows["10.2"]["realisation"] == "2.48"  # an external value holds until the next one


def test_a_held_value_names_its_month(kupang):
    """An external value of June still holds in September, but not without saying that it is June's."""
    june, september = (scorecard(kupang, Period.parse(f"2023-Q{quarter}")) for quarter in (2, 3))

    assert june.indicator("10.2").as_of == ""
    assert september.indicator("10.2").as_of == "per Juni 2023"
    assert "per Juni 2023" in explain_json(september, "10.2")["steps"][2]["text"]


def test_two_held_values_are_named_in_the_order_of_the_year(kupang_card):
    """Februari comes before April, though not in the alphabet."""
    held = [replace(given(name, 1), as_of=f"{name} 2023") for name in ("Juni", "April", "Februari")]
    whole = replace(given("Realisasi", 3), inputs=tuple(held))

    result = replace(kupang_card.indicator("1.1"), realisation=whole)

    assert result.as_of == "per Februari 2023 dan April 2023 dan Juni 2023"


def test_what_stands_beside_the_total(kupang, dinas):
    """Resmi only when complete and approved; else how many figures there are, or that approval is missing."""
    period = Period.parse("2023-Q2")
    assert scorecard(kupang, period).status == "resmi"
    Submission.objects.filter(unit=kupang, slug="random-drug-compliance").update(state="verified")
    assert scorecard(kupang, period).status == "sementara, belum disahkan"
    incomplete = scorecard(dinas, Period.parse("2024-Q2"))
    missing = [result for result in incomplete.indicators if result.state == "missing"]
    due = [result for result in incomplete.indicators if result.is_due]
    assert missing
    assert incomplete.status == f"sementara, {len(due) - len(missing)} dari {len(due)}"


def test_a_gap_inside_a_flow_is_missing_not_zero(dinas):
    Observation.objects.filter(unit=dinas, measure="requests_finished", month=2).delete()
    rows = indicators(scorecard_json(scorecard(dinas, Period.parse("2024-Q2"))))
    assert (rows["1.1"]["state"], rows["1.1"]["reason"]) == ("missing", "belum diisi untuk Februari")


def test_an_empty_month_can_be_zero(dinas):
    Observation.objects.filter(unit=dinas, year=2024, month=6).exclude(state="suspended").update(value=0)
    rows = indicators(scorecard_json(scorecard(dinas, Period.parse("2024-Q2"))))
    assert rows["1.1"]["state"] == "measured"
