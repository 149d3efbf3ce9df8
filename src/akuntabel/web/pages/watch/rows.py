"""Late data and late work as rows of text: every text ready, nothing left to compute in a template."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akuntabel.catalogue.register_schema import Register
from akuntabel.core.chart_scale import linear_scale
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.delays import AgeClass
from akuntabel.core.number_format import indonesian_number, plain_number
from akuntabel.core.periods import MONTH_NAMES
from akuntabel.core.values import Operation, compute, given
from akuntabel.measurement.figures import Figure, FigureBook
from akuntabel.measurement.lateness import Change, Effects, LastWord, LateRecord
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.expiry import Expiring
from akuntabel.organisation.records.queries import EMPTY, name_of
from akuntabel.registers.answers import Answers
from akuntabel.registers.backlog import CLASSES, Narrowed, Waiting
from akuntabel.registers.delays import Delays, loaded_on
from akuntabel.registers.districts import DistrictMap
from akuntabel.web.pages.registers.measures import group_name
from akuntabel.web.pages.registers.rows import address_of, shown_number, signed
from akuntabel.web.place import Place

SHADES = 4
"""Depths of colour on the map of districts; the number itself always stands beside them."""


# Late data


@dataclass(frozen=True)
class ChangeRow:
    """One month of a measure: as reported, now, the difference, and where its records stand."""

    name: str
    then: str
    now: str
    difference: str
    reported: str
    is_first_day: bool
    address: str


@dataclass(frozen=True)
class ChangedMonth:
    name: str
    rows: list[ChangeRow]


def changed_months(place: Place, changes: Iterable[Change]) -> list[ChangedMonth]:
    """Newest month first, the measures in the catalogue's order."""
    by_month: dict[int, list[ChangeRow]] = {}
    for change in changes:
        by_month.setdefault(change.month, []).append(change_row(place, change))
    return [ChangedMonth(MONTH_NAMES[month - 1], by_month[month]) for month in sorted(by_month, reverse=True)]


def change_row(place: Place, change: Change) -> ChangeRow:
    """Its figures and where the records behind it stand."""
    address = reverse("late_records", args=[*place.address, change.measure.key, change.month])
    if change.group:
        address += f"?{urlencode({'kelompok': change.group})}"
    return ChangeRow(
        group_name(change.measure, change.group),
        shown_number(change.then) or _("belum ada"),
        shown_number(change.now) or _("belum ada"),
        signed(change.difference),
        indonesian_date(change.baseline.day),
        change.baseline.is_first_day,
        address,
    )


@dataclass(frozen=True)
class EffectRow:
    """One indicator as it was when the period was reported, and now."""

    number: str
    name: str
    address: str
    realisation_then: str
    realisation_now: str
    achievement_then: str
    achievement_now: str


def effect_rows(place: Place, effects: Effects) -> list[EffectRow]:
    """By the same figures that every page prints."""
    then, now = FigureBook(effects.before), FigureBook(effects.after)
    return [
        EffectRow(
            one.now.number,
            one.now.short_name,
            reverse("indicator", args=[*place.address, one.now.slug]),
            _with_unit(then.get(one.now.slug, "realisation")),
            _with_unit(now.get(one.now.slug, "realisation")),
            _with_unit(then.get(one.now.slug, "achievement")),
            _with_unit(now.get(one.now.slug, "achievement")),
        )
        for one in effects.changed
    ]


def _with_unit(figure: Figure) -> str:
    return f"{figure.shown} {figure.unit}".strip() if figure.plain is not None else figure.shown


@dataclass(frozen=True)
class LateRow:
    """A record behind a change: what happened to it, when and why, and what it adds now instead of then."""

    name: str
    address: str
    what: str
    day: str
    reason: str
    then: str
    now: str


def late_rows(
    place: Place,
    change: Change,
    records: Iterable[tuple[LateRecord, tuple[Record, bool]]],
    words: Mapping[int, LastWord],
) -> list[LateRow]:
    return [
        LateRow(
            name_of(change.book.register, record),
            address_of(place, change.book, record) if record.unit_id == place.unit.pk else "",
            _what(change, late, record, is_withdrawn=is_withdrawn),
            indonesian_date(words[late.key].day if late.key in words else record.recorded_on),
            words[late.key].reason if late.key in words else "",
            shown_number(late.then),
            shown_number(late.now),
        )
        for late, (record, is_withdrawn) in records
    ]


