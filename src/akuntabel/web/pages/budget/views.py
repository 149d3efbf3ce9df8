"""Anggaran: the budget document (DIPA, DPA), its outputs, and how the allocation to indicators compares with it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akuntabel.catalogue.lookup import NotDefined
from akuntabel.measurement.budget_figures import WIDE_GAP, figures_of
from akuntabel.measurement.budget_reading import read_budget
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.output_basis import output_comparisons
from akuntabel.organisation.access import Permission
from akuntabel.planning.queries import PlanMissing
from akuntabel.web.access import Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.budget.rows import CompositeRow, composite_rows, output_rows


@require_safe
@requires(Permission.VIEW_BUDGET)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """The budget s.d. the month; `?urut=kode` sorts by code, `?saring=selisih` keeps the wide gaps."""
    reading = read_budget(place.unit, place.period)
    if reading is None:
        return render_page(request, place, "web/budget/none.html")
    budget = figures_of(place.unit, place.period, reading)
    by_code = request.GET.get("urut") == "kode"
    only_wide = request.GET.get("saring") == "selisih"
    outputs = budget.by_code if by_code else budget.by_gap
    context = {
        "budget": budget,
        "outputs": output_rows([o for o in outputs if o.is_wide or not only_wide]),
        "by_code": by_code,
        "only_wide": only_wide,
        "wide_gap": WIDE_GAP,
        "composites": _composites(place),
        "comparisons": output_comparisons(place.unit, place.period, reading),
    }
    return render_page(request, place, "web/budget/page.html", context)


def _composites(place: Place) -> list[CompositeRow]:
    """The composite scores; none while the unit has no plan for the year: the budget stands without it."""
    try:
        return composite_rows(read_year(place.unit, place.version, place.period).card())
    except (PlanMissing, NotDefined):
        return []
