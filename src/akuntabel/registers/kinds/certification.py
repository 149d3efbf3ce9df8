"""Certification requests and clock stops: the clock of each request, maintained; checks.

The standard is the one in force on day zero, of tests the longest of their parameters; it stays until the decision.
Days off are those of every decree known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any
from uuid import UUID

from django.db.models import Max

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.working_days import CalendarError, WorkingDays
from akuntabel.core.working_days import ClockStop as Stop
from akuntabel.organisation.models import DatedDocument
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records import shared
from akuntabel.organisation.records.among import beside, in_parts, stored_keys
from akuntabel.organisation.records.checks import in_order, named
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.organisation.working_days import working_days_of
from akuntabel.registers.kinds import complaints, external_values
from akuntabel.registers.models import CertificationRequest, ClockStop, ThirdPartyTest

TESTING = "third_party_testing"
"""The service whose length depends on what is tested."""


@dataclass(frozen=True)
class _Facts:
    """What requests are reckoned by: calendar, standards, and of each stored one its stops and its longest test."""

    calendar: WorkingDays
    standards: shared.Standards
    stops: Mapping[int, Sequence[Stop]]
    tests: Mapping[int, int]


def _ask(requests: Sequence[CertificationRequest]) -> _Facts:
    unit, stops, tests = requests[0].unit, dict[int, list[Stop]](), dict[int, int]()
    for part in in_parts(stored_keys(requests)):
        rows = ClockStop.objects.filter(request__in=part).order_by("stopped_on", "pk")
        for key, stopped_on, resumed_on in rows.values_list("request", "stopped_on", "resumed_on"):
            stops.setdefault(key, []).append(Stop(stopped_on, resumed_on))
        longest = ThirdPartyTest.objects.filter(request__in=part).order_by().values_list("request")
        tests |= dict(longest.annotate(Max("days")))
    return _Facts(working_days_of(unit), shared.standards_of(unit), stops, tests)


def _maintain_request(request: CertificationRequest, facts: _Facts) -> None:
    """Day zero, standard and due date; with a decision also the days used and whether it was on time."""
    try:
        request.day_zero = facts.calendar.counts_from(request.received_on, late=bool(request.received_late))
        days = _days(request, facts)
        if days is None:
            raise Refused([Problem(("service",), _no_standard(request))])
        request.standard_days = days
        _run_clock(request, facts.calendar, facts.stops.get(request.pk, ()))
    except CalendarError as error:
        raise Refused([Problem(("received_on",), f"{named(request, 'received_on')}: {error}")]) from None


def _days(request: CertificationRequest, facts: _Facts) -> int | None:
    """Working days of the service on day zero: of a test its longest parameter, else the service's standard."""
    assert request.day_zero is not None
    longest = facts.tests.get(request.pk) if request.service == TESTING else None
    return facts.standards.days_of(request.service, request.day_zero) if longest is None else longest


def _run_clock(request: CertificationRequest, calendar: WorkingDays, stops: Sequence[Stop]) -> None:
    """Raises CalendarError."""
    assert request.day_zero is not None
    assert request.standard_days is not None
    days = request.standard_days
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


def _check_request(request: CertificationRequest) -> Iterator[Problem]:
    yield from in_order(request, "received_on", "decided_on")
    if (request.decided_on is None) != (request.decision is None):
        column = "decided_on" if request.decided_on is None else "decision"
        other = "decision" if column == "decided_on" else "decided_on"
        yield Problem(
            (column,), f"{named(request, column)}: belum diisi, padahal {request.label(other)} sudah. Isi."
        )


def _check_against_parts(request: CertificationRequest, facts: _Facts) -> Iterator[Problem]:
    """A corrected request still holds its stops and tests: no stop before day zero, none after the decision."""
    if request.service != TESTING and request.pk in facts.tests:
        yield Problem(("service",), f"{named(request, 'service')}: permohonan ini mempunyai uji sampel pihak ketiga. "
                      "Biarkan layanannya, atau pindahkan ujinya.")  # fmt: skip
    stops = facts.stops.get(request.pk, ())
    first, last = (stops[0], stops[-1]) if stops else (None, None)
    if first is not None and request.day_zero is not None and first.stopped_on < request.day_zero:
        yield Problem(("received_on",), f"{named(request, 'received_on')} {indonesian_date(request.received_on)}, sesudah "
                      f"jeda yang mulai {indonesian_date(first.stopped_on)}. Perbaiki salah satu tanggal.")  # fmt: skip
    if last is None or request.decided_on is None:
        return
    if last.stopped_on > request.decided_on:
        yield Problem(("decided_on",), f"{named(request, 'decided_on')} {indonesian_date(request.decided_on)}, sebelum "
                      f"jeda yang mulai {indonesian_date(last.stopped_on)}. Perbaiki salah satu tanggal.")  # fmt: skip


