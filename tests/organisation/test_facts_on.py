"""Facts about an office: the latest day up to the one asked about."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from akuntabel.organisation.facts_on import facts_on
from akuntabel.organisation.models import Asset

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 30)


@pytest.fixture
def assets(dinas):
    Asset.objects.filter(unit=dinas).delete()
    for offset, name in ((-60, "lama"), (-1, "baru"), (-1, "baru juga"), (1, "nanti")):
        Asset.objects.create(unit=dinas, as_of=DAY + timedelta(offset), name=name, quantity="1")


@pytest.mark.usefixtures("assets")
def test_only_the_latest_day_that_has_come(dinas):
    assert {asset.name for asset in facts_on(dinas, DAY).assets} == {"baru", "baru juga"}


@pytest.mark.usefixtures("assets")
def test_before_the_first_day_nothing_is_known(dinas):
    assert facts_on(dinas, DAY - timedelta(61)).assets == ()


def test_one_query_for_each_kind(dinas, django_assert_num_queries):
    with django_assert_num_queries(8):
        facts_on(dinas, DAY)
