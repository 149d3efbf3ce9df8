"""The printed leaves of an explanation give the printed result, computed here a second time."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.explain import explain_json, explain_text
from akuntabel.measurement.queries import scorecard

CASES = [("kupang", "2023-Q2"), ("dinas", "2024-Q1"), ("dinas", "2024-Q2")]


def evaluate(node):
    """An interpreter of its own: it reads only leaves' texts, weights and places."""
    operation = node["operation"]
    if operation == "input":
        return None if node["value"] is None else Fraction(Decimal(node["value"]))
    inputs = [evaluate(inner) for inner in node["inputs"]]
    weights = [Fraction(w) for w in node["weights"] or ()]
    if operation == "weighted_mean":
        pairs = [(w, x) for w, x in zip(weights, inputs, strict=True) if x is not None]
        return sum(w * x for w, x in pairs) / sum(w for w, _ in pairs)
    if any(x is None for x in inputs):
        return None
    a, b = (*inputs, None)[0], (*inputs, None, None)[1]
    if operation == "percentage":
        return a * 100 / b
    if operation == "lower_is_better":
        return max(Fraction(0), (2 - a / b) * 100)
    if operation == "weighted_share":
        return sum(w * x for w, x in zip(weights, inputs[:-1], strict=True)) / inputs[-1]
    if operation == "quotient":
        return a / b
    if operation == "relative_difference":
        return (a - b) / b
    if operation == "within_range":
        return Fraction(100)
    if operation == "zero_target":
        assert b == 0
        return Fraction(100 if a == 0 else 0)
    if operation == "same":
        return a
    assert operation == "rounded", operation
    scaled = a * 10 ** node["places"]
    return Fraction(int(scaled + Fraction(1, 2)), 10 ** node["places"])


def shown(number):
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return str(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))


@pytest.mark.parametrize(("office", "period"), CASES)
def test_the_leaves_alone_give_every_result(request, db, office, period):
    card = scorecard(request.getfixturevalue(office), Period.parse(period))
    measured = 0
    for result in card.indicators:
        data = explain_json(card, result.slug)
        if result.state != "measured":
            assert data["tree"]["value"] is None
            continue
        measured += 1
        assert "Realisasi" in {node["name"] for node in data["tree"]["inputs"]}
        assert shown(evaluate(data["tree"])) == data["indicator"]["achievement"] == data["tree"]["value"]
        if result.efficiency and result.efficiency.verdict:
            assert shown(evaluate(data["efficiency"])) == data["indicator"]["efficiency_level"]
    assert measured >= 13


@pytest.mark.parametrize(("office", "period"), CASES)
def test_seven_steps_for_every_indicator(request, db, office, period):
    card = scorecard(request.getfixturevalue(office), Period.parse(period))
    for result in card.indicators:
        steps = explain_json(card, result.slug)["steps"]
        assert [step["name"] for step in steps] == [
            "Kriteria", "Capaian", "Realisasi", "Observasi", "Rekaman", "Data dukung", "Pengesahan"]  # fmt: skip
        assert all(step["text"] for step in steps)


def text_of(kupang_card, number):
    return explain_text(kupang_card, number)


def test_a_ratio_in_words(kupang_card):
    text = text_of(kupang_card, "4.4")
    assert "80 ≤ 96,48 < 100, maka Belum Memenuhi Ekspektasi" in text
    assert "57,89 ÷ 60 × 100 = 96,4833… → 96,48\N{NO-BREAK SPACE}%" in text
    assert "22 ÷ 38 × 100 = 57,8947…" in text
    assert "disahkan pada 20 Juli 2023" in text


def test_cases_in_words(kupang_card):
    assert "(25 × 1 + 50 × 2 + 75 × 0 + 100 × 0) ÷ 5 = 25" in text_of(kupang_card, "7.1")


def test_composite_in_words(kupang_card):
    assert "(60 × 50,74 + 40 × 97,05) ÷ (60 + 40) = 69,264" in text_of(kupang_card, "11.1")


def test_not_due_says_when(kupang_card):
    assert "Diukur akhir tahun: diukur Desember 2023" in text_of(kupang_card, "2.1")


def test_not_due_is_not_called_approved(kupang_card):
    """An empty entry that went along with the quarter is no approval of a figure."""
    assert kupang_card.indicator("2.1").submission is not None
    assert "belum jatuh tempo" in text_of(kupang_card, "2.1")


def test_a_published_value_says_that_its_parts_are_not(kupang_card):
    [row] = explain_json(kupang_card, "5.1")["steps"][3]["observations"][-1:]
    assert row["measure"] == "published:outreach-effectiveness"
    assert row["value"] == "93.69"


def test_suspended_component_is_said(dinas):
    text = explain_text(scorecard(dinas, Period.parse("2024-Q2")), "5.3")
    assert "ditangguhkan (" in text


def test_an_unknown_indicator_lists_the_known(kupang_card):
    with pytest.raises(KeyError, match=r"Yang ada: 1\.1, 1\.2"):
        explain_json(kupang_card, "9.9")
