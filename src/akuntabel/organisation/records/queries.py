"""Reads of a unit's records: a page of a list, rows for a file, how many there are, versions, names.

Lists of a hundred thousand records stay quick: the keys of a page are found first, in the order of an index where the
register has one, and only the rows of that page are read whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, TypeAlias
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models import Count, F, Max, Q, Value

from akuntabel.audit.queries import last_event
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.records.columns import NAME_SEPARATOR, Layout
from akuntabel.organisation.records.confidential import may_see, seen
from akuntabel.organisation.records.kinds import Kind, number_column
from akuntabel.organisation.records.origins import Origin, origin_of
from akuntabel.organisation.records.reading import Value as Stored
from akuntabel.organisation.records.reading import shown_value
from akuntabel.organisation.records.services import values_of

FEW = 1000
"""Records found by words that are not counted in a question of their own."""
PAGE = 50
EMPTY = " -"
"""The choice of a filter that keeps records without a value: people type a dash, but no stored text begins with a space."""
OFFERED = 50
"""Records that a form offers to refer to; the others are found by typing."""
CHUNK = 2000

Rows: TypeAlias = "models.QuerySet[Record]"
Registers = Mapping[str, Register]
"""By key: a reference is named by the register it leads to."""


@dataclass(frozen=True)
class Search:
    """What a list is asked for; empty it is everything in the register's own order.

    `year`, `since` and `until` are about the main date, the last two included.
    """

    words: str = ""
    year: int | None = None
    since: date | None = None
    until: date | None = None
    district: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    is_descending: bool = False
    state: str = ""
    in_state: Q = field(default_factory=Q)
    """What the state asks of the records: it depends on a day, and no column holds it."""

    @property
    def narrows(self) -> bool:
        asked = (self.words, self.year, self.since, self.until, self.district, self.chosen, self.state)
        return any(asked)


@dataclass(frozen=True)
class Page:
    """Fifty records, and where they stand among all that were found."""

    records: list[Record]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, len(range(0, self.total, PAGE)))

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return min(self.number * PAGE, self.total)


def rows_of(model: type[Record], layout: Layout, unit: Unit) -> Rows:
    """The unit's records that the reader may see: where every reading of a register begins."""
    return seen(model.objects.filter(unit=unit), layout.register, named=layout.named)


def found(kind: Kind, layout: Layout, unit: Unit, search: Search, registers: Registers) -> Rows:
    """The records that a search keeps, without order. Only open columns are looked through."""
    rows = rows_of(kind.model, layout, unit).filter(search.in_state)
    for word in search.words.split():
        rows = rows.filter(
            reduce(or_, (Q(**{f"{key}__icontains": word}) for key in _looked_through(layout, registers)))
        )
    if search.year is not None and layout.main_date is not None:
        rows = rows.filter(_in_year(layout, search.year))
    if layout.main_date is not None:
        days = {"gte": search.since, "lte": search.until}
        rows = rows.filter(**{f"{layout.main_date.key}__{name}": day for name, day in days.items() if day})
    if search.district and layout.district is not None:
        key = layout.district.key
        rows = rows.filter(**({f"{key}__isnull": True} if search.district == EMPTY else {key: search.district}))
    for column in layout.choices:
        if value := search.chosen.get(column.key):
            rows = rows.filter(**({f"{column.key}__isnull": True} if value == EMPTY else {column.key: value}))
    return rows


def _looked_through(layout: Layout, registers: Registers) -> list[str]:
    """The texts of the record, and the names of what it refers to where they stand in the list."""
    keys = [column.key for column in layout.texts]
    for column in layout.listed:
        if column.type == "reference":
            keys += [f"{column.key}__{name.key}" for name in Layout(registers[column.to or ""]).name]
    return keys or ["uuid"]


