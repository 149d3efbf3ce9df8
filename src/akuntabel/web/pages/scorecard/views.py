"""Rapor kinerja: the scorecard of a unit and period as a page, as JSON and as CSV."""

from __future__ import annotations

import csv

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.scorecard_json import scorecard_json, scorecard_rows
from akuntabel.organisation.access import Permission
from akuntabel.web.access import Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.registers.links import RecordLinks
from akuntabel.web.pages.scorecard.rows import ScorecardRows
from akuntabel.web.pages.scorecard.summary import comparison, summary


@require_safe
@requires(Permission.VIEW_SCORECARD)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """The scorecard; `?kriteria=` keeps the indicators of one rating."""
    year = read_year(place.unit, place.version, place.period, with_submissions=True, with_allocations=True)
    card = year.card()
    rows = ScorecardRows(card, FigureBook(card), year, RecordLinks(place, card))
    chosen = rows.label_for(request.GET.get("kriteria", ""))
    context = {
        "card": card,
        "summary": summary(rows),
        "comparison": comparison(rows),
        "perspectives": rows.all,
        "until": place.period.short_name if place.period.kind == "quarter" else place.period.month_name,
        "has_sparklines": any(row.sparkline for row in rows.indicators),
        "shown": rows.only(chosen),
        "filters": rows.filters(chosen),
        "chosen": chosen,
    }
    return render_page(request, place, "web/scorecard/page.html", context)


@require_safe
@requires(Permission.VIEW_SCORECARD)
def as_json(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  # a view takes its request
    """The scorecard as the JSON of command line and API."""
    data = scorecard_json(scorecard(place.unit, place.period), show_budget=place.may(Permission.VIEW_BUDGET))
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(response, place, "json")


@require_safe
@requires(Permission.VIEW_SCORECARD)
def as_csv(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  # a view takes its request
    """One row per indicator; the byte order mark lets Excel read the letters."""
    rows = scorecard_rows(scorecard(place.unit, place.period), show_budget=place.may(Permission.VIEW_BUDGET))
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    writer = csv.DictWriter(response, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return _as_file(response, place, "csv")


def _as_file(response: HttpResponse, place: Place, extension: str) -> HttpResponse:
    name = f"rapor-{place.unit.slug}-{place.period}.{extension}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
