"""The form of a record, made from the register's definition: what stands in each field, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from akuntabel.catalogue.register_schema import ChoicesBy, Column
from akuntabel.core.problems import Problem
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.facts_on import district_names
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.partial import problems_so_far
from akuntabel.organisation.records.queries import Registers, name_of, offered, referred, resolved, values_at
from akuntabel.organisation.records.reading import NO, YES, Value, read_values, shown_value, written_value
from akuntabel.organisation.records.services import CHANGE_REASON, values_of
from akuntabel.web.place import Place

WIDE = 80
"""Letters from which a text gets a field of several lines."""
_WIDGETS = {"choice": "select", "boolean": "select", "date": "date", "datetime": "datetime-local",
            "integer": "number", "reference": "reference", "text": "text"}  # fmt: skip


@dataclass(frozen=True)
class FormOption:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class FormField:
    """One column in a form. `offers` are names to pick from, for a reference those of records, and
    `offers_address` more of them.

    `allowed` are the choices that the other fields leave, None for all; `asks` are the fields that decide it, and
    `choices_address` has the choices anew once one of them changes.
    """

    column: Column
    text: str
    problems: list[str]
    offers: list[str] = field(default_factory=list)
    offers_address: str = ""
    allowed: Sequence[str] | None = None
    asks: Sequence[str] = ()
    choices_address: str = ""

    @property
    def asked_fields(self) -> str:
        """The deciding fields as a selector."""
        return ", ".join(f"#isi-{key}" for key in self.asks)

    @property
    def asked_when(self) -> str:
        """The changes that ask for the choices anew, as `hx-trigger` writes them."""
        return ", ".join(f"change from:#isi-{key}" for key in self.asks)

    @property
    def widget(self) -> str:
        is_long = self.column.type == "text" and (len(self.text) > WIDE or "\n" in self.text)
        if self.column.is_decimal:
            return "decimal"
        if self.column.district:
            return "offered"
        return "long" if is_long else _WIDGETS[self.column.type]

    @property
    def options(self) -> list[FormOption]:
        """The choices of a select, an empty one first; one that is chosen stays, also when it fits no more."""
        words = (
            [
                (key, word)
                for key, word in self.column.choices.items()
                if self.allowed is None or key in self.allowed or key == self.text
            ]
            if self.column.type == "choice"
            else ((YES, _("ya")), (NO, _("tidak")))
        )
        shown = [FormOption(key, word, key == self.text) for key, word in words]
        return [FormOption("", _("pilih …") if self.column.required else _("(kosong)"), not self.text), *shown]

    @property
    def described_by(self) -> str:
        """The ids of help and mistakes, for `aria-describedby`."""
        parts = [("bantuan", self.column.help or self.column.type == "reference"), ("keliru", self.problems)]
        return " ".join(f"{name}-{self.column.key}" for name, there in parts if there)


@dataclass(frozen=True)
class Difference:
    """One column of a form that was overtaken: what was typed, what is stored, and which of them the form has now."""

    column: Column
    mine: str
    stored: str
    is_taken_over: bool


@dataclass(frozen=True)
class RecordForm:
    """A whole form. `general` are problems that belong to no field."""

    fields: list[FormField]
    general: list[str]
    version: int = 0
    reason: str = ""
    reason_problems: list[str] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return bool(self.general or self.reason_problems or any(one.problems for one in self.fields))

    @property
    def wrong(self) -> list[FormField]:
        return [one for one in self.fields if one.problems]


class Writing:
    """One register's form at one place: makes it, and reads what was sent."""

    def __init__(self, place: Place, book: Book, registers: Registers) -> None:
        self._place, self._book, self._registers = place, book, registers
        self.columns = book.layout.written

    def begun(self, asked: QueryDict) -> RecordForm:
        """A new record's form, with what the address that led here knows already, and the year of its period."""
        year = str(self._place.period.year)
        told = {column.key: asked.get(column.key, "")[:WIDE].replace("\x00", "") for column in self.columns}
        years = {column.key: told[column.key] or year for column in self.columns if column.is_year}
        return self.form(told | years)

    def of_record(self, record: Record) -> RecordForm:
        return self.form(self._texts(values_of(self._book.register, record), record), version=record.version)

    def form(
        self, texts: Mapping[str, str], problems: Iterable[Problem] = (), *, version: int = 0, reason: str = ""
    ) -> RecordForm:
        """A form with texts in it and each problem at its field."""
        by_place: dict[str, list[str]] = {}
        for problem in problems:
            by_place.setdefault(str(problem.place[0]) if problem.place else "", []).append(problem.message)
        fields = [self._field(column, texts, by_place.pop(column.key, [])) for column in self.columns]
        reason_problems = by_place.pop(CHANGE_REASON, [])
        return RecordForm(
            fields, [one for some in by_place.values() for one in some], version, reason, reason_problems
        )

    def choices(self, column: Column, texts: Mapping[str, str]) -> list[FormOption]:
        """The options of a select as the fields that decide about them are now."""
        return self._field(column, texts, []).options

    def _field(self, column: Column, texts: Mapping[str, str], problems: list[str]) -> FormField:
        text = texts.get(column.key, "")
        if column.choices_by is not None:
            address = reverse("register_choices", args=[*self._place.address, self._book.register.key, column.key])
            asks = self._asks(column.choices_by)
            return FormField(column, text, problems, allowed=self._allowed(column.choices_by, asks, texts), asks=asks,
                             choices_address=address)  # fmt: skip
        if column.district:
            return FormField(column, text, problems, district_names(self._place.unit))
        if column.type != "reference":
            return FormField(column, text, problems)
        address = reverse("register_offers", args=[*self._place.address, self._book.register.key, column.key])
        offers = offered(self._book.kind, column, self._registers, self._place.unit)
        return FormField(column, text, problems, offers, address)

    def _asks(self, by: ChoicesBy) -> list[str]:
        """The fields that decide about a column's choices: the other choice, or what that is maintained from."""
        if not self._book.register.by_key[by.column].maintained:
            return [by.column]
        return [one.key for one in self.columns if one.type == "reference"]

    def _allowed(self, by: ChoicesBy, asks: Sequence[str], texts: Mapping[str, str]) -> Sequence[str] | None:
        """The choices that the fields leave; None while they do not say it."""
        typed = {key: texts.get(key, "").strip() for key in asks}
        if not self._book.register.by_key[by.column].maintained:
            return by.allowed.get(typed[by.column])
        record = self._book.kind.model()
        for key, text in typed.items():
            column = self._book.register.by_key[key]
            uuid = resolved(self._book.kind, column, self._registers, self._place.unit, text) if text else None
            if uuid is None:
                return None
            other = referred(self._book.kind, column)
            setattr(record, key, other.objects.get(unit=self._place.unit, uuid=uuid))
        self._book.kind.maintain(record)
        return by.allowed.get(getattr(record, by.column), ())

    def sent(self, post: QueryDict) -> dict[str, str]:
        """What was typed into each field."""
        return {column.key: post.get(column.key, "") for column in self.columns}

    def read(
        self, texts: Mapping[str, str], record: Record | None = None
    ) -> tuple[dict[str, Value], list[Problem]]:
        """The values, and every mistake; while something cannot be read, also what can be told of the rest.

        A reference that is typed as number or name becomes its UUID here; one that the record has already stays, whatever
        else is called so.
        """
        typed, problems = dict(texts), []
        for column in self.columns:
            text = typed[column.key].strip()
            if column.type == "reference" and text:
                uuid = self._stored(column, record, text) or resolved(
                    self._book.kind, column, self._registers, self._place.unit, text
                )
                if uuid is None:
                    problems.append(Problem((column.key,), _not_found(column, text)))
                typed[column.key] = str(uuid or "")
        form = self._book.register.model_copy(update={"columns": tuple(self.columns)})
        values, more = read_values(form, typed)
        found = {problem.place for problem in problems}
        problems += [problem for problem in more if problem.place not in found]
        problems += list(self._not_for_us(values, problems))
        if problems:
            wrong = {str(problem.place[0]) for problem in problems}
            fresh = self._book.kind.model(unit=self._place.unit) if record is None else copy(record)
            problems += problems_so_far(self._book.kind, self._book.register, fresh, values, wrong)
        return values, problems

    def _stored(self, column: Column, record: Record | None, text: str) -> UUID | None:
        """What the record refers to, when that is called so."""
        other = getattr(record, column.key) if record is not None else None
        if not isinstance(other, Record) or name_of(self._registers[column.to or ""], other).strip() != text:
            return None
        return other.uuid

    def _not_for_us(self, values: Mapping[str, Value], problems: Iterable[Problem]) -> Iterator[Problem]:
        """Who is not named writes no confidential record: after saving, he could not find it."""
        register, named = self._book.register, self._book.layout.named
        wrong = {problem.place[0] for problem in problems}
        rows = register.confidential_rows
        if named or not rows or any(one.column in wrong for one in rows):
            return
        typed = self._book.kind.model(**{one.column: values[one.column] for one in rows})
        for one in rows if is_confidential(register, typed) else ():
            column = register.by_key[one.column]
            word = shown_value(column, values[one.column])
            yield Problem((one.column,), _("%(name)s: “%(word)s” hanya dicatat oleh orang yang ditunjuk. Serahkan kepadanya.")
                          % {"name": column.name, "word": word})  # fmt: skip

    def overtaken(self, texts: Mapping[str, str], values: Mapping[str, Value], opened: int, stored: Record,
                  reason: str) -> RecordForm:  # fmt: skip
        """The form after somebody else saved first: what I changed stays, what only they changed is taken over.

        Both values stand in `differences`; nothing that was typed is gone.
        """
        register = self._book.register
        now = values_of(register, stored)
        then = values_at(self._book.kind, register, stored, opened) or {}
        now_texts = self._texts(now, stored)
        kept = dict(texts)
        differences = []
        for column in self.columns:
            key = column.key
            if values.get(key) == now[key]:
                continue
            is_taken_over = key in then and values.get(key) == then[key]
            mine = self._shown(column, texts[key], values.get(key))
            theirs = self._shown(column, now_texts[key], now[key])
            differences.append(Difference(column, mine, theirs, is_taken_over))
            if is_taken_over:
                kept[key] = now_texts[key]
        form = self.form(kept, version=stored.version, reason=reason)
        return RecordForm(form.fields, form.general, form.version, reason, [], differences)

    def _shown(self, column: Column, text: str, value: Value) -> str:
        shown = text if column.type == "reference" else shown_value(column, value)
        return shown or _("kosong")

    def _texts(self, values: Mapping[str, Any], record: Record) -> dict[str, str]:
        """What stands in the fields for a stored record: choices by key, references by name."""
        texts = {}
        for column in self.columns:
            value = values[column.key]
            if column.type == "reference" and value is not None:
                texts[column.key] = name_of(self._registers[column.to or ""], getattr(record, column.key))
            elif column.type == "choice":
                texts[column.key] = value or ""
            elif column.type == "date" and value is not None:
                texts[column.key] = f"{value:%d/%m/%Y}"
            else:
                texts[column.key] = written_value(column, value)
        return texts


def _not_found(column: Column, text: str) -> str:
    return _(
        "%(name)s: “%(text)s” tidak ditemukan, atau tidak hanya satu. Pilih dari daftar, atau ketik nomor atau uuid-nya "
        "(kolom terakhir berkas unduhannya)."
    ) % {"name": column.name, "text": text}


def version_of(post: QueryDict) -> int:
    """The version that the form was opened at; 0, which is never stored, where that cannot be read."""
    text = post.get("version", "")[:9]
    return int(text) if text.isdecimal() else 0


def reason_of(post: QueryDict) -> str:
    """Why a record is corrected; invisible signs, which a database refuses, left out."""
    return post.get(CHANGE_REASON, "").replace("\x00", "")
