"""The chain of a strategic plan: missions, goals, objectives, and what causes what."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.planning.models import DocumentKind
from akuntabel.planning.queries import causes_of, documents_in_force, goals_of

pytestmark = pytest.mark.database


def test_chain_of_the_plan_in_force(kupang, django_assert_num_queries):
    plan = documents_in_force(kupang, 2023, date(2023, 6, 30))[DocumentKind.STRATEGIC_PLAN]

    with django_assert_num_queries(6):
        causes, goals = causes_of(plan), goals_of(plan)
        assert len(plan.missions.all()) == 4

    objectives = list(plan.objectives.all())
    assert set(causes) == {objective.slug for objective in objectives}
    assert {slug for slugs in causes.values() for slug in slugs} <= set(causes)
    assert any(causes.values())
    assert all(links.missions and links.objectives for links in goals)
    assert set(goals[0].objectives) <= {objective.code for objective in objectives}
