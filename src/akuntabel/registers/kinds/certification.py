"""Certification requests and clock stops: the clock of each request, maintained; checks.

The standard is the one in force on day zero, of tests the longest of their parameters; it stays until the decision.
Days off are those of every decree known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.working_days import CalendarError, WorkingDays
from akuntabel.core.working_days import ClockStop as Stop
from akuntabel.organisation.models import DatedDocument
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records import shared
from akuntabel.organisation.records.checks import in_order, named, once
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.organisation.working_days import working_days_of
from akuntabel.registers.kinds import complaints
from akuntabel.registers.models import CertificationRequest, ClockStop

TESTING = "third_party_testing"
"""The service whose length depends on what is tested."""


def _maintain_request(request: CertificationRequest) -> None:
    """Day zero, standard and due date; with a decision also the days used and whether it was on time."""
    calendar = working_days_of(request.unit)
    try:
        request.day_zero = calendar.counts_from(request.received_on, late=bool(request.received_late))
        days = _days(request)
        if days is None:
            raise Refused([Problem(("service",), _no_standard(request))])
        request.standard_days = days
        _run_clock(request, calendar, days)
    except CalendarError as error:
        raise Refused([Problem(("received_on",), f"{named(request, 'received_on')}: {error}")]) from None


def _days(request: CertificationRequest) -> int | None:
    """Working days of the service on day zero: of a test its longest parameter, else the service's standard."""
    assert request.day_zero is not None
    if request.pk is not None and request.service == TESTING:
        longest = request.tests.order_by("-days").first()
        if longest is not None:
            return longest.days
    standard = shared.service_standard(request.unit, request.service, request.day_zero)
    return None if standard is None else standard.days


def _run_clock(request: CertificationRequest, calendar: WorkingDays, days: int) -> None:
    """Raises CalendarError."""
    assert request.day_zero is not None
    stops = [] if request.pk is None else [_stop(row) for row in request.stops.all()]
    request.due_on = calendar.due(request.day_zero, days, stops)
    request.elapsed_days = request.stopped_days = request.is_on_time = None
    if request.decided_on is not None:
        request.elapsed_days = calendar.elapsed(request.day_zero, request.decided_on, stops)
        request.stopped_days = calendar.stopped(request.day_zero, request.decided_on, stops)
        request.is_on_time = (
            request.elapsed_days <= days if request.due_on is None else request.decided_on <= request.due_on
        )


def _no_standard(request: CertificationRequest) -> str:
    assert request.day_zero is not None
    service = definitions_for(request.unit).registers["certification_request"].by_key["service"]
    return (
        f'{service.name}: belum ada standar layanan "{service.choices.get(request.service, request.service)}" yang '
        f"berlaku pada hari nol, {indonesian_date(request.day_zero)}. Catat standarnya dahulu dalam Dokumen bertanggal."
    )


def _stop(row: ClockStop) -> Stop:
    return Stop(row.stopped_on, row.resumed_on)


def _check_request(request: CertificationRequest) -> Iterator[Problem]:
    yield from once(request, "number")
    yield from in_order(request, "received_on", "decided_on")
    if (request.decided_on is None) != (request.decision is None):
        column = "decided_on" if request.decided_on is None else "decision"
        other = "decision" if column == "decided_on" else "decided_on"
        yield Problem(
            (column,), f"{named(request, column)}: belum diisi, padahal {request.label(other)} sudah. Isi."
        )
    if request.pk is not None:
        yield from _check_against_stops(request)
        if request.service != TESTING and request.tests.exists():
            yield Problem(("service",), f"{named(request, 'service')}: permohonan ini mempunyai uji sampel pihak ketiga. "
                          "Biarkan layanannya, atau pindahkan ujinya.")  # fmt: skip


def _check_against_stops(request: CertificationRequest) -> Iterator[Problem]:
    """A corrected request still holds its stops: none before day zero, none after the decision."""
    first, last = request.stops.order_by("stopped_on").first(), request.stops.order_by("stopped_on").last()
    if first is not None and request.day_zero is not None and first.stopped_on < request.day_zero:
        yield Problem(("received_on",), f"{named(request, 'received_on')} {indonesian_date(request.received_on)}, sesudah "
                      f"jeda yang mulai {indonesian_date(first.stopped_on)}. Perbaiki salah satu tanggal.")  # fmt: skip
    if last is not None and request.decided_on is not None and last.stopped_on > request.decided_on:
        yield Problem(("decided_on",), f"{named(request, 'decided_on')} {indonesian_date(request.decided_on)}, sebelum "
                      f"jeda yang mulai {indonesian_date(last.stopped_on)}. Perbaiki salah satu tanggal.")  # fmt: skip


def _check_stop(stop: ClockStop) -> Iterator[Problem]:
    """Within its request's time, and apart from the request's other stops."""
    request = stop.request
    begun = request.day_zero or request.received_on
    if stop.stopped_on < begun:
        yield Problem(("stopped_on",), f"{named(stop, 'stopped_on')} {indonesian_date(stop.stopped_on)}, sebelum hari "
                      f"nol permohonan {indonesian_date(begun)}. Perbaiki tanggalnya.")  # fmt: skip
    if request.decided_on is not None and stop.stopped_on > request.decided_on:
        yield Problem(("stopped_on",), f"{named(stop, 'stopped_on')} {indonesian_date(stop.stopped_on)}, sesudah "
                      f"permohonan diputus {indonesian_date(request.decided_on)}. Perbaiki tanggalnya.")  # fmt: skip
    wrong_way_round = list(in_order(stop, "stopped_on", "resumed_on"))
    yield from wrong_way_round
    if wrong_way_round:
        return
    others = [_stop(row) for row in request.stops.exclude(pk=stop.pk)]
    try:
        working_days_of(stop.unit).elapsed(begun, begun, [*others, _stop(stop)])
    except CalendarError as error:
        yield Problem(("stopped_on",), f"{named(stop, 'stopped_on')}: {error}")


def _after_stop(stop: ClockStop) -> Iterable[Affected]:
    request = CertificationRequest.objects.select_related("unit").get(pk=stop.request_id)
    return [Affected(CERTIFICATION_REQUEST, request, "request")]


def _after_document(document: DatedDocument) -> Iterable[Affected]:
    """The requests and complaints that a service standard can be in force for."""
    yield from complaints.after_document(document)
    if document.kind != shared.STANDARD or document.valid_from is None:
        return
    requests = CertificationRequest.objects.filter(
        unit_id=document.unit_id, service=document.service, day_zero__gte=document.valid_from
    )
    for request in requests.select_related("unit"):
        yield Affected(CERTIFICATION_REQUEST, request, "valid_from")


CERTIFICATION_REQUEST = Kind(
    "certification_request", CertificationRequest, maintain=_maintain_request, check=_check_request
)
CLOCK_STOP = Kind("clock_stop", ClockStop, check=_check_stop, after=_after_stop)
DATED_DOCUMENT = replace(shared.DATED_DOCUMENT, after=_after_document)
