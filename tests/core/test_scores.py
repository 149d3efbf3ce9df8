"""Roll-ups on the published figures, and their properties on random ones."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core import values
from akuntabel.core.achievement import Polarity, achievement
from akuntabel.core.rounding import exact, for_display
from akuntabel.core.scores import (
    ObjectiveRows,
    PerspectiveRows,
    WeightedAchievement,
    comparators,
    objective_score,
    overall_score,
    perspective_score,
)
from akuntabel.core.values import Operation, State, absent, compute, roll_up

PUBLISHED = {
    "SK.1": [("393/401", 92), ("181/189", "88.5"), ("191/192", 89), ("54/58", 76), ("38/40", 90)],
    "SK.4": [("98.89", 100), ("51.18", 65), ("314/316", 100), ("22/38", 60), ("227/337", 74), ("86.67", 50)],
    "SK.5": [("93.69", "95.8"), (55, 35), (45, 35), ("59.17", 35)],
    "SK.6": [("43.77", 48), ("70.3", 48)],
    "SK.7": [(25, 50)],
    "SK.10": [("2.48", "2.5")],
    "SK.11": [("69.264", 75)],
}
TREE = {"Pemangku": ["SK.1"], "Proses": ["SK.4", "SK.5", "SK.6", "SK.7"], "Pembelajaran": ["SK.10", "SK.11"]}


def realised(text):
    if isinstance(text, str) and "/" in text:
        part, whole = text.split("/")
        raw = compute("r", Operation.PERCENTAGE, (values.given("n", int(part)), values.given("d", int(whole))))
    else:
        raw = values.given("r", Decimal(text))
    return compute("Realisasi", Operation.ROUNDED, (raw,), places=2)


def achieved(text, target):
    return achievement(realised(text), values.given("t", Decimal(target)), Polarity.HIGHER)


def score(name):
    return objective_score(name, [WeightedAchievement(achieved(r, t), Fraction(2)) for r, t in PUBLISHED[name]])


def total():
    return overall_score([perspective_score(p, [score(name) for name in names]) for p, names in TREE.items()])


def shown(value):
    return str(for_display(value.number))


@pytest.mark.parametrize(
    ("objective", "printed"),
    [("SK.1", "110.91"), ("SK.4", "106.31"), ("SK.5", "138.14"), ("SK.6", "118.82"), ("SK.7", "50.00"),
     ("SK.10", "99.20"), ("SK.11", "92.35")],
)  # fmt: skip
def test_published_objective_scores(objective, printed):
    assert shown(score(objective)) == printed


def test_published_total_needs_unrounded_members():
    """103.34; averaging the printed scores would give 103.33."""
    assert shown(total()) == "103.34"
    printed = [perspective_score(p, [values.given(n, for_display(score(n).number)) for n in names]) for p, names in
               TREE.items()]  # fmt: skip
    assert shown(overall_score(printed)) == "103.33"


def test_learning_and_growth_is_95_77_not_95_78():
    perspective = perspective_score("Pembelajaran", [score("SK.10"), score("SK.11")])
    assert shown(perspective) == "95.77"
    assert for_display((Decimal("99.20") + Decimal("92.35")) / 2) == Decimal("95.78")


def test_realisation_is_rounded_before_the_target_divides_it():
    """393 of 401 against 92 prints 106.52; the unrounded realisation would print 106.53."""
    assert shown(achieved("393/401", 92)) == "106.52"
    assert for_display(Fraction(393, 401) * 100 / 92 * 100) == Decimal("106.53")


def test_comparators_show_what_the_total_hides():
    tree = [
        PerspectiveRows(p, p, tuple(
            ObjectiveRows(n, n, tuple(WeightedAchievement(achieved(r, t), Fraction(1)) for r, t in PUBLISHED[n]))
            for n in names))
        for p, names in TREE.items()
    ]  # fmt: skip
    found = comparators(tree, Fraction(120))
    assert [shown(v) for v in (found.total_capped, found.mean_of_objectives, found.mean_of_indicators)] == [
        "99.35", "102.25", "111.21"]  # fmt: skip


member = st.tuples(
    st.fractions(min_value=0, max_value=200, max_denominator=1000),
    st.fractions(min_value=Fraction(1, 10), max_value=10, max_denominator=100),
)


@given(st.lists(member, min_size=1, max_size=8), st.randoms())
def test_the_order_of_members_does_not_matter(members, random):
    shuffled = list(members)
    random.shuffle(shuffled)
    assert _score(members).number == _score(shuffled).number


@given(st.lists(member, min_size=1, max_size=8), st.fractions(min_value=Fraction(1, 50), max_value=50))
def test_weights_are_scale_free(members, factor):
    assert _score(members).number == _score([(a, w * factor) for a, w in members]).number


@given(st.lists(member, min_size=1, max_size=6), st.lists(st.sampled_from(list(State)[1:]), max_size=4))
def test_a_member_without_a_number_never_counts(members, states):
    rows = [WeightedAchievement(values.given("m", a), w) for a, w in members]
    empty = [WeightedAchievement(absent("kosong", state), Fraction(3)) for state in states]
    assert objective_score("o", rows + empty).number == objective_score("o", rows).number


@given(st.lists(member, min_size=1, max_size=6))
def test_the_score_lies_between_its_members(members):
    numbers = [a for a, _ in members]
    assert min(numbers) <= _score(members).number <= max(numbers)


def _score(members):
    return objective_score("o", [WeightedAchievement(values.given("m", a), w) for a, w in members])


def test_a_missing_member_makes_the_score_incomplete_up_to_the_total():
    score = roll_up("o", [values.given("a", 90), absent("b", State.MISSING)])
    above = overall_score([perspective_score("p", [score])])
    assert above.number == 90
    assert above.waiting_for == ("b",)
    assert not above.is_complete


def test_a_member_not_due_does_not():
    assert roll_up("o", [values.given("a", 90), absent("b", State.NOT_DUE)]).is_complete


@pytest.mark.parametrize(
    ("states", "state"),
    [
        ([State.NOT_DUE, State.NOT_DUE], State.NOT_DUE),
        ([State.NOT_DUE, State.MISSING], State.MISSING),
        ([State.NOT_APPLICABLE], State.NOT_APPLICABLE),
        ([State.NOT_DUE, State.NOT_COMPUTABLE], State.NOT_COMPUTABLE),
        ([], State.NOT_APPLICABLE),
    ],
)
def test_without_a_measured_member_there_is_no_score(states, state):
    score = roll_up("o", [absent("m", s) for s in states])
    assert score.value is None
    assert score.state is state


def test_a_weight_of_zero_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        roll_up("o", [values.given("a", 1)], [Fraction(0)])


def test_nothing_is_rounded_on_the_way():
    score = roll_up("o", [values.given("a", exact(Decimal("99.2"))), values.given("b", Fraction(277, 3))])
    assert score.number == (Fraction(992, 10) + Fraction(277, 3)) / 2
