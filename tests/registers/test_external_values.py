"""Values given by other offices: their checks, and which are late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.registers.models import ExternalValue
from akuntabel.registers.states import Condition, condition_of, in_condition

pytestmark = pytest.mark.django_db
AWAITED = {"number": "N-1", "measure": "accountability_score", "title": "Nilai AKIP", "issuer": "Inspektorat Utama",
           "year": "2023", "month": "12", "expected_on": "2023-11-30"}  # fmt: skip
CAME = AWAITED | {"received_on": "2023-12-05", "document_note": "Laporan evaluasi", "digits": "8150", "scale": "2"}


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (CAME | {"number": "N-0", "month": "11"}, "number", '"N-0" sudah dipakai'),
        (CAME | {"measure": "accountability_skore"}, "measure", 'maksudnya "accountability_score"'),
        (CAME | {"measure": "random_drug_samples_tested"}, "measure", "bukan ukuran dari unit lain"),
        (CAME | {"year": "23"}, "year", "23 bukan tahun"),
        (CAME | {"month": "13"}, "month", "13 bukan bulan"),
        (CAME, "month", "sudah dicatat (N-0)"),
        (CAME | {"month": "11", "document_on": "2023-12-06"}, "received_on", "sebelum tanggal dokumen"),
        (CAME | {"month": "11", "scale": "7"}, "scale", "7 tidak dapat disimpan"),
        (CAME | {"month": "11", "scale": ""}, "scale", "belum diisi"),
        (CAME | {"month": "11", "received_on": ""}, "received_on", "belum diisi"),
        (CAME | {"month": "11", "document_note": ""}, "document_note", "belum diisi"),
    ],
)
def test_a_value_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("external_value", **AWAITED | {"number": "N-0"})
    with pytest.raises(Refused) as refused:
        write("external_value", **typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_a_value_keeps_its_decimals_and_enters_no_figure_yet(write, office):
    before = Observation.objects.count()
    assert write("external_value", **CAME).value == Decimal("81.50")
    assert write("external_value", **AWAITED | {"number": "N-2", "month": "6"}).value is None
    assert Observation.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "day", "state"),
    [
        (AWAITED, "2023-11-30", Condition.NOT_YET),
        (AWAITED, "2023-12-01", Condition.LATE),
        (AWAITED | {"expected_on": ""}, "2030-01-01", Condition.NOT_YET),
        (CAME, "2023-12-04", Condition.LATE),
        (CAME, "2023-12-05", Condition.DONE),
    ],
)
def test_the_state_on_a_day_and_the_list_of_that_state_agree(write, typed, day, state):
    record, day = write("external_value", **typed), date.fromisoformat(day)

    assert condition_of("external_value", record, day) is state
    rows = ExternalValue.objects
    listed = {one for one in Condition if rows.filter(in_condition("external_value", one, day)).exists()}
    assert listed == {state}
