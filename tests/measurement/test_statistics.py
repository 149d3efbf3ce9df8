"""Intervals only for random samples, flags for small denominators, projections by the plan's own profile."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db.models import F

from akuntabel.core.periods import Period
from akuntabel.core.statistics import Told
from akuntabel.measurement.explain import explain_json, explain_text
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.statistics import statistics_of

pytestmark = pytest.mark.django_db


def of(card, key):
    return statistics_of(card.indicator(key), card.definitions, card.period.month)


def test_a_random_sample_has_an_interval_and_tells_its_target_apart(kupang_card):
    found = of(kupang_card, "random-drug-compliance")

    assert found.interval_shown == "96,11–98,99"
    assert found.told is Told.REACHED  # the target is 92 %
    assert not found.is_small
    assert found.projection_shown == "98,00"


@pytest.mark.parametrize("slug", ["targeted-drug-compliance", "certification-on-time", "budget-performance-score"])
def test_what_is_no_random_sample_has_no_interval(kupang_card, slug):
    found = of(kupang_card, slug)

    assert (found.interval, found.interval_shown, found.told) == (None, "", None)


def test_a_target_that_is_far_exceeded_is_to_be_reviewed(kupang_card):
    assert of(kupang_card, "targeted-food-compliance").is_target_to_review
    assert not of(kupang_card, "random-drug-compliance").is_target_to_review


def test_stages_and_values_from_outside_are_not_projected(kupang_card):
    assert of(kupang_card, "food-safe-schools").projection is None
    assert of(kupang_card, "budget-performance-score").projection is None


def test_what_is_not_measured_has_no_statistics(kupang_card):
    assert of(kupang_card, "public-service-index") is None


def test_a_count_is_projected_by_its_action_plan(dinas):
    """3.1: 22,499 visits against 25,000 planned so far and 60,000 in the year."""
    card = scorecard(dinas, Period.parse("2024-Q2"))
    found = of(card, "3.1")

    assert found.projection == Decimal(22499) * 60000 / 25000
    assert found.projection_shown == "53.997,60"


def test_a_year_that_is_over_is_not_projected(dinas):
    card = scorecard(dinas, Period.parse("2024"))
    results = [result for result in card.indicators if result.realisation.is_measured]

    assert all(statistics_of(result, card.definitions, 12).projection is None for result in results)


def test_few_records_are_flagged(dinas):
    card = scorecard(dinas, Period.parse("2024-Q2"))
    small = {r.number for r in card.indicators if (found := of(card, r.slug)) is not None and found.is_small}
    wholes = {r.number: r.parts[1].number for r in card.indicators if r.parts and r.parts[1].is_measured}

    assert small == {number for number, whole in wholes.items() if 0 < whole < 30}


def test_a_part_above_the_whole_is_told_and_stays_computed(kupang):
    """Of a random sample too: there is no interval of more than everything, and nothing answers with an error."""
    Observation.objects.filter(measure="random_drug_samples_compliant", month=6).update(value=F("value") + 9)
    card = scorecard(kupang, Period.parse("2023-Q2"))
    found, result = of(card, "1.1"), card.indicator("1.1")
    sentence = (
        "Pembilang lebih besar daripada penyebut: 402 Sampel acak Obat yang memenuhi syarat, dari 401 Sampel acak"
    )

    assert (found.interval, found.told) == (None, None)
    assert result.realisation.number == Decimal("100.25")
    assert sentence in explain_text(card, "1.1")
    assert explain_json(card, "1.1")["statistics"]["numerator_above_denominator"] is True
    assert of(card, "1.2").part_above_whole is None


def test_the_explanation_carries_them_and_says_that_they_are_not_official(kupang_card, dinas):
    found = explain_json(kupang_card, "1.1")["statistics"]
    assert found == {
        "small_denominator": False,
        "interval": {"lower": "96.11", "upper": "98.99", "confidence": "95"},
        "told_apart": "reached",
        "projection": "98.00",
        "review_target": False,
        "numerator_above_denominator": False,
    }
    text = explain_text(kupang_card, "1.1")
    assert "Catatan statistik, bukan angka resmi:" in text
    assert (
        "antara 96,11–98,99 % (Wilson, tingkat keyakinan 95 %); seluruh rentang itu tidak di bawah target" in text
    )
    assert "tinjau targetnya" in explain_text(kupang_card, "1.4")
    assert explain_json(kupang_card, "4.6")["statistics"] is None
    assert "Catatan statistik" not in explain_text(kupang_card, "4.6")
    visits = explain_text(scorecard(dinas, Period.parse("2024-Q2")), "3.1")
    assert "akhir tahun menjadi 53.997,60\N{NO-BREAK SPACE}kunjungan" in visits
