"""Peta strategi: objectives, how they cause one another, and how far each one is."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.monthly import read_year
from akuntabel.organisation.access import Permission
from akuntabel.planning.models import DocumentKind, Goal
from akuntabel.planning.queries import GoalLinks, causes_of, goals_of
from akuntabel.web.access import Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.scorecard.rows import ObjectiveRow, PerspectiveRow, ScorecardRows
from akuntabel.web.pages.strategy_map.drawing import map_drawing
from akuntabel.web.ratings import rating_label


@dataclass(frozen=True)
class ObjectivePlace:
    """An objective with its perspective and its neighbours in the chain of causes."""

    row: ObjectiveRow
    perspective: PerspectiveRow
    causes: list[ObjectiveRow]
    effects: list[ObjectiveRow]
    is_selected: bool


@require_safe
@requires(Permission.VIEW_SCORECARD)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """The map; `?sasaran=<slug>` selects an objective, `?tampilan=tabel` shows the table."""
    reading = read_year(place.unit, place.version, place.period, with_submissions=True)
    card = reading.card()
    book = FigureBook(card)
    rows = ScorecardRows(card, book)
    plan = reading.documents.get(DocumentKind.STRATEGIC_PLAN)
    causes = causes_of(plan) if plan else {}
    objectives = {o.result.slug: o for p in rows.all for o in p.objectives}
    selected = request.GET.get("sasaran", "")
    if selected not in objectives:
        selected = next(iter(objectives), "")
    places = _places(rows.all, objectives, causes, selected)
    context = {
        "card": card,
        "plan": plan,
        "goals": [_goal_line(links) for links in goals_of(plan)] if plan else [],
        "places": places,
        "perspectives": rows.all,
        "chosen": next((p for p in places if p.is_selected), None),
        "drawing": map_drawing(rows.all, causes, selected),
        "has_arrows": any(p.causes for p in places),
        "as_table": request.GET.get("tampilan") == "tabel",
        "labels": [label for label, _ in rows.counts],
        "total": book.get("total", "score"),
        "total_rating": rating_label(card.rating, card.total.state, card.rule_set),
    }
    return render_page(request, place, "web/strategy_map/page.html", context)


def _goal_line(links: GoalLinks) -> tuple[Goal, str, str]:
    """A goal, its missions' codes and its objectives' codes as they are spoken."""
    return (
        links.goal,
        ", ".join(links.missions),
        ", ".join(code.replace(".", NO_BREAK_SPACE) for code in links.objectives),
    )


def _places(
    perspectives: list[PerspectiveRow],
    objectives: dict[str, ObjectiveRow],
    causes: dict[str, list[str]],
    selected: str,
) -> list[ObjectivePlace]:
    return [
        ObjectivePlace(
            row=row,
            perspective=perspective,
            causes=[objectives[slug] for slug in causes.get(row.result.slug, []) if slug in objectives],
            effects=[o for slug, o in objectives.items() if row.result.slug in causes.get(slug, [])],
            is_selected=row.result.slug == selected,
        )
        for perspective in perspectives
        for row in perspective.objectives
    ]
