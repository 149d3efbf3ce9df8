"""Efisiensi: what was reached with the money, per indicator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.measurement.budget_figures import HIGH_INDEX, LOW_INPUT, efficiency_totals
from akuntabel.measurement.monthly import read_year
from akuntabel.organisation.access import Permission
from akuntabel.web.access import Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.efficiency.rows import efficiency_rows, scatter


@require_safe
@requires(Permission.VIEW_BUDGET)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """Input, output, index, level and verdict of every indicator."""
    reading = read_year(place.unit, place.version, place.period, with_allocations=True)
    card = reading.card()
    rule = card.rule_set.efficiency
    rows = efficiency_rows(card, {slug: row.budget for slug, row in reading.inputs.action_rows.items()})
    found = [row.result.efficiency for row in rows if row.result.efficiency is not None]
    context = {
        "rows": rows,
        "rule": rule,
        "standard": indonesian_as_entered(rule.standard),
        "totals": efficiency_totals(place.unit, place.period, found) if found else None,
        "efficient": sum(1 for row in rows if row.is_efficient),
        "inefficient": sum(1 for row in rows if row.verdict.plain and not row.is_efficient),
        "without": sum(1 for row in rows if row.reason),
        "lagging": [row for row in rows if row.is_lagging],
        "differing": [row for row in rows if row.differs_from_plan],
        "drawing": scatter(rows, rule.standard),
        "low_input": LOW_INPUT,
        "high_index": HIGH_INDEX,
        "sources": sorted({one.ceiling.source for one in found}),
    }
    return render_page(request, place, "web/efficiency/page.html", context)
