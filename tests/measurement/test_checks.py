"""What figures, follow-ups and published values must pass, and the sentence for each refusal."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.planning.test_services import read

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.checks import check_figures, check_history, check_recommendations
from akuntabel.measurement.models import Observation, Submission
from akuntabel.measurement.schema import Figures, History, PublishedValue, Recommendation
from akuntabel.measurement.schema import Observation as Row
from akuntabel.measurement.schema import Submission as Steps
from akuntabel.measurement.services import (
    record_figures,
    record_history,
    record_recommendations,
    record_submissions,
)
from akuntabel.planning.outline import outline_of, stored_outline

BY = Actor("t", "t")


@pytest.fixture
def bpom():
    return catalogue().scheme("bpom")


@pytest.fixture
def outline():
    return outline_of([read("performance-agreement-2023.yaml"), read("action-plan-2023.yaml")])


def figures(*rows, year=2023, submissions=()):
    observations = tuple(Row(source="uji", **({"month": 6} | row)) for row in rows)
    return Figures(year=year, observations=observations, submissions=tuple(submissions))


def counts(part, whole, month=6):
    return (
        {"measure": "random_drug_samples_compliant", "month": month, "value": Decimal(part)},
        {"measure": "random_drug_samples_tested", "month": month, "value": Decimal(whole)},
    )


def steps(indicators, month=6):
    from datetime import date

    return Steps(month=month, indicators=indicators, state="approved", on=date(2023, 7, 20))


def messages(problems):
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("measure", "value"),
    [("random_drug_samples_tested", "3.5"), ("cases_at_spdp", "1.25"), ("food_safe_schools", "0.5")],
)
def test_what_is_counted_comes_in_whole_numbers(bpom, measure, value):
    [text] = messages(check_figures(figures({"measure": measure, "value": Decimal(value)}), bpom))
    assert text.endswith("dicacah. Isi bilangan bulat.")


@pytest.mark.parametrize(
    ("measure", "value"),
    [("random_drug_samples_tested", "3.00"), ("msme_stage_progress", "86.67"), ("data_management_index", "2.48")],
)
def test_what_is_measured_may_have_decimals(bpom, measure, value):
    assert check_figures(figures({"measure": measure, "value": Decimal(value)}), bpom) == []


def test_a_part_above_its_whole(bpom):
    """A share above 100 % is a slip in one of two counts; it would raise the score."""
    [problem] = check_figures(figures(*counts(402, 401)), bpom)
    assert problem.place == ("observations", 0, "value")
    assert '"random_drug_samples_compliant": 402 dari 401 sampel ("random_drug_samples_tested")' in problem.message
    assert check_figures(figures(*counts(401, 401)), bpom) == []


def test_shares_are_compared_cumulatively(bpom):
    """More compliant than tested in one month is right when the year's sums are; the first wrong month is named."""
    assert check_figures(figures(*counts(5, 10, 1), *counts(6, 3, 2)), bpom) == []
    [text] = messages(check_figures(figures(*counts(5, 6, 1), *counts(6, 3, 2), *counts(1, 1, 3)), bpom))
    assert "s.d. Februari" in text
    assert "11 dari 9 sampel" in text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"measure": "random_drug_samples_testd"}, "tidak ada dalam katalog"),
        ({"value": Decimal(-100)}, "di bawah 0"),
        ({"value": Decimal("9.5")}, "dicacah"),
    ],
)
def test_a_row_that_is_wrong_by_itself_is_no_whole(bpom, changes, words):
    """One mistake in March is one sentence; the share of February, before it, is still judged."""
    (part, whole), later = counts("100", "100", 3), counts("1", "1", 6)
    [text] = messages(check_figures(figures(part, whole | changes, *later), bpom))
    assert words in text
    found = messages(check_figures(figures(*counts("2", "1", 2), part, whole | changes, *later), bpom))
    assert [words in text for text in found] == [True, False]
    assert "s.d. Februari" in found[1]


def test_a_part_without_its_whole_is_not_compared(bpom):
    assert check_figures(figures(counts(5, 1)[0]), bpom) == []


def test_figures_of_a_year_without_agreement(bpom, outline):
    [problem] = check_figures(figures(*counts(1, 2), year=2024), bpom, outline)
    assert problem.place == ("year",)
    assert "(PK) 2024 tidak ada" in problem.message


