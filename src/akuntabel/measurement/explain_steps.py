"""The seven steps of an explanation as types: JSON, plain text and page print the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.measurement.models import Observation


@dataclass(frozen=True)
class Step:
    """One step of an explanation: its number, its official name, and what it says in Indonesian."""

    number: int
    name: str
    text: str


@dataclass(frozen=True)
class RatingStep(Step):
    """Which band the achievement falls in, and what decrees the bands; `code` only with a rating."""

    code: str | None
    rule_set: str
    regulation: str
    confidence: str
    checked_by: str | None


@dataclass(frozen=True)
class AchievementStep(Step):
    """Realisation against target; `value` as displayed, for machines."""

    value: str | None


@dataclass(frozen=True)
class WeightsRule:
    """What prescribes the weights of a composite value, and how sure we are of it."""

    name: str
    weights: Mapping[str, Decimal]
    references: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class RealisationStep(Step):
    """The formula with its numbers, and the definition it comes from."""

    value: str | None
    formula: str
    valid_from: date
    confidence: str
    note: str | None
    references: tuple[str, ...]
    weights_rule: WeightsRule | None
    beyond_plan: str | None = None
    """That more was done than planned, and by how much."""


@dataclass(frozen=True)
class Observed:
    """One measure (and group) of one month, as entered."""

    measure: str
    name: str
    group: str | None
    group_name: str | None
    month: str
    value: Decimal | None
    state: str
    reason: str | None
    source: str
    document: str | None
    definition_hash: str

    @property
    def text(self) -> str:
        """The line of the plain text: month, measure, value or why there is none, source."""
        group = f": {self.group_name}" if self.group else ""
        return f"{self.month}  {self.name}{group}: {self._shown}  [{self.source}]"

    @property
    def _shown(self) -> str:
        if self.value is None:
            return f"{Observation.State(self.state).label} ({self.reason})"
        return indonesian_as_entered(self.value)


@dataclass(frozen=True)
class ObservationStep(Step):
    observations: tuple[Observed, ...]


@dataclass(frozen=True)
class EvidenceStep(Step):
    documents: tuple[str, ...]


@dataclass(frozen=True)
class ApprovalStep(Step):
    """How far the figure is on its way to be official; `since` only where something was sent."""

    state: str | None
    since: date | None = None


@dataclass(frozen=True)
class Steps:
    """The seven steps, from verdict to approval."""

    rating: RatingStep
    achievement: AchievementStep
    realisation: RealisationStep
    observation: ObservationStep
    record: Step
    evidence: EvidenceStep
    approval: ApprovalStep

    @property
    def in_order(self) -> tuple[Step, ...]:
        return tuple(getattr(self, field.name) for field in fields(self))


_LEFT_OUT_WHEN_ABSENT = frozenset({"code", "value", "weights_rule", "since", "beyond_plan"})


def step_json(step: Step) -> dict[str, Any]:
    """A step's fields as JSON values, in their order; some are left out where they are absent."""
    members = {field.name: getattr(step, field.name) for field in fields(step)}
    return {"step": members.pop("number")} | {
        name: _json(member)
        for name, member in members.items()
        if member is not None or name not in _LEFT_OUT_WHEN_ABSENT
    }


def _json(member: object) -> Any:
    match member:
        case Observed() | WeightsRule():
            return {field.name: _json(getattr(member, field.name)) for field in fields(member)}
        case tuple():
            return [_json(inner) for inner in member]
        case Mapping():
            return {key: _json(inner) for key, inner in member.items()}
        case Decimal():
            return f"{member:f}"
        case date():
            return str(member)
        case _:
            return member
