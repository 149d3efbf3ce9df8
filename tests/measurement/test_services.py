from __future__ import annotations

from decimal import Decimal

import pytest

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.checks import check_figures
from akuntabel.measurement.models import Observation, PublishedValue, Recommendation
from akuntabel.measurement.schema import Figures
from akuntabel.measurement.schema import Observation as Row
from akuntabel.measurement.services import record_figures


def figures(*rows):
    return Figures(year=2023, observations=tuple(Row(month=7, source="uji", **row) for row in rows))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"measure": "tidak_ada", "value": Decimal(1)}, "ukuran ini tidak ada dalam katalog"),
        ({"realisation_of": "tidak-ada", "value": Decimal(1)}, "indikator ini tidak ada dalam katalog"),
        ({"measure": "random_drug_samples_tested", "value": Decimal(-3)}, "−3 di bawah 0"),
        (
            {"measure": "random_drug_samples_tested", "group": "x", "value": Decimal(3)},
            'kelompok "x" tidak dikenal',
        ),
    ],
)
def test_what_cannot_be_recorded_is_named(row, sentence):
    [problem] = check_figures(figures(row), catalogue().scheme("bpom"))
    assert sentence in problem.message


def test_a_cell_given_twice_is_refused_and_nothing_written(kupang):
    row = {"measure": "random_drug_samples_tested", "value": Decimal(3)}
    before = Observation.objects.count()
    with pytest.raises(Refused, match="tercantum dua kali"):
        record_figures(kupang, figures(row, row), catalogue().scheme("bpom"), by=Actor("t", "t"))
    assert Observation.objects.count() == before


@pytest.mark.parametrize(
    "row",
    [
        {"measure": "a", "realisation_of": "b", "value": Decimal(1)},
        {"measure": "a"},
        {"measure": "a", "state": "missing"},
        {"measure": "a", "state": "missing", "reason": "r", "value": Decimal(1)},
    ],
)
def test_a_row_must_be_one_thing(row):
    with pytest.raises(ValueError, match=r"salah satu: measure|memerlukan value|memerlukan reason"):
        Row(month=1, source="s", **row)


def test_follow_ups_and_history_of_the_reference_office(kupang):
    statuses = list(Recommendation.objects.filter(unit=kupang).values_list("status", flat=True))
    assert (len(statuses), statuses.count("done"), statuses.count("open")) == (39, 33, 2)
    akip = PublishedValue.objects.filter(unit=kupang, slug="accountability-score")
    assert [(v.year, str(v.number)) for v in akip] == [(2020, "77.00"), (2021, "78.28"), (2022, "78.82")]
