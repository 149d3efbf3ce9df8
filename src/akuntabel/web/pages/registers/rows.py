"""Registers, records and what they count for, as rows of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from akuntabel.catalogue.matching import Entered, in_words
from akuntabel.catalogue.register_schema import Column, Counted, Flow, LatestOf, Register, SumOf
from akuntabel.core.date_format import indonesian_date, indonesian_time
from akuntabel.core.number_format import MINUS, indonesian_as_entered, indonesian_number
from akuntabel.core.periods import MONTH_NAMES, Period
from akuntabel.measurement.record_queries import Behind, Book, Entry, Membership, added_by
from akuntabel.organisation.models import Record, UnitVersion
from akuntabel.organisation.records.origins import Origin
from akuntabel.organisation.records.queries import Kept, Page, Registers, Search, Version, name_of, referred_by
from akuntabel.organisation.records.reading import shown_value
from akuntabel.registers.finding_counts import finding_counts
from akuntabel.registers.models import Establishment, Inspection, OutreachEvent
from akuntabel.registers.survey_means import survey_means
from akuntabel.web.pages.registers.asking import GROUP, MONTH, query_of
from akuntabel.web.pages.registers.indicators import IndicatorLink, IndicatorLinks
from akuntabel.web.pages.registers.states import state_of
from akuntabel.web.place import Place


@dataclass(frozen=True)
class RegisterRow:
    """One register of the unit."""

    book: Book
    address: str
    number: str
    of_year: str
    """Records of the period's year; empty where the register has no date to tell by, and for shared lists."""
    last: str
    counts: int
    may_write: bool

    @property
    def about(self) -> str:
        """The first sentence of the register's note; the whole stands above its list."""
        first, dot, _rest = self.book.register.note.partition(". ")
        return first + dot.strip()


def register_rows(place: Place, books: Mapping[str, Book], kept: Mapping[str, Kept]) -> list[RegisterRow]:
    """In the catalogue's order (`grouping.py` has that of the page)."""
    return [
        RegisterRow(
            book,
            reverse("register", args=[*place.address, key]),
            indonesian_number(kept[key].number, 0),
            "" if (of_year := kept[key].of_year) is None or book.register.shared else indonesian_number(of_year, 0),
            _month(kept[key].last),
            len(book.measures),
            place.may_keep(book.register) and book.layout.can_be_written,
        )
        for key, book in books.items()
    ]


def _month(day: date | None) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {day.year}" if day else ""


@dataclass(frozen=True)
class Head:
    """The head of a column: its name, and the address that sorts by it."""

    column: Column
    address: str
    sorted: str
    """ "ascending", "descending" or empty: `aria-sort`."""


def heads(columns: Iterable[Column], search: Search) -> list[Head]:
    found = []
    for column in columns:
        is_sorted = column.key == search.sort
        turned = replace(search, sort=column.key, is_descending=is_sorted and not search.is_descending)
        direction = "descending" if search.is_descending else "ascending"
        found.append(Head(column, query_of(turned), direction if is_sorted else ""))
    return found


@dataclass(frozen=True)
class Cell:
    column: Column
    text: str

    @property
    def is_number(self) -> bool:
        return self.column.type == "integer" or self.column.is_decimal

    @property
    def is_day(self) -> bool:
        return self.column.type == "date"


@dataclass(frozen=True)
class RecordRow:
    """One record of a list; `address` is empty where it is another unit's, which `unit` then names."""

    address: str
    cells: list[Cell]
    day: str = ""
    adds: str = ""
    unit: str = ""
    state: tuple[str, str] = ("", "")
    """Key and word, where a day decides about the record."""


def record_rows(
    place: Place, book: Book, registers: Registers, page: Page, columns: Sequence[Column] | None = None
) -> list[RecordRow]:
    """The records of a page by the columns of the list, or by others."""
    columns = columns or book.layout.listed
    return [
        RecordRow(
            address_of(place, book, record),
            _cells(columns, registers, record),
            state=state_of(place, book.register.key, record),
        )
        for record in page.records
    ]


def address_of(place: Place, book: Book, record: Record) -> str:
    return reverse("register_record", args=[*place.address, book.register.key, record.uuid])


def _cells(columns: Iterable[Column], registers: Registers, record: Record) -> list[Cell]:
    return [Cell(column, shown(column, registers, record)) for column in columns]


def shown(column: Column, registers: Registers, record: Record) -> str:
    """A column of a record for people; a reference by the name of the record it leads to."""
    if column.type == "reference":
        other = referred_by(record, column.key)
        return name_of(registers[column.to or ""], other) if other else ""
    return shown_value(column, getattr(record, column.key))


