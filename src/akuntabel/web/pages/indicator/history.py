"""Riwayat: values published for earlier years beside the targets of the strategic plan."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.models import PublishedValue
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.planning.models import Target
from akuntabel.web.pages.indicator.drawings import YearEntry


def year_entries(
    card: Scorecard, result: IndicatorResult, published: Sequence[PublishedValue], targets: Sequence[Target]
) -> list[YearEntry]:
    """Every year that has a target or a value, oldest first; the period's year with its figure so far."""
    values = {value.year: value for value in published}
    by_year = {target.year: target for target in targets}
    this_year = card.period.year
    years = sorted({*values, *by_year, this_year})
    entries = []
    for year in years:
        target = by_year.get(year)
        if year == this_year:
            entries.append(_current(card, result, target))
        elif year in values:
            value = values[year]
            entries.append(
                YearEntry(year, target, value.number, indonesian_as_entered(value.number), value.note, value.source,
                          is_current=False)
            )  # fmt: skip
        else:
            entries.append(YearEntry(year, target, None, "", "", "", is_current=False))
    return entries


def _current(card: Scorecard, result: IndicatorResult, target: Target | None) -> YearEntry:
    """This year so far; a staged indicator's progress is no value in the outcome's unit."""
    month = _("s.d. %(month)s") % {"month": card.period.month_name}
    until = ", ".join(part for part in (month, result.as_of) if part)
    if not result.realisation.is_measured:
        return YearEntry(card.period.year, target, None, "", result.realisation.reason, "", is_current=True)
    if result.series == "progress":
        note = _("%(until)s baru progres tahapan, bukan hasil akhir") % {"until": until}
        return YearEntry(card.period.year, target, None, "", note, "", is_current=True)
    shown = FigureBook(card).shown(result.slug, "realisation")
    return YearEntry(card.period.year, target, result.realisation.number, shown, until, _("rapor kinerja"),
                     is_current=True)  # fmt: skip
