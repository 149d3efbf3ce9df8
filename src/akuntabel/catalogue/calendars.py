"""The days off of a year as the decrees set them (`calendar/<year>.yaml`), and the working days that they leave.

A day that a later decree made a working day again stays in the file with `withdrawn_on`: a due date can be told as it
was known at the time. A year without a file has no decree yet: what is reckoned into it is provisional.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from akuntabel.catalogue.entries import Entry, Slug, Text
from akuntabel.catalogue.schema import Confidence, Year
from akuntabel.catalogue.source_files import Place
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.working_days import Holiday, WorkingDays


class DayOff(Entry):
    """One day off: which decree set it and when that was announced; which took it back, if one did."""

    day: date
    name: Text
    kind: Literal["national_holiday", "joint_leave"]
    decree: Slug
    announced_on: date
    withdrawn_on: date | None = None
    withdrawn_by: Slug | None = None

    @property
    def holiday(self) -> Holiday:
        return Holiday(self.day, self.name, self.decree, self.announced_on, self.withdrawn_on)


class CalendarYear(Entry):
    """The days off of one year."""

    year: Year
    confidence: Confidence
    author: Text
    checked_by: str | None
    note: str = ""
    days: Annotated[tuple[DayOff, ...], Field(min_length=1)]


def check_calendar(calendar: CalendarYear) -> Iterator[tuple[Place, str]]:
    """Days of another year, days off twice at one time, and withdrawals that say half or make no sense."""
    standing: set[date] = set()
    for number, off in enumerate(calendar.days):
        place: Place = ("days", number)
        shown = indonesian_date(off.day)
        if off.day.year != calendar.year:
            yield (*place, "day"), f"{shown} bukan hari tahun {calendar.year}; pindahkan ke berkas tahunnya"
        if (off.withdrawn_on is None) != (off.withdrawn_by is None):
            yield place, f"{shown}: isi withdrawn_on dan withdrawn_by keduanya, atau hapus keduanya"
        elif off.withdrawn_on is not None and off.withdrawn_on <= off.announced_on:
            yield (
                (*place, "withdrawn_on"),
                f"{shown}: dicabut {indonesian_date(off.withdrawn_on)}, tidak sesudah diumumkan "
                f"{indonesian_date(off.announced_on)}; perbaiki salah satu",
            )
        if off.withdrawn_on is None:
            if off.day in standing:
                yield (*place, "day"), f"{shown} tercantum dua kali; hapus salah satu, atau beri withdrawn_on"
            standing.add(off.day)


def working_days(calendars: Mapping[str, CalendarYear], *, known_by: date | None = None) -> WorkingDays:
    """The working days by the decrees of all years announced until `known_by` (all of them when None)."""
    return WorkingDays((off.holiday for one in calendars.values() for off in one.days), known_by=known_by)


def provisional_years(calendars: Mapping[str, CalendarYear], years: Iterable[int]) -> list[int]:
    """Those of the years that no decree is known for: only Saturdays and Sundays are off in them."""
    return sorted(year for year in set(years) if str(year) not in calendars)
