"""RAPK: the action plan of the performance agreement as one sheet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akuntabel.measurement.monthly import read_year
from akuntabel.organisation.access import Permission
from akuntabel.web.access import Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.action_plan.rows import Sheet


@require_safe
@requires(Permission.VIEW_PLAN)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """Twelve months, target over realisation; money only for those who may see the budget."""
    reading = read_year(place.unit, place.version, place.period)
    context = {
        "sheet": Sheet(reading),
        "plan": reading.inputs.action_plan,
        "with_budget": place.may(Permission.VIEW_BUDGET),
    }
    return render_page(request, place, "web/action_plan/page.html", context)