def _what(change: Change, late: LateRecord, record: Record, *, is_withdrawn: bool) -> str:
    if is_withdrawn:
        return _("ditarik, tidak lagi dihitung")
    if record.recorded_on > change.baseline.day:
        return _("dicatat terlambat")
    if late.now == 0 and change.measure.counted and change.measure.counted.latest:
        return _("digantikan nilai lain bulan itu")
    return _("diperbaiki, tidak lagi dihitung di bulan ini") if late.now == 0 else _("diperbaiki")


# Days to the record


@dataclass(frozen=True)
class DelayRow:
    """One register and month. `share` is the part recorded within the standard; None where there is no standard."""

    month: str
    number: str
    median: str
    slow: str
    share: Figure | None
    early: str


@dataclass(frozen=True)
class DelayTable:
    """One register: its teams, the day it is counted by, its months, and whether all of it was loaded on one day."""

    register: Register
    teams: str
    by: str
    loaded: str
    rows: list[DelayRow]


def delay_tables(
    books: Mapping[str, Book],
    found: Mapping[str, Mapping[int, Delays]],
    teams: Mapping[str, list[str]],
    standard: int | None,
) -> list[DelayTable]:
    """In the order of the registers, newest month first."""
    tables = []
    for key, book in books.items():
        if key not in found or book.layout.main_date is None:
            continue
        loaded = loaded_on(found[key])
        rows = [_delay_row(month, found[key][month], standard) for month in sorted(found[key], reverse=True)]
        tables.append(
            DelayTable(
                book.register,
                ", ".join(teams.get(key, [])),
                book.layout.main_date.name,
                indonesian_date(loaded) if loaded else "",
                rows,
            )
        )
    return tables


def _delay_row(month: int, one: Delays, standard: int | None) -> DelayRow:
    name = MONTH_NAMES[month - 1]
    share = None
    if standard is not None and one.number:
        part = compute(name, Operation.PERCENTAGE, (given(name, one.within(standard)), given(name, one.number)))
        share = Figure(name, plain_number(part.number), indonesian_number(part.number), "%")
    return DelayRow(
        name,
        shown_number(one.number),
        shown_number(one.median),
        shown_number(one.slow),
        share,
        shown_number(one.early) if one.early else "",
    )


# The laboratory's backlog


@dataclass(frozen=True)
class Count:
    """A number and the list behind it; no address for 0."""

    text: str
    address: str = ""
    label: str = ""


@dataclass(frozen=True)
class BacklogRow:
    """The samples of one commodity and laboratory, or of one obstacle, by class of age, and together."""

    names: list[str]
    counts: list[Count]


def age_name(one: AgeClass) -> str:
    """ "0–7 hari", "lebih dari 30 hari"."""
    if one.last is None:
        return _("lebih dari %(days)d hari") % {"days": one.first - 1}
    return _("%(first)d–%(last)d hari") % {"first": one.first, "last": one.last}


def backlog_rows(
    place: Place, waiting: Sequence[Waiting], by: Sequence[str], names: Mapping[str, Mapping[str, str]]
) -> list[BacklogRow]:
    """Grouped by the columns given, by their words, what is not known last; `names` are the words of the choices."""
    found: dict[tuple[str, ...], list[int]] = {}
    for one in waiting:
        key = tuple(getattr(one, column) or EMPTY for column in by)
        total = found.setdefault(key, [0] * len(CLASSES))
        for position, number in enumerate(one.by_age):
            total[position] += number
    rows = []
    for key, numbers in found.items():
        asked = dict(zip(by, key, strict=True))
        words = [_unknown(column) if text == EMPTY else names.get(column, {}).get(text, text) for column, text in
                 asked.items()]  # fmt: skip
        rows.append((EMPTY in key, BacklogRow(words, _counts(place, asked, words, numbers))))
    return [row for _is_unknown, row in sorted(rows, key=lambda pair: (pair[0], pair[1].names))]


def backlog_total(place: Place, waiting: Iterable[Waiting]) -> list[Count]:
    """All of it by class of age, and together."""
    numbers = [sum(column) for column in zip(*(one.by_age for one in waiting), strict=True)]
    return _counts(place, {}, [_("Semua")], numbers or [0] * len(CLASSES))


def _unknown(column: str) -> str:
    return _("tidak dicatat") if column == "blocked_by" else _("belum disebut")


ASKED = {"commodity": "komoditas", "laboratory": "laboratorium", "blocked_by": "penghambat"}
AGE = "umur"


