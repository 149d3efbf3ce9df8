"""Reads about plans: the version in force on a day, and its rows with targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from akuntabel.organisation.models import Unit
from akuntabel.planning.models import AspectTarget, DocumentKind, Goal, PlanDocument, PlanObjective, PlanRow, Target


class PlanMissing(LookupError):
    """A unit has no such plan in force on a day; the sentence names it and the remedy."""


def documents_until(unit: Unit, year: int, day: date) -> list[PlanDocument]:
    """All versions that cover `year` and have come into force by `day`, oldest first. One query."""
    covering = PlanDocument.objects.filter(unit=unit, first_year__lte=year, last_year__gte=year)
    return list(covering.filter(effective_from__lte=day).order_by("effective_from", "version"))


def in_force_on(documents: Iterable[PlanDocument], day: date) -> dict[DocumentKind, PlanDocument]:
    """Kind → the latest of the versions, given oldest first, that is in force on `day`."""
    return {DocumentKind(document.kind): document for document in documents if document.effective_from <= day}


def documents_in_force(unit: Unit, year: int, day: date) -> dict[DocumentKind, PlanDocument]:
    """Kind → the version that covers `year` and is in force on `day`. One query."""
    return in_force_on(documents_until(unit, year, day), day)


def rows_of(documents: list[PlanDocument], year: int | None = None) -> list[PlanRow]:
    """Rows of the documents in their own order, objective, team and targets at hand. Two queries."""
    targets = Target.objects.all() if year is None else Target.objects.filter(year=year)
    return list(
        PlanRow.objects.filter(objective__document__in=documents)
        .select_related("objective__document", "team")
        .prefetch_related(Prefetch("targets", targets.order_by("year", "month")))
        .order_by("objective__document", "objective__order", "order")
    )


def aspect_targets(document: PlanDocument) -> dict[str, list[AspectTarget]]:
    """Indicator slug → the targets of its aspects in a document, in the order written. One query."""
    found: dict[str, list[AspectTarget]] = {}
    rows = AspectTarget.objects.filter(row__objective__document=document).select_related("row")
    for target in rows.order_by("id"):
        found.setdefault(target.row.slug, []).append(target)
    return found


def strategic_plan(unit: Unit, year: int, day: date) -> PlanDocument | None:
    """The Renstra in force, with missions, goals and objectives at hand; None when there is none."""
    document = documents_in_force(unit, year, day).get(DocumentKind.STRATEGIC_PLAN)
    if document is None:
        return None
    return PlanDocument.objects.prefetch_related(
        "missions",
        "goals__missions",
        Prefetch("objectives", PlanObjective.objects.prefetch_related("goals", "causes")),
    ).get(pk=document.pk)


_CHAIN = ("missions", "goals__missions", "objectives__goals", "objectives__causes")


@dataclass(frozen=True)
class GoalLinks:
    """A goal (tujuan) with the codes of the missions it serves and of the objectives that serve it."""

    goal: Goal
    missions: tuple[str, ...]
    objectives: tuple[str, ...]


def causes_of(plan: PlanDocument) -> dict[str, list[str]]:
    """Objective slug → slugs of those that cause it, as the strategic plan has it.

    With `goals_of` six queries, however often they are asked; missions and goals then are at hand.
    """
    prefetch_related_objects([plan], *_CHAIN)
    return {objective.slug: [cause.slug for cause in objective.causes.all()] for objective in plan.objectives.all()}


def goals_of(plan: PlanDocument) -> list[GoalLinks]:
    """Every goal of the strategic plan, in its order, with what it links."""
    prefetch_related_objects([plan], *_CHAIN)
    return [
        GoalLinks(
            goal,
            tuple(mission.code for mission in goal.missions.all()),
            tuple(objective.code for objective in plan.objectives.all() if goal in objective.goals.all()),
        )
        for goal in plan.goals.all()
    ]
