"""Volumes of outputs beside what the indicators' measures count: differences stay, with their reason."""

from __future__ import annotations

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.budget_reading import read_budget
from akuntabel.measurement.output_basis import output_comparisons

pytestmark = pytest.mark.django_db
PERIOD = Period.parse("2023-Q2")


def test_tested_samples_differ_from_the_output_and_say_why(kupang):
    found = {one.line.code: one for one in output_comparisons(kupang, PERIOD, read_budget(kupang, PERIOD))}

    drug = found["QIA.005"]
    assert (drug.line.volume, drug.counted, drug.difference_shown) == (540, 593, "−53")
    assert [one.number for one in drug.measures] == [401, 192]
    assert "tidak menjelaskan selisihnya" in drug.basis
    assert {code: one.difference_shown for code, one in found.items()} == {
        "BAH.001": "−56", "BMB.001": "0", "QDC.001": "0",
            "QIA.001": "0", "QIA.005": "−53", "QIA.008": "0", "QIC.001": "0", "QIC.004": "0",
    }  # fmt: skip


def test_a_missing_side_is_no_zero(kupang):
    from akuntabel.measurement.models import Observation

    Observation.objects.filter(measure="production_establishments_inspected").delete()
    found = {one.line.code: one for one in output_comparisons(kupang, PERIOD, read_budget(kupang, PERIOD))}

    assert (found["QIC.001"].counted, found["QIC.001"].difference_shown) == (None, "")


def test_one_query_and_none_for_a_scheme_without_bases(kupang, dinas, django_assert_num_queries):
    reading = read_budget(kupang, PERIOD)
    with django_assert_num_queries(1):
        output_comparisons(kupang, PERIOD, reading)
    period = Period.parse("2024-Q2")
    reading = read_budget(dinas, period)
    with django_assert_num_queries(0):
        assert output_comparisons(dinas, period, reading) == []