@dataclass(frozen=True)
class Pager:
    """The ends of a list that has more than one page, and the pages beside this one."""

    first: str
    last: str
    total: str
    newer: str | None
    older: str | None
    newest: str | None
    oldest: str | None

    @classmethod
    def of(cls, page: Page, search: Search, group: str = "", extra: Mapping[str, int | str] | None = None) -> Pager:
        """Beside a page of a list."""
        return cls.by(page, lambda number: query_of(search, page=number, group=group, extra=extra))

    @classmethod
    def by(cls, page: Page, address: Callable[[int], str]) -> Pager:
        """Beside a page, whose others stand at the addresses told."""
        first, last = (indonesian_number(number, 0) for number in (page.first, page.last))
        has_before, has_after = page.number > 1, page.number < page.pages
        return cls(
            first, last, indonesian_number(page.total, 0),
            address(page.number - 1) if has_before else None,
            address(page.number + 1) if has_after else None,
            address(1) if has_before else None,
            address(page.pages) if has_after else None,
        )  # fmt: skip


# One record


@dataclass(frozen=True)
class Pair:
    """One column of a record's page; `address` where its value is a record that can be opened."""

    column: Column
    text: str
    address: str
    sensitivity: str

    @property
    def is_personal(self) -> bool:
        return self.sensitivity == "personal"

    @property
    def is_secret(self) -> bool:
        return self.sensitivity == "secret"


def pairs(place: Place, book: Book, registers: Registers, record: Record) -> list[Pair]:
    """Every column that the account may see, in the register's order; personal ones are for who keeps the records."""
    found = []
    for column in book.layout.visible(personal=place.may_keep(book.register)):
        other = referred_by(record, column.key) if column.type == "reference" else None
        address = reverse("register_record", args=[*place.address, column.to, other.uuid]) if other else ""
        found.append(Pair(column, shown(column, registers, record), address, column.sensitivity))
    return found


@dataclass(frozen=True)
class MeanRow:
    """One aspect of an event's survey: its answers, and the mean of their scores; empty without one."""

    name: str
    answers: str
    mean: str


def mean_rows(record: Record) -> list[MeanRow]:
    """The aspects of an outreach event; none for any other record."""
    found = survey_means(record) if isinstance(record, OutreachEvent) else []
    return [
        MeanRow(
            one.name.capitalize(),
            indonesian_number(one.answers, 0),
            "" if one.mean is None else indonesian_number(one.mean),
        )
        for one in found
    ]


@dataclass(frozen=True)
class SeverityRow:
    """Findings of one severity, in words."""

    name: str
    found: str
    repeated: str
    unresolved: str


def severity_rows(registers: Registers, record: Record) -> list[SeverityRow]:
    """The findings of an inspection or an establishment by severity; none for any other record."""
    if not isinstance(record, Inspection | Establishment) or "inspection_finding" not in registers:
        return []
    words = registers["inspection_finding"].by_key["severity"].choices
    return [
        SeverityRow(
            words[one.severity], *(indonesian_number(n, 0) for n in (one.found, one.repeated, one.unresolved))
        )
        for one in finding_counts(record)
    ]


@dataclass(frozen=True)
class ChangeRow:
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class VersionRow:
    """One version: its number, who and when, the reason, and what it changed."""

    number: int
    by: str
    when: str
    reason: str
    changes: list[ChangeRow]
    is_first: bool
    origin: Origin | None
    address: str
    """Where the import of that file stands; empty for who may not import, and for what came in by command."""


def version_rows(versions: Iterable[Version], zone: str, address: str = "") -> list[VersionRow]:
    """`address` is that of the import by which the record came in."""
    return [
        VersionRow(
            version.number,
            version.by,
            _when(version, zone),
            version.reason,
            [
                ChangeRow(c.column.name, _value(c.column, c.before), _value(c.column, c.after))
                for c in version.changes
            ],
            version.is_first,
            version.origin,
            address if version.origin else "",
        )
        for version in versions
    ]


def _value(column: Column, value: object) -> str:
    return shown_value(column, value) or _("kosong")  # type: ignore[arg-type]  # what the column stores


def _when(version: Version, zone: str) -> str:
    if version.moment is None:
        return indonesian_date(version.day)
    moment = version.moment.astimezone(ZoneInfo(zone))
    return f"{indonesian_date(moment.date())}, {indonesian_time(moment, zone)}"


@dataclass(frozen=True)
class FlowText:
    """What one flow of a measure says about a record: the month it counts in, or the conditions it does not meet."""

    month: str
    adds: str
    unmet: list[str]
    instead: str = ""
    """What the measure takes instead of this record's number; empty where it takes that."""


@dataclass(frozen=True)
class MembershipRow:
    """One measure and the record; `address` lists the records of the month it enters."""

    name: str
    flows: list[FlowText]
    address: str
    indicators: list[IndicatorLink]
    """The pages of the indicators that the measure enters, s.d. the month in which the record counts."""

    @property
    def counts(self) -> bool:
        return bool(self.address)


