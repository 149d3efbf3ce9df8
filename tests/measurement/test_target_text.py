"""How a target reads, form by form."""

from __future__ import annotations

import pytest

from akuntabel.measurement.target_text import number_text, target_text
from akuntabel.planning.models import Target

NO_BREAK = "\N{NO-BREAK SPACE}"


def target(**fields):
    return Target(year=2024, unit=fields.pop("unit", "%"), **fields)


@pytest.mark.parametrize(
    ("fields", "whole", "plain"),
    [
        ({"form": "number", "value": 885, "scale": 1}, "88,5 %", "88.5"),
        ({"form": "number", "value": 25000, "unit": "kunjungan"}, "25.000 kunjungan", "25000"),
        ({"form": "number", "value": 248, "scale": 2, "unit": "indeks"}, "2,48", "2.48"),
        ({"form": "number", "value": 0, "unit": "perkara"}, "0 perkara", "0"),
        ({"form": "range", "value": 7, "upper_value": 8, "unit": "hari kerja"}, "7–8 hari kerja", "7–8"),
        ({"form": "worded", "words": "Efisien", "value": 90}, "Efisien (90 %)", None),
        ({"form": "worded", "words": "Tertata", "value": 3, "unit": "tingkat"}, "Tertata (3 tingkat)", None),
        ({"form": "worded", "words": "Baik", "value": 3, "unit": "indeks"}, "Baik (3)", None),
        ({"form": "worded", "words": "Efisien"}, "Efisien", None),
        ({"form": "unavailable"}, "tidak tersedia", None),
        ({"form": "not_applicable"}, "tidak berlaku", None),
    ],
)
def test_each_form_with_its_own_unit(fields, whole, plain):
    """The unit is the target's own, in brackets too; words and absences have none behind them."""
    found = target_text(target(**fields))
    assert (found.whole.replace(NO_BREAK, " "), found.plain) == (whole, plain)


def test_a_column_that_names_the_unit_prints_it_once():
    """Brackets are read alone: the unit stays in them, and does not follow the words again."""
    worded = target_text(target(form="worded", words="Tertata", value=3, unit="tingkat"))
    assert worded.shown == worded.whole
    assert target_text(target(form="number", value=90)).shown == "90"


def test_what_is_missing_is_said_as_asked():
    assert target_text(None).shown == "tidak tersedia"
    assert target_text(None, missing="–").shown == "–"
    assert target_text(target(form="not_applicable"), missing="–").shown == "tidak berlaku"


def test_digits_stay_as_they_were_entered():
    from decimal import Decimal

    assert number_text(Decimal("90.00")).shown == "90,00"
    assert number_text(Decimal(6), Decimal("7.5"), "%").whole == f"6–7,5{NO_BREAK}%"
