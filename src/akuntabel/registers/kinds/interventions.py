"""Schools, villages and markets: the day on which all criteria are met, what stages have of their place; checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, firsts, held, in_parts, later_beside, stored_keys
from akuntabel.organisation.records.checks import below_zero, named, not_before, once_together
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.allowed import allowed_by
from akuntabel.registers.models import InterventionCriterion, InterventionPlace, InterventionStage

_DAY = ("place", "stage", "done_on")
"""What a place has once."""


@dataclass(frozen=True)
class _Facts:
    """The stages and criteria of each kind of place, and what of them each stored place has: the day each was first done,
    or is met."""

    stages: Mapping[str, tuple[str, ...]]
    criteria: Mapping[str, tuple[str, ...]]
    done: Mapping[int, Sequence[InterventionStage]]
    met: Mapping[int, Mapping[str, date | None]]


def _ask(places: Sequence[InterventionPlace]) -> _Facts:
    unit, done, met = places[0].unit, dict[int, list[InterventionStage]](), dict[int, dict[str, date | None]]()
    for part in in_parts(stored_keys(places)):
        for stage in InterventionStage.objects.filter(place__in=part).order_by("done_on"):
            done.setdefault(stage.place_id, []).append(stage)
        rows = InterventionCriterion.objects.filter(place__in=part).order_by("pk")
        for key, criterion, met_on in rows.values_list("place", "criterion", "met_on"):
            met.setdefault(key, {})[criterion] = met_on
    return _Facts(
        allowed_by(unit, "intervention_stage", "stage"),
        allowed_by(unit, "intervention_criterion", "criterion"),
        done,
        met,
    )


def _maintain_place(place: InterventionPlace, facts: _Facts) -> None:
    """The day of the last of all criteria of its kind; None until each of them is met."""
    place.outcome_on = None
    met = {key: day for key, day in facts.met.get(place.pk, {}).items() if day is not None}
    required = facts.criteria.get(place.kind, ())
    if required and all(key in met for key in required):
        place.outcome_on = max(met[key] for key in required)


def _check_place(place: InterventionPlace) -> Iterator[Problem]:
    yield from below_zero(place, "pupils")
    if place.pupils is not None and place.kind != "school":
        yield Problem(("pupils",), f"{named(place, 'pupils')}: hanya untuk sekolah. Kosongkan.")
    if not place.started_on.year <= place.target_year <= 2100:
        yield Problem(("target_year",), f"{named(place, 'target_year')}: {place.target_year}. Isi tahun intervensi, "
                      f"{place.started_on.year}, atau sesudahnya.")  # fmt: skip


def _check_against_stages(place: InterventionPlace, facts: _Facts) -> Iterator[Problem]:
    """A corrected place still has room for the stages and criteria that were recorded."""
    done, criteria = facts.done.get(place.pk, ()), facts.met.get(place.pk, {})
    if {one.stage for one in done} - set(facts.stages.get(place.kind, ())) or set(criteria) - set(
        facts.criteria.get(place.kind, ())
    ):
        yield Problem(("kind",), f"{named(place, 'kind')}: lokasi ini sudah mempunyai tahapan atau kriteria yang tidak ada "
                      "pada jenis itu. Perbaiki dahulu.")  # fmt: skip
    if done:
        yield from not_before(place, "started_on", done[0], "done_on", at="started_on")


@dataclass(frozen=True)
class _StageFacts:
    """When each stage was first done at each place, and who has a day of it."""

    first: Mapping[tuple[Any, ...], date]
    held: Held


def _ask_stages(stages: Sequence[InterventionStage]) -> _StageFacts:
    return _StageFacts(firsts(stages, *_DAY), held(stages, *_DAY))


def _maintain_stage(stage: InterventionStage) -> None:
    """Kind and first day as the place has them now."""
    stage.kind, stage.started_on = stage.place.kind, stage.place.started_on


def _maintain_repeat(stage: InterventionStage, facts: _StageFacts) -> None:
    """A repeat is the same stage done there before."""
    stage.is_repeat = facts.first[stage.place.uuid, stage.stage] < stage.done_on


def _check_stage(stage: InterventionStage) -> Iterator[Problem]:
    yield from below_zero(stage, "participants")
    yield from not_before(stage.place, "started_on", stage, "done_on", at="done_on")


def _check_stage_once(stage: InterventionStage, facts: _StageFacts) -> Iterator[Problem]:
    yield from once_together(stage, facts.held, *_DAY)


def _maintain_criterion(criterion: InterventionCriterion) -> None:
    criterion.kind = criterion.place.kind


def _check_criterion(criterion: InterventionCriterion) -> Iterator[Problem]:
    if criterion.met_on is not None:
        yield from not_before(criterion.place, "started_on", criterion, "met_on", at="met_on")


def _held_criteria(criteria: Sequence[InterventionCriterion]) -> Held:
    return held(criteria, "place", "criterion")


def _check_criterion_once(criterion: InterventionCriterion, facts: Held) -> Iterator[Problem]:
    yield from once_together(criterion, facts, "place", "criterion")


def _after_places(places: Sequence[InterventionPlace]) -> Iterator[Affected]:
    """Their stages and criteria, which have their kind and first day."""
    causes = {one.pk: one for one in places}
    for part in in_parts(stored_keys(places)):
        for stage in InterventionStage.objects.filter(place__in=part).select_related("unit", "place"):
            yield Affected(INTERVENTION_STAGE, stage, causes[stage.place_id], "kind")
        for criterion in InterventionCriterion.objects.filter(place__in=part).select_related("unit", "place"):
            yield Affected(INTERVENTION_CRITERION, criterion, causes[criterion.place_id], "kind")


def _after_stages(stages: Sequence[InterventionStage]) -> Iterator[Affected]:
    """The same stages done there later: with these they are, or are no more, repeats."""
    for one, cause in later_beside(stages, *_DAY):
        yield Affected(INTERVENTION_STAGE, one, cause, "done_on")


def _after_criteria(criteria: Sequence[InterventionCriterion]) -> Iterator[Affected]:
    causes = {one.place_id: one for one in criteria}
    for part in in_parts(sorted(causes)):
        for place in InterventionPlace.objects.filter(pk__in=part).select_related("unit"):
            yield Affected(INTERVENTION_PLACE, place, causes[place.pk], "place")


INTERVENTION_PLACE = Kind(
    "intervention_place",
    InterventionPlace,
    check=_check_place,
    ask=_ask,
    maintain_among=_maintain_place,
    check_among=_check_against_stages,
    after=_after_places,
)
INTERVENTION_STAGE = Kind(
    "intervention_stage",
    InterventionStage,
    maintain=_maintain_stage,
    check=_check_stage,
    ask=_ask_stages,
    maintain_among=_maintain_repeat,
    check_among=_check_stage_once,
    after=_after_stages,
)
INTERVENTION_CRITERION = Kind(
    "intervention_criterion",
    InterventionCriterion,
    maintain=_maintain_criterion,
    check=_check_criterion,
    ask=_held_criteria,
    check_among=_check_criterion_once,
    after=_after_criteria,
)
