"""A value that knows its state and where it came from: "why this number?" is a walk through the object.

Every computed figure is a `Value` whose `inputs` are `Value`s down to the entered leaves, so the
explanation on a page, in JSON and in a document is the computation itself, not a second telling of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from akuntabel.core import arithmetic
from akuntabel.core.rounding import Number, exact, round_half_up


class State(StrEnum):
    """What is known about a value. Only MEASURED has a number, and 0 is one."""

    MEASURED = "measured"
    NOT_DUE = "not_due"
    MISSING = "missing"
    NOT_COMPUTABLE = "not_computable"
    NOT_APPLICABLE = "not_applicable"


class Operation(StrEnum):
    """How a value was made from its inputs. INPUT is a leaf."""

    INPUT = "input"
    PERCENTAGE = "percentage"
    LOWER_IS_BETTER = "lower_is_better"
    WITHIN_RANGE = "within_range"
    ZERO_TARGET = "zero_target"
    WEIGHTED_MEAN = "weighted_mean"
    WEIGHTED_SHARE = "weighted_share"
    QUOTIENT = "quotient"
    RELATIVE_DIFFERENCE = "relative_difference"
    ROUNDED = "rounded"
    CAPPED = "capped"
    SAME = "same"


@dataclass(frozen=True)
class Value:
    """A number or the reason why there is none.

    `value` is exact and None unless the state is MEASURED. `weights` and `places` belong to the
    operation. `rule` cites what prescribes it, `source` where a leaf was read. `waiting_for` names
    members that are due and missing: a roll-up over the rest is not complete. `as_of` is the month
    ("Juni 2023") of a leaf that is older than the period it is used for.
    """

    name: str
    value: Fraction | None
    state: State = State.MEASURED
    operation: Operation = Operation.INPUT
    inputs: tuple[Value, ...] = ()
    weights: tuple[Fraction, ...] = ()
    places: int | None = None
    unit: str = ""
    key: str = ""
    rule: str = ""
    source: str = ""
    reason: str = ""
    waiting_for: tuple[str, ...] = ()
    as_of: str = ""

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state is State.MEASURED):
            raise ValueError(f"{self.name}: a number and the state {self.state} do not go together")

    @property
    def is_measured(self) -> bool:
        return self.state is State.MEASURED

    @property
    def is_complete(self) -> bool:
        """False when something due is missing below."""
        return not self.waiting_for

    @property
    def number(self) -> Fraction:
        """The exact number. Raises ValueError when there is none."""
        if self.value is None:
            raise ValueError(f"{self.name} has no number: {self.state}")
        return self.value

    def walk(self) -> Iterator[Value]:
        """This value and everything below it, top down."""
        yield self
        for value in self.inputs:
            yield from value.walk()

    def named(self, name: str, **changes: str) -> Value:
        """The same value under another name, unit or key."""
        return replace(self, name=name, **changes)  # type: ignore[arg-type]


def given(name: str, number: Number, *, unit: str = "", key: str = "", source: str = "", rule: str = "") -> Value:
    """A leaf: an entered, counted or agreed number."""
    return Value(name, exact(number), unit=unit, key=key, source=source, rule=rule)


def absent(name: str, state: State, reason: str = "", *, unit: str = "", key: str = "", source: str = "") -> Value:
    """A leaf without a number."""
    waiting = (name,) if state is State.MISSING else ()
    return Value(name, None, state, unit=unit, key=key, reason=reason, source=source, waiting_for=waiting)


_ARITHMETIC: dict[Operation, Callable[..., Fraction]] = {
    Operation.PERCENTAGE: arithmetic.percentage,
    Operation.LOWER_IS_BETTER: arithmetic.lower_is_better,
    Operation.QUOTIENT: arithmetic.quotient,
    Operation.RELATIVE_DIFFERENCE: arithmetic.relative_difference,
    Operation.WITHIN_RANGE: lambda *_: Fraction(100),
    Operation.ZERO_TARGET: lambda realisation, _: Fraction(100 if realisation == 0 else 0),
    Operation.CAPPED: min,
    Operation.SAME: lambda value: value,
}

_STATE_ORDER = (State.MISSING, State.NOT_COMPUTABLE, State.NOT_DUE, State.NOT_APPLICABLE)


def compute(
    name: str,
    operation: Operation,
    inputs: Sequence[Value],
    *,
    weights: Sequence[Fraction] = (),
    places: int | None = None,
    unit: str = "",
    key: str = "",
    rule: str = "",
) -> Value:
    """The operation over all inputs; an input without a number leaves the result without one.

    The result takes the most urgent state among its inputs (missing before not computable before not
    due before not applicable). A division by 0 is NOT_COMPUTABLE with a reason that names the divisor.
    """
    common = {"operation": operation, "inputs": tuple(inputs), "weights": tuple(weights),
              "places": places, "unit": unit, "key": key, "rule": rule}  # fmt: skip
    waiting = tuple(dict.fromkeys(name for value in inputs for name in value.waiting_for))
    for state in _STATE_ORDER:
        for value in inputs:
            if value.state is state:
                return Value(name, None, state, reason=value.reason, waiting_for=waiting, **common)  # type: ignore[arg-type]
    numbers = [value.number for value in inputs]
    try:
        result = _result(operation, numbers, tuple(weights), places)
    except ZeroDivisionError:
        zero = next((value.name for value in reversed(inputs) if value.number == 0), name)
        return Value(name, None, State.NOT_COMPUTABLE, reason=f"{zero} = 0", waiting_for=waiting, **common)  # type: ignore[arg-type]
    return Value(name, result, waiting_for=waiting, **common)  # type: ignore[arg-type]


def _result(
    operation: Operation, numbers: list[Fraction], weights: tuple[Fraction, ...], places: int | None
) -> Fraction:
    if operation is Operation.ROUNDED:
        return round_half_up(numbers[0], places or 0)
    if operation is Operation.WEIGHTED_MEAN:
        return arithmetic.weighted_mean(numbers, weights)
    if operation is Operation.WEIGHTED_SHARE:
        return arithmetic.weighted_share(numbers[:-1], weights, numbers[-1])
    return _ARITHMETIC[operation](*numbers)


def roll_up(
    name: str,
    members: Sequence[Value],
    weights: Sequence[Fraction] | None = None,
    *,
    key: str = "",
    rule: str = "",
    unit: str = "%",
) -> Value:
    """Weighted mean of the measured members; members without a number count neither above nor below.

    With no measured member the result has none either: MISSING if one is missing, else NOT_COMPUTABLE,
    NOT_DUE or NOT_APPLICABLE, whichever comes first. Members that are missing are named in
    `waiting_for`, so nobody raises a score by leaving the worst out unseen. All members stay in
    `inputs`, with their weights, for the explanation.
    """
    weights = tuple(weights) if weights is not None else (Fraction(1),) * len(members)
    if any(weight <= 0 for weight in weights):
        raise ValueError(f"{name}: a weight must be above 0")
    waiting = tuple(dict.fromkeys(entry for member in members for entry in member.waiting_for))
    common = {"operation": Operation.WEIGHTED_MEAN, "inputs": tuple(members), "weights": weights,
              "unit": unit, "key": key, "rule": rule, "waiting_for": waiting}  # fmt: skip
    measured = [(m.number, w) for m, w in zip(members, weights, strict=True) if m.is_measured]
    if measured:
        numbers, used = zip(*measured, strict=True)
        return Value(name, arithmetic.weighted_mean(numbers, used), **common)  # type: ignore[arg-type]
    state = next((s for s in _STATE_ORDER if any(m.state is s for m in members)), State.NOT_APPLICABLE)
    reason = next((m.reason for m in members if m.state is state), "")
    return Value(name, None, state, reason=reason, **common)  # type: ignore[arg-type]