@dataclass(frozen=True)
class _StopFacts:
    """The calendar, and the stops of each request by its UUID, each with its own."""

    calendar: WorkingDays
    stops: Mapping[UUID, Sequence[tuple[UUID, Stop]]]


def _ask_stops(stops: Sequence[ClockStop]) -> _StopFacts:
    found: dict[UUID, list[tuple[UUID, Stop]]] = {}
    for uuid, (request, stopped_on, resumed_on) in beside(stops, "request", "stopped_on", "resumed_on"):
        found.setdefault(request, []).append((uuid, Stop(stopped_on, resumed_on)))
    return _StopFacts(working_days_of(stops[0].unit), found)


def _check_stop(stop: ClockStop) -> Iterator[Problem]:
    """Within its request's time."""
    request = stop.request
    begun = request.day_zero or request.received_on
    if stop.stopped_on < begun:
        yield Problem(("stopped_on",), f"{named(stop, 'stopped_on')} {indonesian_date(stop.stopped_on)}, sebelum hari "
                      f"nol permohonan {indonesian_date(begun)}. Perbaiki tanggalnya.")  # fmt: skip
    if request.decided_on is not None and stop.stopped_on > request.decided_on:
        yield Problem(("stopped_on",), f"{named(stop, 'stopped_on')} {indonesian_date(stop.stopped_on)}, sesudah "
                      f"permohonan diputus {indonesian_date(request.decided_on)}. Perbaiki tanggalnya.")  # fmt: skip
    yield from in_order(stop, "stopped_on", "resumed_on")


def _check_apart(stop: ClockStop, facts: _StopFacts) -> Iterator[Problem]:
    """Apart from the request's stops before this one."""
    if stop.resumed_on is not None and stop.resumed_on < stop.stopped_on:
        return  # told where it is checked alone
    stops = facts.stops[stop.request.uuid]
    before = [one for uuid, one in takewhile(lambda pair: pair[0] != stop.uuid, stops)]
    day = stop.request.received_on
    try:
        facts.calendar.elapsed(day, day, [*before, Stop(stop.stopped_on, stop.resumed_on)])
    except CalendarError as error:
        yield Problem(("stopped_on",), f"{named(stop, 'stopped_on')}: {error}")


def requests_of(parts: Sequence[Any]) -> Iterator[Affected]:
    """The requests of stops, or of tests: their clock runs with them."""
    causes = {one.request_id: one for one in parts}
    for keys in in_parts(sorted(causes)):
        for request in CertificationRequest.objects.filter(pk__in=keys).select_related("unit"):
            yield Affected(CERTIFICATION_REQUEST, request, causes[request.pk], "request")


def _after_documents(documents: Sequence[DatedDocument]) -> Iterator[Affected]:
    """The requests and complaints that service standards can be in force for, and the values that came with a document."""
    standards = [one for one in documents if one.kind == shared.STANDARD and one.valid_from is not None]
    yield from complaints.after_standards(standards)
    yield from external_values.after_documents(documents)
    for document in standards:
        requests = CertificationRequest.objects.filter(
            unit_id=document.unit_id, service=document.service, day_zero__gte=document.valid_from
        )
        for request in requests.select_related("unit"):
            yield Affected(CERTIFICATION_REQUEST, request, document, "valid_from")


CERTIFICATION_REQUEST = Kind(
    "certification_request",
    CertificationRequest,
    check=_check_request,
    ask=_ask,
    maintain_among=_maintain_request,
    check_among=_check_against_parts,
)
CLOCK_STOP = Kind(
    "clock_stop", ClockStop, check=_check_stop, ask=_ask_stops, check_among=_check_apart, after=requests_of
)
DATED_DOCUMENT = replace(shared.DATED_DOCUMENT, after=_after_documents)