def _counts(place: Place, asked: Mapping[str, str], words: Sequence[str], numbers: Sequence[int]) -> list[Count]:
    address = reverse("backlog_records", args=place.address)
    query = {ASKED[column]: text for column, text in asked.items()}
    found = []
    for position, number in [*enumerate(numbers), (None, sum(numbers))]:
        age = {} if position is None else {AGE: str(position)}
        label = age_name(CLASSES[position]) if position is not None else _("semua umur")
        to = f"{address}?{urlencode(query | age)}" if number else ""
        found.append(Count(shown_number(number), to, ", ".join([*words, label])))
    return found


def narrowed_words(narrowed: Narrowed, names: Mapping[str, Mapping[str, str]]) -> list[str]:
    """What a part of the backlog is, in words."""
    found = [age_name(CLASSES[narrowed.age])] if narrowed.age is not None else []
    labels = {"commodity": _("Komoditas"), "laboratory": _("Laboratorium"), "blocked_by": _("Penghambat")}
    for column, label in labels.items():
        if text := getattr(narrowed, column):
            word = _unknown(column) if text == EMPTY else names.get(column, {}).get(text, text)
            found.append(f"{label}: {word}")
    return found


# Districts


@dataclass(frozen=True)
class DistrictCell:
    """How many records, how deep the colour, and the list behind them; `is_empty` is said in words too."""

    register: str
    text: str
    shade: int
    address: str

    @property
    def is_empty(self) -> bool:
        return not self.address


@dataclass(frozen=True)
class DistrictRow:
    name: str
    is_outside: bool
    cells: list[DistrictCell]

    @property
    def is_quiet(self) -> bool:
        """Whether nothing at all happened there."""
        return all(cell.is_empty for cell in self.cells)


def district_rows(place: Place, books: Mapping[str, Book], found: DistrictMap) -> list[DistrictRow]:
    """The working area in its own order, then districts that only records name."""
    places = [(name, False) for name in found.districts] + [(name, True) for name in found.outside]
    return [
        DistrictRow(
            name or _("tanpa kabupaten/kota"),
            is_outside,
            [_district_cell(place, books[key].register, found, name) for key in found.registers],
        )
        for name, is_outside in places
    ]


def _district_cell(place: Place, register: Register, found: DistrictMap, name: str) -> DistrictCell:
    number = found.number(name, register.key)
    if not number:
        return DistrictCell(register.name, _("nihil"), 0, "")
    begun = date(place.period.year, 1, 1)
    query = urlencode({"kabupaten": name or EMPTY, "sejak": begun, "sampai": place.period.last_day})
    address = f"{reverse('register', args=[*place.address, register.key])}?{query}"
    return DistrictCell(
        register.name,
        shown_number(number),
        linear_scale(0, found.most(register.key), 1, SHADES).at(number),
        address,
    )


# Answers


@dataclass(frozen=True)
class AnswerRow:
    name: str
    place: str
    sent: str
    due: str
    answered: str
    rate: Figure | None
    waiting: str
    median: str
    oldest: str


def answer_rows(found: Iterable[Answers]) -> list[AnswerRow]:
    return [
        AnswerRow(
            one.name or _("kabupaten/kota belum disebut"),
            one.district,
            shown_number(one.sent),
            shown_number(one.due),
            shown_number(one.answered),
            _rate(one),
            shown_number(one.unanswered),
            shown_number(one.median_age),
            shown_number(one.oldest),
        )
        for one in found
    ]


def _rate(one: Answers) -> Figure | None:
    rate = one.rate
    if not rate.is_measured:
        return None
    return Figure(one.name, plain_number(rate.number), indonesian_number(rate.number), "%")


# Documents


@dataclass(frozen=True)
class ExpiringRow:
    name: str
    kind: str
    address: str
    until: str
    left: str
    is_over: bool


def expiring_rows(place: Place, book: Book, found: Iterable[Expiring]) -> list[ExpiringRow]:
    kinds = book.register.by_key["kind"].choices
    return [
        ExpiringRow(
            one.document.title,
            kinds.get(one.document.kind, one.document.kind),
            address_of(place, book, one.document),
            indonesian_date(one.document.valid_until) if one.document.valid_until else "",
            left_words(one.days_left),
            one.is_over,
        )
        for one in found
    ]


def left_words(days: int) -> str:
    """ "berakhir 12 hari lagi", "berakhir hari itu", "berakhir 3 hari lalu"."""
    if days == 0:
        return _("hari terakhir berlaku")
    if days > 0:
        return ngettext("%(days)d hari lagi", "%(days)d hari lagi", days) % {"days": days}
    return ngettext("berakhir %(days)d hari lalu", "berakhir %(days)d hari lalu", -days) % {"days": -days}
