"""Peta strategi: objectives, how they cause one another, and how far each one is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from akuntabel.core.number_format import NO_BREAK_SPACE
from akuntabel.measurement.figures import FigureBook
from akuntabel.measurement.monthly import read_year
from akuntabel.organisation.access import Permission
from akuntabel.planning.models import DocumentKind, Goal, PlanDocument
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
    causes = _causes(plan)
    objectives = {o.result.slug: o for p in rows.all for o in p.objectives}
    selected = request.GET.get("sasaran", "")
    if selected not in objectives:
        selected = next(iter(objectives), "")
    places = _places(rows.all, objectives, causes, selected)
    context = {
        "card": card,
        "plan": plan,
        "goals": _goals(plan),
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


def _causes(plan: PlanDocument | None) -> dict[str, list[str]]:
    """Objective slug → slugs of those that cause it, as the strategic plan in force has it."""
    if plan is None:
        return {}
    prefetch_related_objects([plan], "missions", "goals__missions", "objectives__goals", "objectives__causes")
    return {objective.slug: [cause.slug for cause in objective.causes.all()] for objective in plan.objectives.all()}


def _goals(plan: PlanDocument | None) -> list[tuple[Goal, str, str]]:
    """Each goal with the codes of its missions and of the objectives that serve it."""
    if plan is None:
        return []
    objectives = list(plan.objectives.all())
    return [
        (
            goal,
            ", ".join(mission.code for mission in goal.missions.all()),
            ", ".join(o.code.replace(".", NO_BREAK_SPACE) for o in objectives if goal in o.goals.all()),
        )
        for goal in plan.goals.all()
    ]


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
