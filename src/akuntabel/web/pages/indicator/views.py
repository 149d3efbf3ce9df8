"""Indikator: the figures of one indicator, why they are what they are, and what was said about them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akuntabel.catalogue.lookup import groups_of
from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.core.periods import month_span
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.history import narrative_of, published_before, strategic_targets
from akuntabel.measurement.lateness import changed_months
from akuntabel.measurement.monthly import YearReading, read_year
from akuntabel.measurement.report_queries import recommendations_due
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.organisation.access import Permission
from akuntabel.planning.models import AspectTarget, DocumentKind
from akuntabel.planning.queries import aspect_targets
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.indicator.awaiting import awaited_rows, contradiction_rows
from akuntabel.web.pages.indicator.drawings import month_drawing, year_drawing
from akuntabel.web.pages.indicator.explanation import explanation
from akuntabel.web.pages.indicator.history import year_entries
from akuntabel.web.pages.indicator.words import (
    approval,
    follow_ups,
    head_line,
    measured_in,
    narrative_parts,
    polarity_words,
)
from akuntabel.web.pages.registers.links import RecordLinks
from akuntabel.web.pages.scorecard.rows import ScorecardRows

TABS = ("mengapa", "narasi", "tindak-lanjut", "definisi", "riwayat")


@require_safe
@requires(Permission.VIEW_SCORECARD)
def index(request: HttpRequest, place: Place) -> HttpResponse:
    """All indicators of the agreement, by objective."""
    card = read_year(place.unit, place.version, place.period).card()
    rows = ScorecardRows(card, FigureBook(card))
    return render_page(request, place, "web/indicator/index.html", {"card": card, "rows": rows.all})


@require_safe
@requires(Permission.VIEW_SCORECARD)
def page(request: HttpRequest, place: Place, slug: str) -> HttpResponse:
    """One indicator, by its permanent key; `?bagian=` chooses what is shown below the figures.

    A number (4.4) leads to the indicator that carries it in the period's year.
    """
    with_money = place.may(Permission.VIEW_BUDGET)
    reading = read_year(place.unit, place.version, place.period, with_submissions=True, with_allocations=with_money)
    card = reading.card()
    result = _result(card, slug, place)
    if slug != result.slug:
        return _to_permanent_key(request, place, result)
    recommendations = recommendations_due(place.unit, place.period).get(result.slug, [])
    tab = request.GET.get("bagian", TABS[0])
    context = {
        "card": card,
        "result": result,
        "row": ScorecardRows(card, FigureBook(card), links=RecordLinks(place, card)).indicator(result),
        "line": head_line(result),
        "follow_ups": follow_ups(recommendations, place.period),
        "changed": _changed(place, result),
        "awaited": awaited_rows(place, card, result),
        "contradicted": contradiction_rows(place, card, result),
        "may_see_records": place.may(Permission.VIEW_RECORDS),
        "tab": tab if tab in TABS else TABS[0],
        **_neighbours(card, result),
    }
    context["open_follow_ups"] = sum(1 for one in context["follow_ups"] if not one.is_done)
    context |= _tab(place, reading, card, result, context["tab"])
    return render_page(request, place, "web/indicator/page.html", context, current="indicators")


def _changed(place: Place, result: IndicatorResult) -> str:
    """The months whose own figures changed after they were reported, in words; empty without one."""
    months = changed_months(result, place.unit, place.period)
    return month_span(months) if months else ""


def _result(card: Scorecard, key: str, place: Place) -> IndicatorResult:
    """By slug or by this year's number. Raises PageMissing."""
    for result in card.indicators:
        if key in (result.slug, result.number):
            return result
    raise PageMissing(
        _("Indikator “%(slug)s” tidak ada dalam perjanjian kinerja %(year)s satuan kerja ini.")
        % {"slug": key, "year": place.period.year}
    )


def _to_permanent_key(request: HttpRequest, place: Place, result: IndicatorResult) -> HttpResponse:
    address = reverse("indicator", args=[*place.address, result.slug])
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address)


def _neighbours(card: Scorecard, result: IndicatorResult) -> dict[str, Any]:
    """The indicators before and after, and where this one stands."""
    everything = list(card.indicators)
    at = everything.index(result)
    objective = next(o for o in card.objectives if result in o.indicators)
    return {
        "previous": everything[at - 1] if at else None,
        "next": everything[at + 1] if at + 1 < len(everything) else None,
        "objective": objective,
        "objective_code": objective.code.replace(".", NO_BREAK_SPACE),
        "perspective": next(p for p in card.perspectives if objective in p.objectives),
    }


def _tab(place: Place, reading: YearReading, card: Scorecard, result: IndicatorResult, tab: str) -> dict[str, Any]:
    """What one part of the page needs; the others are not read."""
    book = FigureBook(card)
    if tab == "narasi":
        return {"narrative": narrative_parts(narrative_of(place.unit, place.period, result.slug), book)}
    if tab == "definisi":
        version = result.version
        return {
            "version": version,
            "measured_in": measured_in(version),
            "polarity": polarity_words(version),
            "references": [card.definitions.regulations[slug] for slug in version.references],
            "weight_note": result.row.note,
            "explained": explanation(card, result),
        }
    if tab == "riwayat":
        return _history(place, reading, card, result)
    if tab == "tindak-lanjut":
        return {}
    return {
        "explained": explanation(card, result, _aspects(card, result), RecordLinks(place, card)),
        "approval": approval(result),
        "drawing": month_drawing(result, reading.realised_by_month(result.slug), place.period.month),
        "efficiency": result.efficiency,
        "index": book.get(result.slug, "efficiency_index"),
        "spent": book.get(result.slug, "input_achievement"),
        "verdict": book.get(result.slug, "efficiency"),
    }


def _aspects(card: Scorecard, result: IndicatorResult) -> dict[str, AspectTarget]:
    """Group → its target in the action plan; not asked for where the formula has no groups."""
    if not groups_of(card.definitions, result.version):
        return {}
    return {target.aspect: target for target in aspect_targets(card.action_plan).get(result.slug, ())}


def _history(place: Place, reading: YearReading, card: Scorecard, result: IndicatorResult) -> dict[str, Any]:
    plan = reading.documents.get(DocumentKind.STRATEGIC_PLAN)
    published = published_before(place.unit, result.slug, place.period.year)
    entries = year_entries(card, result, published, strategic_targets(plan, result.slug))
    return {"plan": plan, "entries": entries, "drawing": year_drawing(entries, result.version.unit)}
