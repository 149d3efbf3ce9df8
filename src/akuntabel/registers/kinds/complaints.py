"""Complaints and requests for information: the day by which they are to be answered, maintained; checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from akuntabel.core.problems import Problem, Refused
from akuntabel.core.working_days import CalendarError, WorkingDays
from akuntabel.organisation.models import DatedDocument
from akuntabel.organisation.records import shared
from akuntabel.organisation.records.checks import in_order, named
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.organisation.working_days import working_days_of
from akuntabel.registers.models import Complaint


@dataclass(frozen=True)
class _Facts:
    """What complaints are reckoned by."""

    calendar: WorkingDays
    standards: shared.Standards


def _ask(complaints: Sequence[Complaint]) -> _Facts:
    unit = complaints[0].unit
    return _Facts(working_days_of(unit), shared.standards_of(unit))


def _maintain_complaint(complaint: Complaint, facts: _Facts) -> None:
    """The standard in force on day zero and the due date; none without a standard, which an office may lack."""
    calendar = facts.calendar
    complaint.standard_days = complaint.due_on = complaint.is_on_time = None
    try:
        day_zero = calendar.counts_from(complaint.received_on, late=bool(complaint.received_late))
        days = facts.standards.days_of(complaint.kind, day_zero)
        if days is None:
            return
        complaint.standard_days = days
        complaint.due_on = calendar.due(day_zero, days)
    except CalendarError as error:
        raise Refused([Problem(("received_on",), f"{named(complaint, 'received_on')}: {error}")]) from None
    if complaint.answered_on is not None and complaint.due_on is not None:
        complaint.is_on_time = complaint.answered_on <= complaint.due_on


def _check_complaint(complaint: Complaint) -> Iterator[Problem]:
    yield from in_order(complaint, "received_on", "answered_on")
    if complaint.answer is not None and complaint.answered_on is None:
        yield Problem(("answered_on",), f"{named(complaint, 'answered_on')}: belum diisi, padahal jawaban sudah ada. Isi "
                      "tanggalnya.")  # fmt: skip


def after_standards(standards: Sequence[DatedDocument]) -> Iterator[Affected]:
    """The complaints that service standards can be in force for: by the day they count from, which may be later than
    the day of receipt."""
    for document in standards:
        assert document.valid_from is not None
        first = working_days_of(document.unit).first_counting_from(document.valid_from)
        complaints = Complaint.objects.filter(
            unit_id=document.unit_id, kind=document.service, received_on__gte=first
        )
        for one in complaints.select_related("unit"):
            yield Affected(COMPLAINT, one, document, "valid_from")


COMPLAINT = Kind("complaint", Complaint, check=_check_complaint, ask=_ask, maintain_among=_maintain_complaint)
