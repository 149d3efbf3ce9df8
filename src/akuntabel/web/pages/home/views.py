"""The first page: where to go, and what waits in a unit and period."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from akuntabel.catalogue.lookup import NotDefined
from akuntabel.core.periods import Period
from akuntabel.measurement.budget_figures import budget_figures
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.queries import quarter_of, reported_periods, scorecard
from akuntabel.measurement.report_queries import narratives_of, period_text, recommendations_due
from akuntabel.measurement.work_queue import reporting_period
from akuntabel.organisation.access import Permission, units_of, works_on_figures
from akuntabel.organisation.records.expiry import expiring
from akuntabel.planning.queries import PlanMissing
from akuntabel.web.access import Place, requires, signed_in
from akuntabel.web.drawings import stacked_bar
from akuntabel.web.errors import what_is_missing
from akuntabel.web.navigation import address_of
from akuntabel.web.page import render_page
from akuntabel.web.pages.home import waiting
from akuntabel.web.pages.registers.watching import day_of
from akuntabel.web.pages.scorecard.rows import ScorecardRows
from akuntabel.web.pages.scorecard.summary import summary


@require_safe
@signed_in
def home(request: HttpRequest) -> HttpResponseBase:
    """To the newest period with figures of the account's first unit."""
    units = units_of(request.user)
    if not units:
        return render(request, "web/home/no_unit.html")
    periods = reported_periods(units[0])
    return redirect("unit_home", units[0].slug, str(periods[0] if periods else _this_quarter()))


def _this_quarter() -> Period:
    return quarter_of(timezone.now().date())


@require_safe
@requires(Permission.VIEW_HOME)
def unit_home(request: HttpRequest, place: Place) -> HttpResponse:
    """What waits, the scorecard and the budget, each as far as the account's roles reach."""
    try:
        context = _figures(place)
    except (PlanMissing, NotDefined) as missing:
        context = {"missing": what_is_missing(missing), "periods": reported_periods(place.unit)}
    return render_page(request, place, "web/home/page.html", context)


def _figures(place: Place) -> dict[str, object]:
    tasks: list[waiting.Task] = []
    context: dict[str, object] = {
        "tasks": tasks,
        "sees_tasks": place.may(Permission.VIEW_SCORECARD),
        "works_here": works_on_figures(place.roles),
    }
    rows = None
    if place.may(Permission.VIEW_SCORECARD):
        card = scorecard(place.unit, place.period)
        rows = ScorecardRows(card, FigureBook(card))
        context |= _scorecard(place, rows, tasks)
    if place.may(Permission.VIEW_FOLLOW_UPS):
        due = recommendations_due(place.unit, reporting_period(place.period))
        tasks += waiting.tasks_of_follow_up(place, rows, due)
    if place.may(Permission.EDIT_RECORDS) and (book := place.books.get("dated_document")):
        ending = expiring(book.records(place.unit), day_of(place))
        tasks += waiting.tasks_of_documents(place, ending)
    if place.may(Permission.VIEW_BUDGET):
        context["budget"] = budget_figures(place.unit, place.period)
        context["budget_address"] = address_of("budget", place)
    return context


def _scorecard(place: Place, rows: ScorecardRows, tasks: list[waiting.Task]) -> dict[str, object]:
    """Everything that comes from the scorecard; what it leaves to do is added to `tasks`."""
    found = waiting.steps(rows.card)
    narratives = narratives_of(period_text(place.unit, reporting_period(place.period)))
    to_review = waiting.reviews(rows, narratives)
    tasks += waiting.tasks_of_figures(place, rows.indicators)
    tasks += waiting.task_of_approval(place, rows.card, found)
    tasks += waiting.tasks_of_review(place, to_review)
    return {
        "card": rows.card,
        "summary": summary(rows),
        "perspectives": rows.all,
        "counts": stacked_bar(rows.counts),
        "steps": found,
        "attention": waiting.needing_attention(rows),
        "reviews": to_review,
    }
