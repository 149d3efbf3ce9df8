"""The JSON contract as types, for OpenAPI. Computed numbers are text with two decimals; null is no number."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema

ErrorCode = Literal[
    "request_invalid",
    "period_invalid",
    "not_signed_in",
    "role_insufficient",
    "unit_unknown",
    "plan_missing",
    "rules_missing",
    "indicator_unknown",
    "address_unknown",
    "method_not_allowed",
    "server_error",
    "definitions_broken",
]


class ErrorOut(Schema):
    """What went wrong: `code` for programs, `message` (what happened and what to do) for people."""

    code: ErrorCode
    message: str


class RangeOut(Schema):
    """A target from `lower` to `upper`."""

    lower: str
    upper: str


class IndicatorOut(Schema):
    code: str
    slug: str
    name: str
    state: str
    reason: str | None
    series: str
    unit: str
    weight: str
    target: str | RangeOut | None
    annual_target: str | RangeOut | None
    annual_unit: str
    numerator: str | None
    denominator: str | None
    realisation: str | None
    achievement: str | None
    rating: str | None
    as_of: str | None
    input_ceiling: str | None
    input_realised: str | None
    input_achievement: str | None
    efficiency_index: str | None
    efficiency_level: str | None
    efficiency: str | None


class ObjectiveOut(Schema):
    code: str
    slug: str
    name: str
    score: str | None
    rating: str | None
    state: str
    complete: bool
    indicators: list[IndicatorOut]


class PerspectiveOut(Schema):
    slug: str
    name: str
    score: str | None
    rating: str | None
    state: str
    complete: bool
    objectives: list[ObjectiveOut]


class TotalOut(Schema):
    score: str | None
    rating: str | None
    missing: list[str]


class ComparatorsOut(Schema):
    total_capped: str | None
    mean_of_objectives: str | None
    mean_of_indicators: str | None


class ScorecardOut(Schema):
    unit: str
    period: str
    official: bool
    complete: bool
    status: str
    rule_set: str
    total: TotalOut
    comparators: ComparatorsOut
    perspectives: list[PerspectiveOut]


class ExplainOut(Schema):
    """Seven steps and the working as a tree; `tree`'s leaves alone give the printed result."""

    unit: str
    period: str
    indicator: IndicatorOut
    steps: list[dict[str, Any]]
    tree: dict[str, Any]
    statistics: dict[str, Any] | None
    efficiency: dict[str, Any] | None
