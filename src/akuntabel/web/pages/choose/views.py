"""Choosing another unit or period: a page of its own, which htmx also shows inside the top bar."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from akuntabel.core.periods import Period
from akuntabel.measurement.queries import reported_periods
from akuntabel.organisation.access import Permission, units_of
from akuntabel.organisation.queries import versions_on
from akuntabel.web.access import Place, requires
from akuntabel.web.navigation import entries
from akuntabel.web.page import render_page


@dataclass(frozen=True)
class Choice:
    name: str
    detail: str
    address: str
    is_current: bool


@require_safe
@requires(Permission.VIEW_HOME)
def choose(request: HttpRequest, place: Place) -> HttpResponse:
    """The units of the account and the periods that have figures; `?ke=` names the page to go to."""
    wanted = request.GET.get("ke", "")
    route = wanted if wanted in {entry.route for entry in entries()} else "unit_home"
    context = {"units": _units(place, route), "periods": _periods(place, route)}
    return render_page(request, place, "web/choose/page.html", context)


def _units(place: Place, route: str) -> list[Choice]:
    units = units_of(place.user)
    in_force = versions_on(units, place.period.last_day)
    return [
        Choice(
            name=in_force[unit.pk].name,
            detail=in_force[unit.pk].parent_name,
            address=reverse(route, args=[unit.slug, str(place.period)]),
            is_current=unit == place.unit,
        )
        for unit in units
    ]


def _periods(place: Place, route: str) -> list[Choice]:
    periods: set[Period] = {*reported_periods(place.unit), place.period}
    return [
        Choice(
            name=period.name,
            detail=period.span_name,
            address=reverse(route, args=[place.unit.slug, str(period)]),
            is_current=period == place.period,
        )
        for period in sorted(periods, reverse=True)
    ]
