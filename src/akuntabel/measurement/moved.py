"""Submissions whose figure is no longer the one that was verified or approved: a change of records never stays hidden
behind an approval that was given to another number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from akuntabel.catalogue.compiler import MONTHS
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.realisation import measures_of
from akuntabel.measurement.models import Observation, Submission
from akuntabel.organisation.models import Unit

SETTLED = (Submission.State.VERIFIED, Submission.State.APPROVED)


def mark_moved(
    unit: Unit,
    definitions: SchemeDefinitions,
    year: int,
    measures: Iterable[tuple[str, str, int]],
    *,
    on: date,
) -> None:
    """Mark the verified and approved submissions that read a changed month, as changed on the day; those marked stay.

    `measures`: measure, group and month whose number changed. An added-up number is read from its month to December, any
    other up to the month before its next value. One query without such submissions.
    """
    changed = set(measures)
    if not changed:
        return
    readers = {measure: _readers(definitions, measure) for measure in {measure for measure, _, _ in changed}}
    slugs = set().union(*readers.values())
    rows = Submission.objects.filter(unit=unit, year=year, slug__in=slugs, state__in=SETTLED, changed_on=None)
    settled = list(rows)
    if not settled:
        return
    read = _months_read(unit, definitions, year, changed, readers)
    moved = [one.pk for one in settled if one.month in read.get(one.slug, ())]
    Submission.objects.filter(pk__in=moved).update(changed_on=on)


def _readers(definitions: SchemeDefinitions, measure: str) -> set[str]:
    """The indicators any of whose versions reads the measure."""
    return {
        slug
        for slug, indicator in definitions.indicators.items()
        for version in indicator.versions
        for formula in (version.formula, version.progress, version.outcome)
        if formula and measure in measures_of(formula)
    }


def _months_read(
    unit: Unit,
    definitions: SchemeDefinitions,
    year: int,
    changed: set[tuple[str, str, int]],
    readers: Mapping[str, set[str]],
) -> Mapping[str, set[int]]:
    """Indicator → the months at whose end its figure reads one of the changed numbers."""
    found: dict[str, set[int]] = {}
    held = {measure for measure, _, _ in changed if definitions.measures[measure].kind != "flow"}
    rows = Observation.objects.filter(unit=unit, year=year, measure__in=held) if held else ()
    values = {(row.measure, row.group, row.month) for row in rows}
    for measure, group, month in changed:
        last = MONTHS
        if measure in held:
            later = [at for key, name, at in values if (key, name) == (measure, group) and at > month]
            last = min(later, default=MONTHS + 1) - 1
        for slug in readers[measure]:
            found.setdefault(slug, set()).update(range(month, last + 1))
    return found
