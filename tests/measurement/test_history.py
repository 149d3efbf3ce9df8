"""One indicator over time: what earlier years published, what the strategic plan wants, what was written."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement import history
from akuntabel.planning.models import DocumentKind, PlanDocument

pytestmark = pytest.mark.database


def test_published_values_are_those_of_earlier_years_in_order(kupang):
    years = [value.year for value in history.published_before(kupang, "public-service-index", 2022)]

    assert years == sorted(years)
    assert years
    assert max(years) < 2022


def test_targets_come_from_the_strategic_plan_only(kupang):
    """The annual targets of an agreement are no targets of the strategic plan."""
    plan = PlanDocument.objects.get(unit=kupang, kind=DocumentKind.STRATEGIC_PLAN)
    agreement = PlanDocument.objects.get(unit=kupang, kind=DocumentKind.PERFORMANCE_AGREEMENT)

    targets = history.strategic_targets(plan, "public-service-index")

    assert [target.year for target in targets] == [2020, 2021, 2022, 2023, 2024]
    assert history.strategic_targets(agreement, "public-service-index") == []
    assert history.strategic_targets(None, "public-service-index") == []


def test_narrative_belongs_to_one_period(kupang):
    found = history.narrative_of(kupang, Period.parse("2023-Q2"), "random-drug-compliance")

    assert found is not None
    assert found.slug == "random-drug-compliance"
    assert history.narrative_of(kupang, Period.parse("2023-Q1"), "random-drug-compliance") is None
