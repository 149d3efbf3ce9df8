"""How one period is called in a document. Always generated, so that last quarter's words cannot stay behind."""

from __future__ import annotations

from dataclasses import dataclass

from akuntabel.core.periods import Period
from akuntabel.reporting.sentences import together


@dataclass(frozen=True)
class PeriodWords:
    """The names of one period, in the forms that sentences and table heads need."""

    period: Period

    @property
    def is_annual(self) -> bool:
        return self.period.kind == "year"

    @property
    def name(self) -> str:
        """ "Triwulan II 2023", "Tahun 2023"."""
        return together(self.period.name)

    @property
    def kind(self) -> str:
        """What the report is called: "Laporan Kinerja Interim" of a quarter, "Laporan Kinerja" of a year."""
        return "Laporan Kinerja" if self.is_annual else "Laporan Kinerja Interim"

    @property
    def title(self) -> str:
        """ "Laporan Kinerja Interim Triwulan II 2023", "Laporan Kinerja Tahun 2023"."""
        return f"{self.kind} {self.name}"

    @property
    def until(self) -> str:
        """ "sampai dengan Triwulan II 2023", "sepanjang Tahun 2023"."""
        return f"sepanjang {self.name}" if self.is_annual else f"sampai dengan {self.name}"

    @property
    def until_head(self) -> str:
        """ "s.d. TW II", "2023", for table heads."""
        return str(self.period.year) if self.is_annual else together(f"s.d. {self.period.short_name}")

    @property
    def until_month(self) -> str:
        """ "s.d. Juni 2023"."""
        return f"s.d. {self.period.month_name} {self.period.year}"

    @property
    def span(self) -> str:
        """ "Januari sampai dengan Juni 2023"."""
        return self.period.span_name

    @property
    def next_name(self) -> str:
        """The period after this one: "Triwulan III 2023", "Tahun 2024"."""
        period = self.period
        if self.is_annual:
            return together(Period(period.year + 1, 12, "year").name)
        following = (
            Period(period.year + 1, 3, "quarter")
            if period.quarter == 4
            else Period(period.year, 3 * (period.quarter + 1), "quarter")
        )
        return together(following.name)


def readable_period(key: str) -> str:
    """A period key inside data as words: "2023-04" → "April 2023"; anything else stays as it is."""
    parts = [part.strip() for part in key.split("s.d.")]
    return " s.d. ".join(_readable(part) for part in parts)


def _readable(part: str) -> str:
    if len(part) == 4 or not part[:4].isdigit():
        return part
    try:
        return together(Period.parse(part).name)
    except ValueError:
        return part