def membership_rows(
    place: Place, register: Register, record: Record, found: Iterable[Membership]
) -> list[MembershipRow]:
    """One row for each measure, in the catalogue's order."""
    rows, links = [], IndicatorLinks(place)
    for one in found:
        days = [flow.day for flow in one.flows if flow.counts and flow.day]
        address, indicators = "", list[IndicatorLink]()
        if days:
            month = Period(days[0].year, days[0].month, "month")
            indicators = links.of(one.measure.key, month.year, str(month))
            by = one.measure.counted.group_by if one.measure.counted else None
            address = behind_address(
                place.unit.slug, str(month), one.measure.key, getattr(record, by) if by else ""
            )
        if one.holds:
            flows = [_latest_text(one, record)]
        else:
            flows = [
                _flow_text(register, flow) for flow in [flow for flow in one.flows if flow.counts] or one.flows
            ]
        rows.append(MembershipRow(one.measure.name, flows, address, indicators))
    return rows


def _latest_text(one: Membership, record: Record) -> FlowText:
    """The month whose number the record gives, or would give."""
    assert one.holds is not None
    given = shown_number(added_by(record, one.flows[0].flow))
    instead = ""
    if one.entered is not None:
        instead = _("yang dipakai nilai yang diisi sebagai angka, %(number)s") % {
            "number": shown_number(one.entered)
        }
    elif one.holds.key != record.pk:
        instead = _("yang berlaku nilai lain untuk bulan itu, %(number)s") % {
            "number": shown_number(one.holds.number)
        }
    return FlowText(_month(one.flows[0].day), given, [], instead)


def behind_address(unit: str, period: str, measure: str, group: str = "", month: int = 0) -> str:
    """Where the records behind a measure's number s.d. the period stand, or behind that of one of its months."""
    address = reverse("measure_records", args=[unit, period, measure])
    asked = {key: value for key, value in ((GROUP, group), (MONTH, month)) if value}
    return f"{address}?{urlencode(asked)}" if asked else address


def _flow_text(register: Register, flow: Entered) -> FlowText:
    if flow.counts:
        return FlowText(_month(flow.day), signed(flow.number) if flow.number != 1 else "", [])
    unmet = [] if flow.day else [_("%(column)s belum terisi") % {"column": register.by_key[flow.flow.by].name}]
    return FlowText("", "", unmet + [in_words(register, condition) for condition in flow.unmet])


def signed(number: int | Decimal) -> str:
    """ "+1", "−1", "+0,25"."""
    return f"+{shown_number(number)}" if number >= 0 else f"{MINUS}{shown_number(-number)}"


# The records behind a number


@dataclass(frozen=True)
class FlowDefinition:
    """One flow in words: the date that puts a record into a month, the conditions, and what is added.

    `ranked_by` are the columns that say which record's number is taken, where it is that of one record.
    """

    by: str
    conditions: list[str]
    value: str
    is_taken_off: bool
    ranked_by: list[str]


def definition(register: Register, counted: Counted) -> list[FlowDefinition]:
    return [
        FlowDefinition(
            register.by_key[flow.by].name,
            [in_words(register, condition) for condition in flow.where],
            register.by_key[flow.value.sum].name if isinstance(flow.value, SumOf) else "",
            flow.sign == "minus",
            [register.by_key[key].name for key in flow.value.then_by] if isinstance(flow.value, LatestOf) else [],
        )
        for flow in counted.flows
    ]


def adds_something_else(counted: Counted) -> bool:
    """Whether a record may add another number than 1, so that a list must say what each adds."""
    return any(flow.sign == "minus" or isinstance(flow.value, SumOf) for flow in counted.flows)


def counts_by_several_dates(counted: Counted) -> bool:
    """Whether a list must say by which day each record counts; one date stands in its own column."""
    return len({flow.by for flow in counted.flows}) > 1


def behind_rows(
    place: Place,
    book: Book,
    registers: Registers,
    entries: Iterable[tuple[Record, date, Flow]],
    names: Mapping[int, UnitVersion],
) -> list[RecordRow]:
    """`names` are those of other units whose records count here."""
    columns = book.layout.listed
    return [
        RecordRow(
            address_of(place, book, record) if record.unit_id == place.unit.pk else "",
            _cells(columns, registers, record),
            indonesian_date(day),
            signed(added_by(record, flow)),
            names[record.unit_id].name if record.unit_id in names else "",
        )
        for record, day, flow in entries
    ]


def with_standing(rows: Iterable[RecordRow], behind: Behind, entries: Sequence[Entry]) -> list[RecordRow]:
    """The rows of records of whose numbers one is taken: which holds, which held for another month, which never did."""
    best = {one.day.month: one.key for one in reversed(behind.held)}
    found = []
    for row, (key, day, _flow) in zip(rows, entries, strict=True):
        state = ("", _("digantikan nilai lain bulan itu"))
        if key == behind.held[0].key and not behind.is_entered:
            state = ("done", _("berlaku"))
        elif key == best[day.month]:
            state = ("", _("nilai %(month)s") % {"month": MONTH_NAMES[day.month - 1]})
        found.append(replace(row, state=state))
    return found


def shown_number(number: int | Decimal | None) -> str:
    """ "1.250", "2,48" with the digits that were given; empty for none."""
    return "" if number is None else indonesian_as_entered(Decimal(number))
