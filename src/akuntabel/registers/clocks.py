"""How the days of a service were counted for one request or complaint, in words: day zero, standard, stops, due, decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from akuntabel.core.date_format import indonesian_date, indonesian_weekday
from akuntabel.core.working_days import ClockStop, WorkingDays
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.working_days import provisional_years_of, working_days_of
from akuntabel.registers.models import CertificationRequest, Complaint


@dataclass(frozen=True)
class _Course:
    """What the days of a request or of a complaint are counted from."""

    unit: Unit
    received_on: date
    is_late: bool
    standard: int | None
    due_on: date | None
    ended_on: date | None
    is_on_time: bool | None
    end: str
    stops: tuple[ClockStop, ...] = ()


def clock_in_words(record: Record, day: date) -> list[str]:
    """The reckoning as sentences, an undecided one until `day`; none for other records. One query for a request."""
    if isinstance(record, CertificationRequest):
        stops = tuple(ClockStop(one.stopped_on, one.resumed_on) for one in record.stops.order_by("stopped_on"))
        course = _Course(record.unit, record.received_on, bool(record.received_late), record.standard_days,
                         record.due_on, record.decided_on, record.is_on_time, "Diputus", stops)  # fmt: skip
    elif isinstance(record, Complaint):
        course = _Course(record.unit, record.received_on, bool(record.received_late), record.standard_days,
                         record.due_on, record.answered_on, record.is_on_time, "Dijawab")  # fmt: skip
    else:
        return []
    return list(_sentences(course, working_days_of(record.unit), day))


def _sentences(course: _Course, calendar: WorkingDays, day: date) -> Iterator[str]:
    zero = calendar.counts_from(course.received_on, late=course.is_late)
    yield _receipt(course, calendar, zero)
    if course.standard is None:
        yield "Layanan ini belum mempunyai standar pada hari nol, sehingga jatuh temponya tidak dihitung."
        return
    yield f"Standar {course.standard} hari kerja, dihitung sejak hari kerja sesudah hari nol."
    until = course.ended_on or max(day, zero)
    for stop in course.stops:
        yield _stop(stop, calendar, until)
    yield _due(course)
    years = provisional_years_of(course.unit, {zero.year, (course.due_on or until).year})
    if years:
        yield (f"Hari libur {', '.join(map(str, years))} belum ditetapkan: hanya Sabtu dan Minggu yang dikecualikan, dan "
               "hitungan ini dapat berubah.")  # fmt: skip
    yield _end(course, calendar, zero, until)


def _receipt(course: _Course, calendar: WorkingDays, zero: date) -> str:
    received = _named(course.received_on)
    if zero == course.received_on:
        return f"Diterima {received}, hari kerja dan dalam jam kerja: hari itu hari nol."
    why = "sesudah jam tutup" if calendar.is_working(course.received_on) else _day_off(course)
    return f"Diterima {received}, {why}: dihitung diterima pada hari kerja berikutnya, {_named(zero)} (hari nol)."


def _day_off(course: _Course) -> str:
    """Why the day of receipt is no working day: the name of its holiday, or its weekday."""
    year = definitions_for(course.unit).calendars.get(str(course.received_on.year))
    days = year.days if year else ()
    names = [off.name for off in days if off.day == course.received_on and off.withdrawn_on is None]
    return f"hari libur ({names[0]})" if names else "bukan hari kerja"


def _stop(stop: ClockStop, calendar: WorkingDays, until: date) -> str:
    begun = indonesian_date(stop.stopped_on)
    if stop.resumed_on is None:
        return f"Jeda sejak {begun} belum berakhir: hari sesudahnya tidak dihitung."
    stood = calendar.elapsed(stop.stopped_on, min(stop.resumed_on, max(until, stop.stopped_on)))
    return (
        f"Jeda {begun} sampai {indonesian_date(stop.resumed_on)}: {stood} hari kerja sesudah jeda mulai, sampai jeda "
        "berakhir, tidak dihitung."
    )


def _due(course: _Course) -> str:
    if course.due_on is None:
        return "Jatuh tempo belum dapat dihitung selama jeda belum berakhir."
    return f"Jatuh tempo {_named(course.due_on)}."


def _end(course: _Course, calendar: WorkingDays, zero: date, until: date) -> str:
    used = calendar.elapsed(zero, until, course.stops)
    stopped = calendar.stopped(zero, until, course.stops)
    counted = f"terpakai {used} hari kerja dari {course.standard}"
    if stopped:
        counted += f", {stopped} hari kerja lain dalam jeda"
    if course.ended_on is None:
        return f"Sampai {indonesian_date(until)} {counted}."
    verdict = "tepat waktu" if course.is_on_time else "terlambat"
    return f"{course.end} {indonesian_date(course.ended_on)}, {verdict}: {counted}."


def _named(day: date) -> str:
    return f"{indonesian_weekday(day)}, {indonesian_date(day)}"