def in_order(rows: Rows, kind: Kind, layout: Layout, search: Search, registers: Registers) -> Rows:
    """Sorted by one column of the list, or as the register sorts itself; the key decides between equals."""
    column = layout.register.by_key.get(search.sort)
    if column is None or column not in layout.listed:
        return rows.order_by(*kind.model._meta.ordering or ("-pk",))
    names = Layout(registers[column.to]).name if column.type == "reference" and column.to else []
    by = F(f"{column.key}__{names[0].key}" if names else column.key)
    nulls = None if column.required else True
    sign = "-" if search.is_descending else ""
    return rows.order_by(
        by.desc(nulls_last=nulls) if search.is_descending else by.asc(nulls_last=nulls), f"{sign}pk"
    )


def page_of(
    kind: Kind, layout: Layout, unit: Unit, search: Search, registers: Registers, *, number: int = 1
) -> Page:
    """One page of a list; a number beyond the last page gives the last. Three queries at most.

    Words are looked for in every record: where few are found, they are looked for once, not to be counted and again.
    """
    rows = found(kind, layout, unit, search, registers)
    keys = in_order(rows, kind, layout, search, registers).values_list("pk", flat=True)
    few = list(keys[: FEW + 1]) if search.words else []
    total = len(few) if search.words and len(few) <= FEW else rows.order_by().count()
    number = min(max(1, number), Page([], total, 1).pages)
    start = (number - 1) * PAGE
    shown = few[start : start + PAGE] if total <= len(few) else list(keys[start : start + PAGE])
    return Page(by_keys(kind, layout.listed, shown) if shown else [], total, number)


def page_of_keys(kind: Kind, layout: Layout, rows: Rows, *, number: int = 1) -> Page:
    """One page of records that were found in some other way, in their own order. Three queries, one where
    there are none."""
    rows = seen(rows, layout.register, named=layout.named)
    total = rows.count()
    number = min(max(1, number), Page([], total, 1).pages)
    start = (number - 1) * PAGE
    keys = list(rows.values_list("pk", flat=True)[start : start + PAGE]) if total else []
    return Page(by_keys(kind, layout.listed, keys) if keys else [], total, number)


def by_keys(kind: Kind, columns: Iterable[Column], keys: Sequence[int]) -> list[Record]:
    """Records in the order of their keys, with what the columns refer to. One query, none for no keys."""
    references = [column.key for column in columns if column.type == "reference"]
    rows = kind.model.objects.select_related(*references) if references else kind.model.objects.all()
    there = rows.in_bulk(keys)
    return [there[key] for key in keys]


def years_of_list(kind: Kind, layout: Layout, unit: Unit) -> list[int]:
    """Newest first, from the last to the first year of the main date. Two queries, each one step in an index."""
    if layout.main_date is None:
        return []
    key = layout.main_date.key
    days = rows_of(kind.model, layout, unit).filter(**{f"{key}__isnull": False}).values_list(key, flat=True)
    last = days.order_by(f"-{key}").first()
    if last is None:
        return []
    return list(range(last.year, days.order_by(key)[0].year - 1, -1))


def record_of(kind: Kind, layout: Layout, unit: Unit, uuid: UUID) -> Record | None:
    """One record of the unit, with what it refers to. One query."""
    references = [column.key for column in layout.register.columns if column.type == "reference"]
    rows = rows_of(kind.model, layout, unit).filter(uuid=uuid)
    return (rows.select_related(*references) if references else rows).first()


def name_of(register: Register, record: Record) -> str:
    """What people call a record: "S-001 · Tablet contoh", or by what it belongs to, "PM-001 · 5 Januari 2023"."""
    columns = [register.by_key[key] for key in register.named_by] or Layout(register).name
    return (
        NAME_SEPARATOR.join(filter(None, (_in_name(column, record) for column in columns))) or str(record.uuid)[:8]
    )


def _in_name(column: Column, record: Record) -> str:
    if column.type == "reference":
        return str(referred_by(record, column.key) or "")
    value = getattr(record, column.key)
    if column.type == "integer" and value is not None:
        return f"{column.name} {shown_value(column, value)}"
    return (value or "") if column.type == "text" else shown_value(column, value)


