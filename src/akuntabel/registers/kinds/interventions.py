"""Schools, villages and markets: the day on which all criteria are met, what stages have of their place; checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.checks import below_zero, named, not_before, once, once_together
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.allowed import allowed_for
from akuntabel.registers.models import InterventionCriterion, InterventionPlace, InterventionStage


def _maintain_place(place: InterventionPlace) -> None:
    """The day of the last of all criteria of its kind; None until each of them is met."""
    place.outcome_on = None
    if place.pk is None:
        return
    met = {key: day for key, day in place.criteria.values_list("criterion", "met_on") if day is not None}
    required = allowed_for(place.unit, "intervention_criterion", "criterion", place.kind)
    if required and all(key in met for key in required):
        place.outcome_on = max(met[key] for key in required)


def _check_place(place: InterventionPlace) -> Iterator[Problem]:
    yield from once(place, "number")
    yield from below_zero(place, "pupils")
    if place.pupils is not None and place.kind != "school":
        yield Problem(("pupils",), f"{named(place, 'pupils')}: hanya untuk sekolah. Kosongkan.")
    if not place.started_on.year <= place.target_year <= 2100:
        yield Problem(("target_year",), f"{named(place, 'target_year')}: {place.target_year}. Isi tahun intervensi, "
                      f"{place.started_on.year}, atau sesudahnya.")  # fmt: skip
    if place.pk is not None:
        yield from _check_against_stages(place)


def _check_against_stages(place: InterventionPlace) -> Iterator[Problem]:
    """A corrected place still has room for the stages and criteria that were recorded."""
    stages = allowed_for(place.unit, "intervention_stage", "stage", place.kind)
    criteria = allowed_for(place.unit, "intervention_criterion", "criterion", place.kind)
    if place.stages.exclude(stage__in=stages).exists() or place.criteria.exclude(criterion__in=criteria).exists():
        yield Problem(("kind",), f"{named(place, 'kind')}: lokasi ini sudah mempunyai tahapan atau kriteria yang tidak ada "
                      "pada jenis itu. Perbaiki dahulu.")  # fmt: skip
    first = place.stages.order_by("done_on").first()
    if first is not None:
        yield from not_before(place, "started_on", first, "done_on", at="started_on")


def _maintain_stage(stage: InterventionStage) -> None:
    """Kind and first day as the place has them now; a repeat is the same stage done there before."""
    stage.kind, stage.started_on = stage.place.kind, stage.place.started_on
    same = InterventionStage.objects.filter(place=stage.place, stage=stage.stage).exclude(pk=stage.pk)
    stage.is_repeat = same.filter(done_on__lt=stage.done_on).exists()


def _check_stage(stage: InterventionStage) -> Iterator[Problem]:
    yield from once_together(stage, "place", "stage", "done_on")
    yield from below_zero(stage, "participants")
    yield from not_before(stage.place, "started_on", stage, "done_on", at="done_on")


def _maintain_criterion(criterion: InterventionCriterion) -> None:
    criterion.kind = criterion.place.kind


def _check_criterion(criterion: InterventionCriterion) -> Iterator[Problem]:
    yield from once_together(criterion, "place", "criterion")
    if criterion.met_on is not None:
        yield from not_before(criterion.place, "started_on", criterion, "met_on", at="met_on")


def _after_place(place: InterventionPlace) -> Iterable[Affected]:
    """Its stages and criteria, which have its kind and first day."""
    for stage in place.stages.select_related("unit", "place"):
        yield Affected(INTERVENTION_STAGE, stage, "kind")
    for criterion in place.criteria.select_related("unit", "place"):
        yield Affected(INTERVENTION_CRITERION, criterion, "kind")


def _after_stage(stage: InterventionStage) -> Iterable[Affected]:
    """The same stage done there later: with this one it is, or is no more, a repeat."""
    later = InterventionStage.objects.filter(place_id=stage.place_id, stage=stage.stage, done_on__gt=stage.done_on)
    return [Affected(INTERVENTION_STAGE, one, "done_on") for one in later.select_related("unit", "place")]


def _after_criterion(criterion: InterventionCriterion) -> Iterable[Affected]:
    place = InterventionPlace.objects.select_related("unit").get(pk=criterion.place_id)
    return [Affected(INTERVENTION_PLACE, place, "place")]


INTERVENTION_PLACE = Kind(
    "intervention_place", InterventionPlace, maintain=_maintain_place, check=_check_place, after=_after_place
)
INTERVENTION_STAGE = Kind(
    "intervention_stage", InterventionStage, maintain=_maintain_stage, check=_check_stage, after=_after_stage
)
INTERVENTION_CRITERION = Kind(
    "intervention_criterion",
    InterventionCriterion,
    maintain=_maintain_criterion,
    check=_check_criterion,
    after=_after_criterion,
)
