"""What an indicator's result says of itself: how it stands to its target, and to targets of other plans."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.results import Standing, unmeasured_months
from akuntabel.planning.models import Target, TargetForm

pytestmark = pytest.mark.django_db


@pytest.fixture
def card(dinas):
    return scorecard(dinas, Period.parse("2024-Q2"))


def test_standing_follows_the_achievement_and_not_the_larger_number(card):
    """9.30 days miss the range 7–8 on its upper side; an indicator without an achievement stands nowhere."""
    found = {result.slug: result.standing for result in card.indicators}
    assert found["average-processing-days"] is Standing.RANGE_ABOVE
    unmeasured = [result for result in card.indicators if not result.achievement.is_measured]
    assert unmeasured
    assert {found[result.slug] for result in unmeasured} == {None}
    assert set(found.values()) >= {Standing.REACHED, Standing.BELOW}


def test_share_of_another_target(card):
    result = next(r for r in card.indicators if r.achievement.is_measured and r.target and not r.target.upper)
    same = Target(form=TargetForm.NUMBER, value=result.target.lower, scale=0, unit=result.unit)
    share = result.share_of(same)
    assert share is not None
    assert share.number == result.achievement.number
    assert result.share_of(Target(form=TargetForm.WORDED, words="Prima", unit="")) is None


def test_months_whose_target_is_never_measured():
    """Words are a target too; one that is not there is none."""
    forms = {3: TargetForm.NUMBER, 6: TargetForm.WORDED, 9: TargetForm.UNAVAILABLE, 12: TargetForm.NUMBER}
    targets = [Target(month=month, form=form) for month, form in forms.items()]
    assert unmeasured_months([*targets, Target(month=None)], (12,)) == [3, 6]
