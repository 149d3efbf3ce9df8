"""Activities: checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from akuntabel.catalogue.mistakes import nearest
from akuntabel.core.problems import Problem
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.checks import below_zero, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.kinds.output_codes import check_output_code
from akuntabel.registers.models import Activity


def _check_activity(activity: Activity) -> Iterator[Problem]:
    yield from below_zero(activity, "count", "handed_over")
    if activity.handed_over is not None and activity.handed_over > (activity.count or 0):
        yield Problem(("handed_over",), f"{named(activity, 'handed_over')}: {activity.handed_over}, melebihi banyaknya. "
                      "Perbaiki salah satu.")  # fmt: skip
    yield from check_output_code(activity)


def _indicators(activities: Sequence[Activity]) -> list[str]:
    """Those that the unit's definitions have."""
    return list(definitions_for(activities[0].unit).indicators)


def _check_indicator(activity: Activity, indicators: Sequence[str]) -> Iterator[Problem]:
    if activity.indicator is not None and activity.indicator not in indicators:
        near = nearest(activity.indicator, indicators)
        yield Problem(("indicator",), f'{named(activity, "indicator")}: "{activity.indicator}" bukan kunci indikator'
                      f"{near}. Salin dari alamat halaman indikatornya, atau kosongkan.")  # fmt: skip


ACTIVITY = Kind("activity", Activity, check=_check_activity, ask=_indicators, check_among=_check_indicator)
