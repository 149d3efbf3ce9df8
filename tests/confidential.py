"""One record of every register, each text of it unlike any other in the world, and who may see which of them.

Nothing here knows a register but for what its checks demand of a required column (`DEMANDED`): what the definitions say
is filled, so that a new one is covered on the day it comes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from akuntabel.audit.services import Actor
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.problems import Refused
from akuntabel.measurement import recording
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.services import HIDDEN, values_of
from akuntabel.registers.kinds import KINDS

BY = Actor("Pengisi uji", "web")
DAY = date(2023, 3, 7)
STEM = "JEJAK"
"""How every marker begins; a search for it finds whatever may be found."""

DEMANDED = {
    "year": {"plan_line": 2023, "external_value": 2023},
    "target_year": {"intervention_place": 2023},
    "measure": {"external_value": "accountability_score"},
    "service": {"certification_request": "third_party_testing", "dated_document": "third_party_testing"},
}
"""Column → register → the value that its checks take; tests of third parties belong to requests of that service."""


@dataclass(frozen=True)
class Marker:
    """A text that stands in one column of one record."""

    text: str
    register: str
    column: str
    sensitivity: str
    in_confidential: bool

    @property
    def is_hidden(self) -> bool:
        """Not for everybody who may open registers."""
        return self.in_confidential or self.sensitivity in HIDDEN


@dataclass
class Marked:
    """The records by register, open before confidential, and every marker in them."""

    unit: Unit
    registers: dict[str, Register]
    records: dict[str, list[Record]] = field(default_factory=dict)
    markers: list[Marker] = field(default_factory=list)

    def seen_in(self, text: str) -> set[Marker]:
        """The hidden markers that stand in a text."""
        return {one for one in self.markers if one.is_hidden and one.text in text}

    def hidden(self, *registers: str, **like: Any) -> set[Marker]:
        """The hidden markers, of some registers or of all, with these qualities."""
        return {
            one
            for one in self.markers
            if one.is_hidden
            and (not registers or one.register in registers)
            and all(getattr(one, key) == value for key, value in like.items())
        }


def mark(unit: Unit) -> Marked:
    """Keep and correct one record of every register, and one more where only some are confidential."""
    marked = Marked(unit, {key: one for key, one in definitions_for(unit).registers.items() if key in KINDS})
    waiting = sorted(
        marked.registers.values(), key=lambda one: not one.shared
    )  # standards before what they are for
    while waiting:
        ready = next(
            one for one in waiting if not _refers_to(one) & {other.key for other in waiting if other != one}
        )
        waiting.remove(ready)
        for chosen in ({}, _confidential_choice(ready)) if ready.confidential_rows else ({},):
            _keep(marked, ready, chosen)
    return marked


def _refers_to(register: Register) -> set[str]:
    return {column.to for column in register.columns if column.to and not column.maintained}


def _confidential_choice(register: Register) -> dict[str, Any]:
    operands = ((one.column, one.operand) for one in register.confidential_rows)
    return {column: operand[0] if isinstance(operand, tuple) else operand for column, operand in operands}


def _keep(marked: Marked, register: Register, chosen: dict[str, Any]) -> None:
    """A record with every column filled but those that its checks refuse, corrected once in every hidden text."""
    columns = [column for column in register.columns if not column.maintained]
    values = {column.key: _value(marked, register, column, number="1") for column in columns} | chosen
    record = _accepted(register, values, lambda: recording.keep(KINDS[register.key], marked.unit, values, by=BY))
    secret = is_confidential(register, record)
    texts = [column for column in columns if column.type == "text" and not column.district]
    hidden = [column for column in register.columns if column.sensitivity in HIDDEN]
    assert set(map(id, hidden)) <= set(map(id, texts)), f"{register.key}: mark this type of hidden column too"
    kept = values_of(register, record)
    assert all(kept[column.key] for column in hidden), f"{register.key}: a hidden column is not marked"
    after = {c.key: f"{kept[c.key]}x{STEM}" for c in texts if kept[c.key] and (secret or c in hidden)}
    reason = f"{STEM}-{register.key}-alasan-{len(marked.markers)}"
    record = recording.correct(
        KINDS[register.key], marked.unit, record.uuid, kept | after, version=record.version, reason=reason, by=BY
    )
    marked.records.setdefault(register.key, []).append(record)
    for column in texts:
        for text in filter(None, (kept[column.key], after.get(column.key))):
            marked.markers.append(Marker(str(text), register.key, column.key, column.sensitivity, secret))
    if secret:
        marked.markers.append(Marker(reason, register.key, "", "internal", secret))


def _accepted(register: Register, values: dict[str, Any], keep: Any) -> Record:
    """Keep; of the columns that are refused a required choice takes its next one, an optional column none."""
    for _attempt in range(sum(1 + len(column.choices) for column in register.columns)):
        try:
            return keep()
        except Refused as refused:
            column = register.by_key[str(refused.problems[0].place[0])]
            choices = list(column.choices)
            if not column.required:
                values[column.key] = None
            elif values[column.key] in choices[:-1]:
                values[column.key] = choices[choices.index(values[column.key]) + 1]
            else:
                raise
    raise AssertionError(f"{register.key}: no record is accepted")


def _value(marked: Marked, register: Register, column: Column, *, number: str) -> Any:
    if (demanded := DEMANDED.get(column.key, {}).get(register.key)) is not None:
        return demanded
    match column.type:
        case "text" if column.district:
            return "Kota Kupang"
        case "text" if column.is_decimal:
            return f"81,{len(marked.markers)}{number}"
        case "text":
            return f"{STEM}-{register.key}-{column.key}-{len(marked.markers)}-{number}" + (
                "@contoh.test" if column.key == "email" else ""
            )
        case "choice":
            return next(iter(column.choices))
        case "date":
            return DAY
        case "integer":
            return 3
        case "boolean":
            return False
        case "reference":
            others = marked.records.get(column.to or "", [])
            return others[0].uuid if others else None
    raise AssertionError(f"{register.key}.{column.key}: fill this type too")
