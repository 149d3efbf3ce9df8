"""Working days (hari kerja): when the clock of a service starts, stands still, and runs out.

Saturdays, Sundays and the holidays given do not count. A holiday has the day on which its decree was announced, and
the day on which a later one took it back, so that a due date can be told as it was known then, and again afterwards.

Source: service standards of BPOM count in working days; a five-day week and both national holidays and joint leave
for a government office (three-minister decree 1066/2022 with its changes, for 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from akuntabel.core.date_format import indonesian_date as shown

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_LONGEST = 3660
"""No search for a working day goes further than ten years."""


@dataclass(frozen=True)
class Holiday:
    """A day that is no working day, with its decree and the day that decree was announced.

    `withdrawn_on` is the day on which a later decree made it a working day again.
    """

    day: date
    name: str
    decree: str
    announced_on: date
    withdrawn_on: date | None = None

    def is_off(self, known_by: date | None) -> bool:
        """Whether it is off by the decrees announced until that day; by all of them when None."""
        if known_by is None:
            return self.withdrawn_on is None
        return self.announced_on <= known_by and (self.withdrawn_on is None or known_by < self.withdrawn_on)


@dataclass(frozen=True)
class ClockStop:
    """The clock stands still while the applicant completes the file: after `stopped_on`, through `resumed_on`.

    The day of the stop still counts, the day of the answer does not: it is day 0 again, like the day of receipt.
    `resumed_on` is None while the answer is awaited.
    """

    stopped_on: date
    resumed_on: date | None = None


class CalendarError(ValueError):
    """Stops that end before they begin or overlap, days below 0 or over ten years, a calendar without working days."""


class WorkingDays:
    """The working days of an office, by the decrees announced until `known_by` (all of them when None)."""

    def __init__(self, holidays: Iterable[Holiday], *, known_by: date | None = None) -> None:
        self._holidays = frozenset(holiday.day for holiday in holidays if holiday.is_off(known_by))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, WorkingDays) and self._holidays == other._holidays

    def __hash__(self) -> int:
        return hash(self._holidays)

    def is_working(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self._holidays

    def on_or_after(self, day: date) -> date:
        """The first working day from `day` on. Raises CalendarError when there is none within ten years."""
        for _ in range(_LONGEST):
            if self.is_working(day):
                return day
            day = _after(day)
        raise CalendarError(
            f"Tidak ada hari kerja dalam sepuluh tahun sampai {shown(day)}. Periksa daftar hari libur."
        )

    def on_or_before(self, day: date) -> date:
        """The last working day up to `day`. Raises CalendarError when there is none within ten years."""
        for _ in range(_LONGEST):
            if self.is_working(day):
                return day
            day -= _ONE_DAY
        raise CalendarError(
            f"Tidak ada hari kerja dalam sepuluh tahun sejak {shown(day)}. Periksa daftar hari libur."
        )

    def day_zero(self, received_at: datetime, closes_at: time) -> date:
        """The day that a receipt counts as: its own, or the next working day after hours or on a holiday.

        `received_at` is the office's own time. Exactly at closing time is still within hours.
        """
        return self.counts_from(received_at.date(), late=received_at.time() > closes_at)

    def counts_from(self, received_on: date, *, late: bool) -> date:
        """The day that a receipt counts as, where only its day is known and whether it was after hours."""
        after_hours = late and self.is_working(received_on)
        return self.on_or_after(_after(received_on) if after_hours else received_on)

    def first_counting_from(self, day: date) -> date:
        """The earliest receipt that counts as `day` or a later one: before days off, or after hours, days lie between.

        The inverse of `counts_from`, so that a change which applies from `day` finds every receipt it is about.
        """
        first = day
        while self.counts_from(first - _ONE_DAY, late=True) >= day:
            first -= _ONE_DAY
        return first

    def elapsed(self, start: date, end: date, stops: Sequence[ClockStop] = ()) -> int:
        """Working days after `start` through `end` on which the clock ran: the day of receipt is day 0.

        0 when `end` is not after `start`. Raises CalendarError for stops that overlap or end before they begin, and
        for more than ten years.
        """
        spans = _spans(stops)
        if (end - start).days > _LONGEST:
            raise CalendarError(f"Dari {shown(start)} sampai {shown(end)} lebih dari sepuluh tahun. Periksa isian.")
        return sum(1 for day in _days(start, end) if self._counts(day, spans))

    def stopped(self, start: date, end: date, stops: Sequence[ClockStop]) -> int:
        """Working days after `start` through `end` on which the clock stood still."""
        return self.elapsed(start, end) - self.elapsed(start, end, stops)

    def due(self, start: date, days: int, stops: Sequence[ClockStop] = ()) -> date | None:
        """The last day on which work of `days` working days is on time; None while the clock stands still.

        With 0 days it is `start` itself. Raises CalendarError as `elapsed`, and for days below 0.
        """
        if days < 0:
            raise CalendarError(f"Lama layanan {days} hari kerja di bawah 0. Isi 0 atau lebih.")
        spans = _spans(stops)
        day, counted = start, 0
        for _ in range(_LONGEST):
            if counted == days:
                return day
            day = _after(day)
            if any(stop.resumed_on is None and day > stop.stopped_on for stop in spans):
                return None
            counted += self._counts(day, spans)
        raise CalendarError(
            f"Jatuh tempo {days} hari kerja sejak {shown(start)} lebih dari sepuluh tahun. Periksa isian."
        )

    def _counts(self, day: date, stops: Sequence[ClockStop]) -> bool:
        return self.is_working(day) and not any(_stands_still(day, stop) for stop in stops)


def _after(day: date) -> date:
    if day == date.max:
        raise CalendarError(f"Tidak ada hari sesudah {shown(day)}. Periksa isian.")
    return day + _ONE_DAY


def _stands_still(day: date, stop: ClockStop) -> bool:
    return stop.stopped_on < day and (stop.resumed_on is None or day <= stop.resumed_on)


def _spans(stops: Sequence[ClockStop]) -> list[ClockStop]:
    """The stops in order. Raises CalendarError."""
    ordered = sorted(stops, key=lambda stop: stop.stopped_on)
    for stop in ordered:
        if stop.resumed_on is not None and stop.resumed_on < stop.stopped_on:
            raise CalendarError(
                f"Jeda yang dimulai {shown(stop.stopped_on)} berakhir {shown(stop.resumed_on)}, sebelum mulai. "
                "Perbaiki salah satu tanggal."
            )
    for first, second in pairwise(ordered):
        if first.resumed_on is None or second.stopped_on < first.resumed_on:
            raise CalendarError(
                f"Jeda yang dimulai {shown(second.stopped_on)} berada dalam jeda yang dimulai "
                f"{shown(first.stopped_on)}. Tutup jeda pertama sebelum mulai jeda berikutnya."
            )
    return ordered


def _days(start: date, end: date) -> Iterable[date]:
    """The days after `start` through `end`."""
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
