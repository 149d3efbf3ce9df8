"""A complaint is due by the standard of its kind, and one about an officer's conduct stays confidential."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.core.problems import Refused
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.upkeep import differences
from registers.conftest import BY, STANDARD

pytestmark = pytest.mark.django_db

COMPLAINT = {"number": "P-1", "kind": "Permintaan informasi", "channel": "Telepon", "received_on": "2023-06-05",
             "subject": "Cara memeriksa izin edar"}  # fmt: skip
OF_INFORMATION = STANDARD | {"service": "information_request", "days": "5"}


def test_without_a_standard_nothing_is_due(write):
    made = write("complaint", **COMPLAINT, answered_on="2023-06-30")
    assert (made.standard_days, made.due_on, made.is_on_time) == (None, None, None)


@pytest.mark.parametrize(
    ("typed", "due", "on_time"),
    [
        ({"answered_on": "2023-06-12"}, date(2023, 6, 12), True),
        ({"answered_on": "2023-06-13"}, date(2023, 6, 12), False),
        ({"received_late": "ya"}, date(2023, 6, 13), None),
        ({"received_on": "2023-06-04"}, date(2023, 6, 12), None),  # a Sunday
    ],
)
def test_it_is_due_by_working_days_from_day_zero(write, typed, due, on_time):
    write("dated_document", **OF_INFORMATION)
    made = write("complaint", **COMPLAINT | typed)
    assert (made.standard_days, made.due_on, made.is_on_time) == (5, due, on_time)


def test_a_standard_recorded_later_is_followed(write):
    made = write("complaint", **COMPLAINT)
    write("dated_document", **OF_INFORMATION)
    made.refresh_from_db()
    assert (made.due_on, made.version) == (date(2023, 6, 12), 2)


@pytest.mark.parametrize(
    "received",
    [
        {"received_on": "2023-06-04"},  # a Sunday
        {"received_on": "2023-06-01"},  # before a long weekend: 1, 2, 3 and 4 June were off
        {"received_on": "2023-05-31", "received_late": "ya"},  # after hours on the last working day before it
    ],
)
def test_a_standard_recorded_later_is_followed_by_what_was_received_on_days_off_before_it(write, office, received):
    made = write("complaint", **COMPLAINT | received)
    write("dated_document", **OF_INFORMATION | {"valid_from": "2023-06-05"})
    made.refresh_from_db()
    assert made.due_on == date(2023, 6, 12)
    assert differences(KINDS["complaint"], office) == []


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"answered_on": "2023-06-04"}, "answered_on", "sebelum diterima pada 5 Juni 2023"),
        ({"answer": "Sudah dijelaskan"}, "answered_on", "padahal jawaban sudah ada"),
        ({"number": "P-0"}, "number", '"P-0" sudah dipakai'),
    ],
)
def test_a_complaint_that_contradicts_itself_is_refused(write, typed, place, sentence):
    write("complaint", **COMPLAINT | {"number": "P-0"})
    with pytest.raises(Refused) as refused:
        write("complaint", **COMPLAINT | typed)
    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_a_confidential_complaint_is_never_opened(office, write):
    made = write("complaint", **COMPLAINT | {"kind": "Pengaduan perilaku petugas"})
    kept = values_of(definitions_for(office).registers["complaint"], made)
    with pytest.raises(Refused) as refused:
        correct(KINDS["complaint"], office, made.uuid, kept | {"kind": "product_complaint"}, version=1,
                reason="Salah jenis.", by=BY)  # fmt: skip
    [problem] = refused.value.problems
    assert problem.place == ("kind",)
    assert "tidak dapat dijadikan terbuka" in problem.message
    made.refresh_from_db()
    assert (made.kind, made.version) == ("conduct_complaint", 1)


def test_a_complaint_may_become_confidential(office, write):
    made = write("complaint", **COMPLAINT)
    kept = values_of(definitions_for(office).registers["complaint"], made)
    correct(KINDS["complaint"], office, made.uuid, kept | {"kind": "conduct_complaint"}, version=1,
            reason="Ternyata tentang petugas.", by=BY)  # fmt: skip
    made.refresh_from_db()
    assert (made.kind, made.version) == ("conduct_complaint", 2)
