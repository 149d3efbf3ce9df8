"""Complaints and requests for information: the day by which they are to be answered, maintained; checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from akuntabel.core.problems import Problem, Refused
from akuntabel.core.working_days import CalendarError
from akuntabel.organisation.models import DatedDocument
from akuntabel.organisation.records import shared
from akuntabel.organisation.records.checks import in_order, named, once
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.organisation.working_days import working_days_of
from akuntabel.registers.models import Complaint


def _maintain_complaint(complaint: Complaint) -> None:
    """The standard in force on day zero and the due date; none without a standard, which an office may lack."""
    calendar = working_days_of(complaint.unit)
    complaint.standard_days = complaint.due_on = complaint.is_on_time = None
    try:
        day_zero = calendar.counts_from(complaint.received_on, late=bool(complaint.received_late))
        standard = shared.service_standard(complaint.unit, complaint.kind, day_zero)
        if standard is None or standard.days is None:
            return
        complaint.standard_days = standard.days
        complaint.due_on = calendar.due(day_zero, standard.days)
    except CalendarError as error:
        raise Refused([Problem(("received_on",), f"{named(complaint, 'received_on')}: {error}")]) from None
    if complaint.answered_on is not None and complaint.due_on is not None:
        complaint.is_on_time = complaint.answered_on <= complaint.due_on


def _check_complaint(complaint: Complaint) -> Iterator[Problem]:
    yield from once(complaint, "number")
    yield from in_order(complaint, "received_on", "answered_on")
    if complaint.answer is not None and complaint.answered_on is None:
        yield Problem(("answered_on",), f"{named(complaint, 'answered_on')}: belum diisi, padahal jawaban sudah ada. Isi "
                      "tanggalnya.")  # fmt: skip


def after_document(document: DatedDocument) -> Iterable[Affected]:
    """The complaints that a service standard can be in force for."""
    if document.kind != shared.STANDARD or document.valid_from is None:
        return []
    complaints = Complaint.objects.filter(
        unit_id=document.unit_id, kind=document.service, received_on__gte=document.valid_from
    )
    return [Affected(COMPLAINT, one, "valid_from") for one in complaints.select_related("unit")]


COMPLAINT = Kind("complaint", Complaint, maintain=_maintain_complaint, check=_check_complaint)