def test_figures_that_no_agreed_indicator_reads(bpom):
    """They would be stored and count nowhere."""
    agreement = read("performance-agreement-2023.yaml")
    short = agreement.model_copy(update={"objectives": agreement.objectives[1:]})
    published = {"realisation_of": "random-food-compliance", "value": Decimal(95)}
    found = messages(check_figures(figures(*counts(1, 2), published), bpom, outline_of([short])))
    assert sum("tidak dipakai indikator mana pun dalam PK 2023" in text for text in found) == 2
    assert sum('"random-food-compliance": indikator ini tidak ada dalam PK 2023' in text for text in found) == 1


@pytest.mark.parametrize(
    ("submissions", "sentence"),
    [
        ([steps(("no-such-thing",))], '"no-such-thing" tidak ada dalam katalog'),
        ([steps(("random-drug-compliance", "random-drug-compliance"))], "tercantum dua kali untuk bulan yang sama"),
        ([steps("all"), steps(("random-drug-compliance",))], "tercantum dua kali untuk bulan yang sama"),
        ([steps(("random-drug-compliance",)), steps("all")], "tercantum dua kali untuk bulan yang sama"),
    ],
)
def test_submissions_that_cannot_be(bpom, outline, submissions, sentence):
    [text] = messages(check_figures(figures(submissions=submissions), bpom, outline))
    assert sentence in text


def test_submissions_of_an_indicator_outside_the_agreement(bpom):
    agreement = read("performance-agreement-2023.yaml")
    short = agreement.model_copy(update={"objectives": agreement.objectives[1:]})
    rows = figures(submissions=[steps(("random-drug-compliance",))])
    [text] = messages(check_figures(rows, bpom, outline_of([short])))
    assert '"random-drug-compliance" tidak ada dalam PK 2023' in text


def recommendation(**changes):
    fields = {"indicator": "random-drug-compliance", "number": 1, "origin": "o", "made_in": "2023-Q1", "text": "t",
              "status": "open"}  # fmt: skip
    return Recommendation(**(fields | changes))


def test_recommendations_for_nobody_and_twice(outline):
    rows = [recommendation(), recommendation(), recommendation(indicator="random-drugs-compliance")]
    again, unknown = check_recommendations(rows, outline)
    assert (again.place, unknown.place) == ((1, "number"), (2, "indicator"))
    assert '(maksudnya "random-drug-compliance"?)' in unknown.message


def value(**changes):
    return PublishedValue(**({"indicator": "random-drug-compliance", "year": 2022, "value": Decimal(1), "source": "s"}
                             | changes))  # fmt: skip


def test_published_values_for_nobody_and_twice(outline):
    again, unknown = check_history(History(values=(value(), value(), value(indicator="x"))), outline)
    assert (again.place, unknown.place) == (("values", 1, "year"), ("values", 2, "indicator"))


def test_what_was_recorded_before_is_refused(kupang, bpom):
    """A second recording of the same cell, month or value is a sentence, not a broken constraint."""
    with pytest.raises(Refused, match="sudah dicatat sebelumnya"):
        record_figures(kupang, figures(*counts(1, 2)), bpom, by=BY)
    with pytest.raises(Refused, match="Isian 2023, bulan 6: sudah dicatat"):
        record_submissions(kupang, figures(submissions=[steps("all")]), bpom, by=BY)
    record_recommendations(kupang, [recommendation(number=77)], by=BY)
    with pytest.raises(Refused, match="Beri nomor lain"):
        record_recommendations(kupang, [recommendation(number=77)], by=BY)
    record_history(kupang, History(values=(value(year=2011),)), by=BY)
    with pytest.raises(Refused, match="sudah dicatat"):
        record_history(kupang, History(values=(value(year=2011),)), by=BY)


def test_all_means_every_indicator_of_the_agreement(kupang, bpom):
    record_submissions(kupang, figures(submissions=[steps("all", month=7)]), bpom, by=BY)
    assert Submission.objects.filter(unit=kupang, month=7).count() == 29


def test_nothing_is_written_when_something_is_wrong(kupang, bpom):
    before = Observation.objects.count()
    with pytest.raises(Refused):
        record_figures(kupang, figures(*counts(9, 2, month=7)), bpom, by=BY)
    assert Observation.objects.count() == before


def test_the_outline_of_files_and_of_the_database_agree(kupang):
    """The loader asks the files, the services ask the database."""
    names = ("strategic-plan-2020-2024", "annual-plan-2023", "performance-agreement-2023", "action-plan-2023",
             "kpi-decree-2023")  # fmt: skip
    assert stored_outline(kupang) == outline_of([read(f"{name}.yaml") for name in names])
