"""The made-up records of an example have made-up days of entry, so that late data and late work can be seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db.models import Count, F, Max, Min

from akuntabel.audit.models import Event
from akuntabel.audit.services import Actor
from akuntabel.core.periods import Period
from akuntabel.exchange.example_days import LATE, PROMPT, spread
from akuntabel.measurement.lateness import effects, lateness
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.queries import scorecard
from akuntabel.organisation.queries import version_on
from akuntabel.registers.models import CertificationRequest, Inspection, Sample

pytestmark = pytest.mark.database
QUARTER = Period.parse("2023-Q2")
APPROVED = date(2023, 7, 20)


def test_records_were_entered_after_what_they_tell_and_before_the_approval(kupang_records):
    visits = Inspection.objects.filter(unit=kupang_records)
    after = {row.recorded_on - row.inspected_on for row in visits}
    assert min(after) == timedelta(0)
    assert max(after) <= timedelta(days=max(LATE))
    assert len(after) > len(PROMPT) / 2
    told = visits.filter(inspected_on__lte=APPROVED).aggregate(last=Max("recorded_on"))
    assert told["last"] <= APPROVED


def test_every_version_is_of_the_day_of_entry(kupang_records):
    for model in (Sample, CertificationRequest):
        rows = model.history.filter(unit=kupang_records)
        assert rows.count() > 100
        assert not rows.exclude(history_date__date=F("recorded_on")).exists()
    many = (
        CertificationRequest.history.values("id").annotate(n=Count("version"), first=Min("version")).filter(n__gt=1)
    )
    assert many.exists()  # those whose stops came in after them


def test_some_of_it_is_late_and_shows_as_such_beside_official_figures(kupang_records):
    found = lateness(kupang_records, QUARTER)
    assert {change.month for change in found.changes} >= {2, 3, 4, 5}
    told = effects(read_year(kupang_records, version_on(kupang_records, QUARTER.last_day), QUARTER))
    assert told is not None
    assert told.changed == [] or all(one.then != one.now for one in told.changed)
    assert scorecard(kupang_records, QUARTER).is_official


def test_only_an_example_is_touched_and_the_trail_says_so(kupang_records):
    event = Event.objects.get(chain="kupang", action="example_records.dated")
    assert event.after["records"] > 5000
    kupang_records.is_example = False
    with pytest.raises(AssertionError, match="no example"):
        spread(kupang_records, APPROVED, by=Actor("uji", "Uji"))