def referred_by(record: Record, key: str) -> Record | None:
    """What a record refers to; None also where that was withdrawn after this one."""
    try:
        found = getattr(record, key)
    except ObjectDoesNotExist:
        return None
    assert found is None or isinstance(found, Record)
    return found


@dataclass(frozen=True)
class Kept:
    """How much a register holds: records, those whose main date lies in the year asked for (None without a main date), and
    the last day of that date (or of recording)."""

    number: int
    of_year: int | None
    last: date | None


def kept(layouts: Mapping[str, tuple[Kind, Layout]], unit: Unit, year: int) -> dict[str, Kept]:
    """By key of the register, for all of them in one query."""
    counts = [
        rows_of(kind.model, layout, unit)
        .order_by()
        .values(register=Value(key))
        .annotate(
            number=Count("pk"),
            of_year=Count("pk", filter=_in_year(layout, year)),
            last=Max(layout.main_date.key if layout.main_date else "recorded_on"),
        )
        for key, (kind, layout) in layouts.items()
    ]
    if not counts:
        return {}
    rows = counts[0].union(*counts[1:], all=True) if len(counts) > 1 else counts[0]
    held = {row["register"]: row for row in rows}
    return {
        key: Kept(
            held[key]["number"] if key in held else 0,
            (held[key]["of_year"] if key in held else 0) if layout.main_date else None,
            held[key]["last"] if key in held else None,
        )
        for key, (_kind, layout) in layouts.items()
    }


def _in_year(layout: Layout, year: int) -> Q:
    if layout.main_date is None:
        return Q()
    key = layout.main_date.key
    return Q(**{f"{key}__gte": date(year, 1, 1), f"{key}__lte": date(year, 12, 31)})


def values_for_file(
    kind: Kind,
    layout: Layout,
    unit: Unit,
    search: Search,
    registers: Registers,
    *,
    columns: Sequence[Column] | None = None,
    also: Sequence[str] = (),
) -> Iterator[list[Stored]]:
    """Columns of the records found, the open ones unless others are asked for, fields of the model to stand beside them, and
    the UUID; a reference by its number, or by its UUID without one."""
    wanted = layout.open if columns is None else columns
    keys = [_named_in_file(kind, one) if one.type == "reference" else one.key for one in wanted]
    rows = in_order(found(kind, layout, unit, search, registers), kind, layout, search, registers)
    yield from (list(row) for row in rows.values_list(*keys, *also, "uuid").iterator(chunk_size=CHUNK))


def _named_in_file(kind: Kind, column: Column) -> str:
    return f"{column.key}__{number_column(referred(kind, column)) or 'uuid'}"


# References: what a form offers, and what was typed.


def referred(kind: Kind, column: Column) -> type[Record]:
    """The model that a reference column points to."""
    return _model_of(kind.model, column.key)


def _model_of(model_with: type[Record], key: str) -> type[Record]:
    model = model_with._meta.get_field(key).related_model
    assert isinstance(model, type)
    assert issubclass(model, Record)
    return model


def offered(kind: Kind, column: Column, registers: Registers, unit: Unit, words: str = "") -> list[str]:
    """Names of records that a column may refer to, for picking: those whose name has every word. One query."""
    register = registers[column.to or ""]
    names = [name.key for name in Layout(register).name]
    order = [name.key if name.required else F(name.key).asc(nulls_last=True) for name in Layout(register).name]
    rows = rows_of(referred(kind, column), Layout(register), unit)
    for word in words.replace(NAME_SEPARATOR.strip(), " ").split():
        rows = rows.filter(reduce(or_, (Q(**{f"{key}__icontains": word}) for key in names)))
    return [name_of(register, record) for record in rows.order_by(*order, "pk")[:OFFERED]]


