"""Periods (triwulan, bulan, tahun) and the days and months they cover.

Every figure is cumulative from 1 January to the period's end, so "2023-06" and "2023-Q2" are the same
figures; only quarters and years are closed and reported.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

MONTH_NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTH_ABBREVIATIONS = (
    "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des",
)  # fmt: skip
ROMAN_QUARTERS = ("I", "II", "III", "IV")

_PERIOD = re.compile(r"^(\d{4})(?:-(?:Q([1-4])|(0[1-9]|1[0-2])))?$")


def month_span(months: Iterable[int]) -> str:
    """Months in words: "Juli–November", "Juni dan Desember", "Maret, Juni, dan Desember"."""
    found = sorted(months)
    names = [MONTH_NAMES[month - 1] for month in found]
    if len(found) < 3:
        return " dan ".join(names)
    if found == list(range(found[0], found[-1] + 1)):
        return f"{names[0]}–{names[-1]}"
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def months_later(day: date, months: int) -> date:
    """The same day so many months later; a month's last day stays the last, and a day the month lacks becomes it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


class PeriodError(ValueError):
    """A period key that cannot be read; carries the key."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f'"{key}" bukan periode. Tulis triwulan sebagai 2023-Q2, bulan sebagai 2023-06, tahun sebagai 2023.'
        )
        self.key = key


def period_key(key: str) -> str:
    """The key itself, if it names a period. Raises PeriodError: 2024-13 looks like one and is none."""
    Period.parse(key)
    return key


@dataclass(frozen=True, order=True)
class Period:
    """A year, quarter or month, known by its last month (`month`, 1–12)."""

    year: int
    month: int
    kind: Literal["month", "quarter", "year"]

    @classmethod
    def parse(cls, key: str) -> Period:
        """Read "2023-Q2", "2023-06" or "2023". Raises PeriodError."""
        match = _PERIOD.match(key.strip())
        if match is None or int(match[1]) == 0:
            raise PeriodError(key)
        year = int(match[1])
        if match[2]:
            return cls(year, 3 * int(match[2]), "quarter")
        return cls(year, int(match[3]), "month") if match[3] else cls(year, 12, "year")

    def __str__(self) -> str:
        if self.kind == "quarter":
            return f"{self.year}-Q{self.quarter}"
        return f"{self.year}-{self.month:02d}" if self.kind == "month" else str(self.year)

    @property
    def quarter(self) -> int:
        """The quarter (1–4) that contains the last month."""
        return (self.month + 2) // 3

    @property
    def begins_on(self) -> date:
        """The day the month, quarter or year itself begins: 1 April for "2023-Q2"."""
        months_before = {"month": 0, "quarter": 2, "year": 11}[self.kind]
        return date(self.year, self.month - months_before, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def months(self) -> range:
        """The months that count, January to the last one."""
        return range(1, self.month + 1)

    @property
    def is_year_end(self) -> bool:
        return self.month == 12

    @property
    def previous_quarter(self) -> Period:
        """The quarter before the one that contains the last month."""
        if self.quarter == 1:
            return Period(self.year - 1, 12, "quarter")
        return Period(self.year, 3 * (self.quarter - 1), "quarter")

    @property
    def name(self) -> str:
        """ "Triwulan II 2023", "Juni 2023" or "Tahun 2023"."""
        if self.kind == "quarter":
            return f"Triwulan {ROMAN_QUARTERS[self.quarter - 1]} {self.year}"
        return f"{self.month_name} {self.year}" if self.kind == "month" else f"Tahun {self.year}"

    @property
    def short_name(self) -> str:
        """ "TW II", "Juni" or "Tahun", for table heads."""
        if self.kind == "quarter":
            return f"TW {ROMAN_QUARTERS[self.quarter - 1]}"
        return self.month_name if self.kind == "month" else "Tahun"

    @property
    def month_name(self) -> str:
        return MONTH_NAMES[self.month - 1]

    @property
    def span_name(self) -> str:
        """ "Januari sampai dengan Juni 2023"; a January stands alone."""
        if self.month == 1:
            return f"Januari {self.year}"
        return f"Januari sampai dengan {self.month_name} {self.year}"
