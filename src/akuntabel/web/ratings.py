"""What a rating chip says: shape and tint (tone), official word and short word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from akuntabel.catalogue.schema import RuleSet
from akuntabel.core.ratings import Band, RatingScale
from akuntabel.core.values import State

ABSENCE_WORDS = {
    State.MISSING: "Kosong",
    State.NOT_COMPUTABLE: "Tidak dapat dihitung",
    State.NOT_APPLICABLE: "Tidak berlaku",
}


@dataclass(frozen=True)
class RatingLabel:
    """A rating, or the state of a value that has none. `key` is its word in addresses."""

    tone: str
    name: str
    short_name: str
    key: str


def rating_label(rating: Band | None, state: State, rule_set: RuleSet) -> RatingLabel:
    """The label of a rated value, or of what is known about one without a number."""
    if rating is not None:
        return band_label(rating)
    return absence_label(state, rule_set)


def band_label(band: Band) -> RatingLabel:
    return RatingLabel(band.tone, band.name, band.short_name, band.code.lower().replace("_", "-"))


def absence_label(state: State, rule_set: RuleSet) -> RatingLabel:
    word = rule_set.not_measured_name if state is State.NOT_DUE else ABSENCE_WORDS.get(state, "–")
    return RatingLabel(state.value.replace("_", "-"), word, word, state.value.replace("_", "-"))


_TONE_ORDER = ("meets", "below", "fails", "inconclusive")


def all_labels(scale: RatingScale, rule_set: RuleSet) -> list[RatingLabel]:
    """Every label in reading order: bands from met to not met, inconclusive, then values without a number."""
    bands: Iterable[Band] = sorted(scale.bands, key=lambda band: _TONE_ORDER.index(band.tone))
    states = (State.NOT_DUE, State.MISSING, State.NOT_COMPUTABLE, State.NOT_APPLICABLE)
    return [band_label(band) for band in bands] + [absence_label(state, rule_set) for state in states]