def resolved(kind: Kind, column: Column, registers: Registers, unit: Unit, text: str) -> UUID | None:
    """The record that was meant: by its UUID, by its name as offered, by its number or title alone, or by what it belongs
    to as pages name it.

    None where no record of the unit has it, or more than one.
    """
    try:
        return UUID(text)
    except ValueError:
        layout = Layout(registers[column.to or ""])
    if "\x00" in text:
        return None
    rows = rows_of(referred(kind, column), layout, unit)
    part = reduce(or_, (Q(**{name.key: text}) for name in layout.name))
    for asked in (_named_so(layout.name, text), part):
        uuids = list(rows.filter(asked).values_list("uuid", flat=True)[:2])
        if uuids:
            return uuids[0] if len(uuids) == 1 else None
    called = _called_so(rows, layout.register, text) if layout.register.named_by else []
    return called[0] if len(called) == 1 else None


def _called_so(rows: Rows, register: Register, text: str) -> list[UUID]:
    """The records that are called so by what they belong to: looked for among those of the first part of the text."""
    first = register.by_key[register.named_by[0]]
    if first.type == "reference":
        number = number_column(_model_of(rows.model, first.key))
        if number is None:
            return []
        rows = rows.select_related(first.key)
        asked = {f"{first.key}__{number}": text.split(NAME_SEPARATOR, maxsplit=1)[0]}
    else:
        asked = {first.key: text.split(NAME_SEPARATOR, maxsplit=1)[0]}
    return [record.uuid for record in rows.filter(**asked) if name_of(register, record) == text]


def _named_so(names: Sequence[Column], text: str) -> Q:
    """The records whose whole name (`name_of`) is the text: one column of it may be empty, and may hold the separator."""
    found = Q(pk__in=[])
    if len(names) == 1:
        return Q(**{names[0].key: text})
    first, second = (name.key for name in names)
    parts = text.split(NAME_SEPARATOR)
    for at in range(1, len(parts)):
        left, right = NAME_SEPARATOR.join(parts[:at]), NAME_SEPARATOR.join(parts[at:])
        found |= Q(**{first: left, second: right})
    if not names[0].required:
        found |= Q(**{f"{first}__isnull": True, second: text})
    return found


# Versions


@dataclass(frozen=True)
class Change:
    """One column's value before and after, as values; a reference by its name."""

    column: Column
    before: Stored
    after: Stored


@dataclass(frozen=True)
class Version:
    """One version of a record: who wrote it, when and why, and what it changed in the columns asked for.

    `origin`: the file that a first version came from; its `reason` is empty then.
    `moment` is None for a record that came without a history; then only the day of recording is known.
    """

    number: int
    by: str
    day: date
    moment: datetime | None
    reason: str
    changes: list[Change]
    is_first: bool
    origin: Origin | None = None


def versions_of(kind: Kind, record: Record, columns: Sequence[Column], registers: Registers) -> list[Version]:
    """Newest first; changes only in the columns given. One query, and one for each column that refers."""
    history = _history(kind)
    rows = [] if history is None else list(history.filter(id=record.pk).order_by("version", "history_id"))
    if not rows:
        return [
            Version(record.version, record.changed_by or record.recorded_by, record.recorded_on, None, "", [], True)
        ]
    names = _names(kind, columns, registers, rows)
    found = []
    for before, row in zip([None, *rows], rows, strict=False):
        changes = [] if before is None else _changes(columns, names, before, row)
        reason = row.history_change_reason or ""
        origin = origin_of(reason) if row.history_type == "+" else None
        found.append(Version(row.version, row.changed_by or row.recorded_by, row.recorded_on, row.history_date,
                             "" if origin else reason, changes, before is None, origin))  # fmt: skip
    return found[::-1]


def values_at(kind: Kind, register: Register, record: Record, version: int) -> dict[str, Stored] | None:
    """The values of an earlier version, a reference by its UUID; None where it was not kept."""
    history = _history(kind)
    row = None if history is None else history.filter(id=record.pk, version=version).first()
    if row is None:
        return None
    then = kind.model(**{f.attname: getattr(row, f.attname) for f in kind.model._meta.concrete_fields})
    return values_of(register, then)


def _history(kind: Kind) -> Any:
    """The manager of a model's versions; every register has one, a list of shared things none."""
    return getattr(kind.model, "history", None)


