"""What the address of a list asks for, and the addresses that ask for something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from akuntabel.catalogue.compiler import MONTHS
from akuntabel.catalogue.register_schema import Column
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.queries import EMPTY, Search
from akuntabel.organisation.records.reading import LONGEST, read_day

WORDS, YEAR, SORT, PAGE_NUMBER, GROUP, STATE = "cari", "tahun", "urut", "halaman", "kelompok", "keadaan"
SINCE, UNTIL, DISTRICT, MONTH = "sejak", "sampai", "kabupaten", "bulan"
LONGEST_SEARCH = 100


def search_of(query: QueryDict, layout: Layout) -> Search:
    """The search in an address; what cannot be read is left out, as if it were not asked."""
    year = query.get(YEAR, "")
    sort = query.get(SORT, "")
    chosen = {column.key: query.get(column.key, "") for column in layout.choices}
    return Search(
        words=_words(query.get(WORDS, "")),
        year=int(year) if year.isdecimal() and len(year) == 4 and int(year) > 0 else None,
        since=_day(query.get(SINCE, "")) if layout.main_date else None,
        until=_day(query.get(UNTIL, "")) if layout.main_date else None,
        district=text_asked(query, DISTRICT) if layout.district else "",
        chosen={c.key: chosen[c.key] for c in layout.choices if chosen[c.key] in {EMPTY, *c.choices}},
        sort=sort.removeprefix("-") if sort.removeprefix("-") in {c.key for c in layout.listed} else "",
        is_descending=sort.startswith("-"),
    )


def _words(text: str) -> str:
    return text.replace("\x00", "").strip()[:LONGEST_SEARCH]


def text_asked(query: QueryDict, name: str) -> str:
    """What a filter over free texts asks for: one of them whole, or the records without any."""
    text = query.get(name, "").replace("\x00", "")
    return EMPTY if text == EMPTY else text.strip()[:LONGEST]


def _day(text: str) -> date | None:
    """A day as an address or a person writes it, 2023-06-30 or 30/06/2023; None for anything else."""
    try:
        return read_day(text.strip())
    except ValueError:
        return None


def number_of(query: QueryDict) -> int:
    """The page that is asked for; the first where it cannot be read."""
    text = query.get(PAGE_NUMBER, "")[:9]
    return int(text) if text.isdecimal() else 1


def query_of(
    search: Search, *, page: int = 1, group: str = "", extra: Mapping[str, int | str] | None = None
) -> str:
    """The search as the end of an address: "?cari=obat&tahun=2023"; "?tahun=" for everything, since a list that is asked for
    nothing begins with the period's year. `extra`: other parts to keep."""
    pairs = [(WORDS, search.words), (YEAR, search.year or ""), (STATE, search.state), *search.chosen.items()]
    pairs += [(DISTRICT, search.district), (SINCE, str(search.since or "")), (UNTIL, str(search.until or ""))]
    pairs += [(SORT, ("-" if search.is_descending else "") + search.sort if search.sort else "")]
    pairs += (extra or {}).items()
    pairs += [(GROUP, group), (PAGE_NUMBER, page if page > 1 else "")]
    return f"?{urlencode([(key, value) for key, value in pairs if value] or [(YEAR, '')])}"


def begun(search: Search, query: QueryDict, layout: Layout, years: Sequence[int], year: int) -> Search:
    """A list that is asked for nothing begins with one year, where every record has the date that tells its year: without
    it, records that wait for their day would be out of sight. Shared lists hold over the years."""
    if query or not years or layout.register.shared or layout.main_date is None or not layout.main_date.required:
        return search
    return replace(search, year=year)


def month_of(query: QueryDict) -> int | None:
    """The month that an address asks for; none where it cannot be read."""
    text = query.get(MONTH, "")[:2]
    return int(text) if text.isdecimal() and 1 <= int(text) <= MONTHS else None


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Filter:
    """One select above the list."""

    name: str
    label: str
    options: list[Option]
    everything: str = ""
    """The word for no choice; "semua" where it is empty."""

    @property
    def is_used(self) -> bool:
        return any(option.is_chosen for option in self.options)


def filters_of(layout: Layout, search: Search, years: list[int], districts: Sequence[str] = ()) -> list[Filter]:
    """The year of the main date, then each choice, then the districts; what may be missing can be asked for as missing."""
    filters = []
    if years and layout.main_date is not None:
        shown = (
            years if search.year is None or search.year in years else sorted({*years, search.year}, reverse=True)
        )
        options = [Option(str(year), str(year), year == search.year) for year in shown]
        filters.append(Filter(YEAR, _("Tahun %(date)s") % {"date": _within(layout.main_date.name)}, options,
                              _("semua tahun")))  # fmt: skip
    filters += [Filter(c.key, c.name, _options(c, search.chosen.get(c.key, ""))) for c in layout.choices]
    if layout.district is not None and (districts or search.district):
        filters.append(Filter(DISTRICT, layout.district.name, _places(layout.district, districts, search.district)))
    return filters


def _places(column: Column, districts: Sequence[str], chosen: str) -> list[Option]:
    """The districts of the working area, and the one asked for where it is another."""
    names = [*districts, *([chosen] if chosen not in ("", EMPTY, *districts) else [])]
    options = [Option(name, name, name == chosen) for name in names]
    if not column.required:
        options.append(Option(EMPTY, _("(kosong)"), chosen == EMPTY))
    return options


def _options(column: Column, chosen: str) -> list[Option]:
    options = [Option(key, word, key == chosen) for key, word in column.choices.items()]
    if not column.required:
        options.append(Option(EMPTY, _("(kosong)"), chosen == EMPTY))
    return options


def _within(name: str) -> str:
    """A column's name inside a sentence: "diperiksa pada", but "SPDP pada"."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]
