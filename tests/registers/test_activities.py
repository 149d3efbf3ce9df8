"""Activities: their checks, and the figures they enter."""

from __future__ import annotations

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation

pytestmark = pytest.mark.django_db
ACTIVITY = {"number": "K-1", "kind": "Publikasi", "topic": "Siaran radio", "held_on": "2023-02-03",
            "district": "Kota Kupang", "count": "5"}  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"number": "K-0"}, "number", '"K-0" sudah dipakai'),
        ({"count": "-1"}, "count", "-1 di bawah 0"),
        ({"handed_over": "6"}, "handed_over", "6, melebihi banyaknya"),
        ({"indicator": "random-drug-complianse"}, "indicator", 'maksudnya "random-drug-compliance"'),
        ({"output_code": "BMB1"}, "output_code", "bukan kode rincian output"),
    ],
)
def test_an_activity_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("activity", **ACTIVITY | {"number": "K-0", "indicator": "random-drug-compliance", "handed_over": "5"})
    with pytest.raises(Refused) as refused:
        write("activity", **ACTIVITY | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_publications_are_counted_in_their_month(office, write):
    write("activity", **ACTIVITY)
    write("activity", **ACTIVITY | {"number": "K-2", "held_on": "2023-03-03"})
    write("activity", **ACTIVITY | {"number": "K-3", "kind": "Patroli siber"})

    rows = Observation.objects.filter(unit=office, measure="publications_made", year=2023).order_by("month")
    assert [(row.month, row.value) for row in rows] == [(2, 1), (3, 1)]