def _names(
    kind: Kind, columns: Iterable[Column], registers: Registers, rows: Iterable[Any]
) -> dict[tuple[str, int], str]:
    """(column, key of the row it refers to) → name."""
    names: dict[tuple[str, int], str] = {}
    for column in columns:
        if column.type != "reference":
            continue
        keys = {key for row in rows if (key := getattr(row, f"{column.key}_id")) is not None}
        there = referred(kind, column).objects.in_bulk(keys) if keys else {}
        names |= {(column.key, pk): name_of(registers[column.to or ""], other) for pk, other in there.items()}
    return names


def _changes(
    columns: Iterable[Column], names: Mapping[tuple[str, int], str], before: Any, after: Any
) -> list[Change]:
    changes = []
    for column in columns:
        old, new = (
            getattr(row, f"{column.key}_id" if column.type == "reference" else column.key)
            for row in (before, after)
        )
        if old == new:
            continue
        if column.type == "reference":
            old, new = names.get((column.key, old)), names.get((column.key, new))
        changes.append(Change(column, old, new))
    return changes


# Withdrawn records


@dataclass(frozen=True)
class Withdrawn:
    """A record that was taken out of its register, as it stood last: by whom, when, and why."""

    record: Record
    by: str
    moment: datetime
    reason: str


def withdrawn_one(kind: Kind, layout: Layout, unit: Unit, uuid: UUID) -> Withdrawn | None:
    """The record that stood at this address and was withdrawn, where the reader might see it. One query.

    What is kept without a history is told by the trail: its last values are not known.
    """
    history = _history(kind)
    if history is None:
        event = last_event(unit.slug, f"{kind.key}.withdrawn", f"{kind.key}/{uuid}")
        if event is None:
            return None
        return Withdrawn(kind.model(unit=unit, uuid=uuid), event.actor, event.at, event.reason)
    row = history.filter(unit=unit, uuid=uuid, history_type="-").order_by("history_id").last()
    found = None if row is None else _as_withdrawn(row)
    return found if found and may_see(layout.register, found.record, named=layout.named) else None


def withdrawn_ones(kind: Kind, layout: Layout, unit: Unit, *, number: int = 1) -> tuple[Page, list[Withdrawn]]:
    """One page of the records that were withdrawn, the last first; none of a kind without a history. Two queries."""
    history = _history(kind)
    if history is None:
        return Page([], 0, 1), []
    rows = seen(history.filter(unit=unit, history_type="-"), layout.register, named=layout.named)
    total = rows.order_by().count()
    number = min(max(1, number), Page([], total, 1).pages)
    start = (number - 1) * PAGE
    found = [_as_withdrawn(row) for row in rows.order_by("-history_id")[start : start + PAGE]] if total else []
    return Page([one.record for one in found], total, number), found


def withdrawn_rows(kind: Kind) -> Any:
    """The last versions of the records of every unit that were withdrawn, of a kind with a history."""
    return _history(kind).filter(history_type="-")


def by_keys_ever(kind: Kind, columns: Iterable[Column], keys: Sequence[int]) -> list[tuple[Record, bool]]:
    """Records in the order of their keys, as `by_keys`, and whether each was withdrawn: then as it stood last. Two queries,
    none for no keys."""
    references = [column.key for column in columns if column.type == "reference"]
    rows = kind.model.objects.select_related(*references) if references else kind.model.objects.all()
    there = rows.in_bulk(keys)
    missing = [key for key in keys if key not in there]
    gone = {row.id: row.instance for row in withdrawn_rows(kind).filter(id__in=missing)} if missing else {}
    return [(there[key], False) if key in there else (gone[key], True) for key in keys]


def has_history(kind: Kind) -> bool:
    """Whether versions of its records are kept."""
    return _history(kind) is not None


def _as_withdrawn(row: Any) -> Withdrawn:
    return Withdrawn(
        row.instance, row.changed_by or row.recorded_by, row.history_date, row.history_change_reason or ""
    )
