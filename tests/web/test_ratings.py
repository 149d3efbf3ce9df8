"""Labels of ratings: every class of every rule set can be told from the others without colour."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from akuntabel.catalogue.lookup import catalogue, rating_scale
from akuntabel.web import ratings

SHAPES = Path(ratings.__file__).parent / "static/akuntabel/shapes.svg"
EXAMPLE = Path(__file__).parents[2] / "examples/dinas-contoh-2024/catalogue"
RULE_SETS = [
    rule_set for scheme in catalogue((EXAMPLE,)).schemes.values() for rule_set in scheme.rule_sets.values()
]


@pytest.mark.parametrize("rule_set", RULE_SETS, ids=lambda rule_set: rule_set.id)
def test_each_label_has_a_shape_of_its_own_that_is_drawn(rule_set):
    drawn = set(re.findall(r'<symbol id="([^"]+)"', SHAPES.read_text(encoding="utf-8")))
    shapes = [label.shape for label in ratings.all_labels(rating_scale(rule_set), rule_set)]

    assert len(shapes) == len(set(shapes))
    assert set(shapes) <= drawn


def test_short_words_are_the_rule_sets_own():
    rule_set = next(one for one in RULE_SETS if one.id == "contoh-2024")
    words = {label.name: label.short_name for label in ratings.all_labels(rating_scale(rule_set), rule_set)}

    assert words["Jauh Tertinggal"] == "Jauh Tertinggal"
    assert words["Hampir Tercapai"] == "Hampir Tercapai"
