"""What a rating chip says: tone (tint), shape, official word and short word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from akuntabel.catalogue.schema import RuleSet
from akuntabel.core.ratings import Band, RatingScale
from akuntabel.core.values import State

ABSENCE_WORDS: dict[State, str | Promise] = {
    State.MISSING: _("Kosong"),
    State.NOT_COMPUTABLE: _("Tidak dapat dihitung"),
    State.NOT_APPLICABLE: _("Tidak berlaku"),
}

SHAPES_OF_A_TONE = 3
"""How many shapes `shapes.svg` draws for one tone: `below`, `below-2`, `below-3`."""


@dataclass(frozen=True)
class RatingLabel:
    """A rating, or the state of a value that has none. `key` is its word in addresses.

    `tone` is the tint. `shape` is the class's own: a rule set may give two classes one tone, and colour
    alone would not tell them apart.
    """

    tone: str
    shape: str
    name: str
    short_name: str
    key: str


def rating_label(rating: Band | None, state: State, rule_set: RuleSet) -> RatingLabel:
    """The label of a rated value, or of what is known about one without a number."""
    if rating is not None:
        return band_label(rating, rule_set)
    return absence_label(state, rule_set)


def band_label(band: Band, rule_set: RuleSet) -> RatingLabel:
    """The label of a class: the rule set's own words and tint, and a shape no other class of it has."""
    return RatingLabel(
        band.tone, _shape(band, rule_set), band.name, band.short_name, band.code.lower().replace("_", "-")
    )


def _shape(band: Band, rule_set: RuleSet) -> str:
    """The tone's first shape for its highest class, the next one for the class below it."""
    same = [other for other in rule_set.bands if other.tone == band.tone]
    same.sort(key=lambda other: (other.lower is not None, other.lower or 0), reverse=True)
    place = [other.code for other in same].index(band.code) + 1
    return band.tone if place == 1 else f"{band.tone}-{min(place, SHAPES_OF_A_TONE)}"


def absence_label(state: State, rule_set: RuleSet) -> RatingLabel:
    """The label of a value without a number; what is not due yet is called as the rule set calls it."""
    word = rule_set.not_measured_name if state is State.NOT_DUE else str(ABSENCE_WORDS.get(state, "–"))
    key = state.value.replace("_", "-")
    return RatingLabel(key, key, word, word, key)


_TONE_ORDER = ("meets", "below", "fails", "inconclusive")


def all_labels(scale: RatingScale, rule_set: RuleSet) -> list[RatingLabel]:
    """Every label in reading order: bands from met to not met, inconclusive, then values without a number."""
    bands = sorted(scale.bands, key=lambda band: (_TONE_ORDER.index(band.tone), -(band.lower or 0)))
    states = (State.NOT_DUE, State.MISSING, State.NOT_COMPUTABLE, State.NOT_APPLICABLE)
    return [band_label(band, rule_set) for band in bands] + [absence_label(state, rule_set) for state in states]
