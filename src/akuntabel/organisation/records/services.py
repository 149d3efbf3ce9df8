"""Writing a record: read again under lock, checked, saved and told to the trail in one transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import day_in
from akuntabel.organisation.records import staging
from akuntabel.organisation.records.bounds import Bounds
from akuntabel.organisation.records.checks import number_free, wrong_with
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.reading import Value, written_value

HIDDEN = frozenset({"personal", "secret"})
CHANGE_REASON = "change_reason"
"""Where a missing reason for a correction is told: a name that no column of a register has."""


class RecordMissing(LookupError):
    """The unit has no such record."""


class Stale(Exception):
    """The record was changed since it was opened; carries it as it is now."""

    def __init__(self, record: Record) -> None:
        super().__init__(f"{record.uuid} is at version {record.version}")
        self.record = record


@transaction.atomic
def create(kind: Kind, register: Register, unit: Unit, values: Mapping[str, Value], *, by: Actor) -> Record:
    """Keep a new record. Raises Refused with every problem, writing nothing."""
    saved = kind.model(unit=unit, recorded_on=day_in(unit, timezone.now()), recorded_by=by.name)
    if problems := _fill(kind, register, saved, values):
        raise Refused(problems)
    saved.save(force_insert=True)
    tell(chain=unit.slug, action=f"{kind.key}.created", subject=f"{kind.key}/{saved.uuid}", actor=by,
         after=told(register, saved))  # fmt: skip
    return saved


@transaction.atomic
def correct(
    kind: Kind,
    register: Register,
    unit: Unit,
    uuid: UUID,
    values: Mapping[str, Value],
    *,
    version: int,
    reason: str,
    by: Actor,
) -> Record:
    """Change a record that was opened at `version`, with the reason why; without any change it stays at that version.

    Raises RecordMissing, Stale when somebody else changed it meanwhile, or Refused with every problem.
    """
    saved = kind.model.objects.select_for_update().filter(unit=unit, uuid=uuid).first()
    if saved is None:
        raise RecordMissing(str(uuid))
    if saved.version != version:
        raise Stale(saved)
    stored, before, was_confidential = (
        values_of(register, saved), told(register, saved), is_confidential(register, saved)
    )  # fmt: skip
    problems = _fill(kind, register, saved, values)
    if not problems and values_of(register, saved) == stored:
        return saved
    if was_confidential and not is_confidential(register, saved):
        problems += _opened(register)
    problems += reason_missing(reason)
    if problems:
        raise Refused(problems)
    save_version(saved, reason=reason.strip(), by=by)
    tell(chain=unit.slug, action=f"{kind.key}.corrected", subject=f"{kind.key}/{saved.uuid}", actor=by, before=before,
         after=told(register, saved), reason=told_reason(register, [saved], reason.strip()))  # fmt: skip
    return saved


def reason_missing(reason: str) -> list[Problem]:
    """That a correction does not say why; empty where it does."""
    if reason.strip():
        return []
    return [Problem((CHANGE_REASON,), "Alasan perubahan belum diisi. Tulis sebab data lama keliru.")]


def _opened(register: Register) -> Iterator[Problem]:
    """A confidential record stays so: its earlier versions are read with it."""
    for one in register.confidential_rows:
        name = register.by_key[one.column].name
        yield Problem((one.column,), f"{name}: catatan rahasia tidak dapat dijadikan terbuka, karena riwayatnya ikut "
                      "tampak. Buat catatan baru.")  # fmt: skip


def _fill(kind: Kind, register: Register, record: Record, values: Mapping[str, Value]) -> list[Problem]:
    """Values into columns, upkeep, and every check: what is wrong."""
    problems = put(register, record, values)
    if not problems:
        bounds = Bounds.of(record.unit, register)
        bounds.spell(register, [record])
        problems += number_free(record)
        problems += (problem for _, problem in wrong_with(kind, register, [record], kind.ask([record]), bounds))
    return problems


def put(register: Register, record: Record, values: Mapping[str, Value]) -> list[Problem]:
    """Values into the columns that a person fills; references that lead nowhere."""
    problems: list[Problem] = []
    for column in register.columns:
        if column.maintained or column.key not in values:
            continue
        if column.type == "reference":
            problems += _refer(record, column.key, column.name, values[column.key])
        else:
            setattr(record, column.key, values[column.key])
    return problems


def _refer(record: Record, key: str, name: str, identity: Value) -> Iterator[Problem]:
    """Point to another record of the same unit by its UUID."""
    if identity is None:
        setattr(record, key, None)
        return
    other = record._meta.get_field(key).related_model
    assert isinstance(other, type)
    assert issubclass(other, Record)
    found = other.objects.filter(unit_id=record.unit_id, uuid=str(identity)).first()
    if found is None:
        yield Problem((key,), f"{name}: catatan yang dirujuk tidak ada pada satuan kerja ini. Pilih dari daftar.")
    else:
        setattr(record, key, found)


@dataclass(frozen=True)
class Recomputed:
    """A record maintained again in memory: column → what is stored and what is right, where they differ; or why nothing
    right can be told any more."""

    record: Record
    changes: Mapping[str, tuple[Value, Value]]
    problems: Sequence[Problem] = ()


def recompute(
    kind: Kind, register: Register, records: Sequence[Record], *, beside: Sequence[Record] = ()
) -> Iterator[Recomputed]:
    """Maintain stored records again, in memory, each from what stands beside it now, and from those of its kind that shall
    stand `beside` it."""
    facts = kind.ask([*records, *beside]) if records else None
    maintained = [column.key for column in register.columns if column.maintained]
    for record in records:
        stored = {key: getattr(record, key) for key in maintained}
        try:
            kind.maintain(record)
            kind.maintain_among(record, facts)
        except Refused as refused:
            yield Recomputed(record, {}, refused.problems)
            continue
        right = {key: getattr(record, key) for key in maintained}
        yield Recomputed(
            record, {key: (stored[key], right[key]) for key in maintained if stored[key] != right[key]}
        )


@transaction.atomic
def maintain_again(
    kind: Kind, register: Register, records: Sequence[Record], *, cause: str, by: Actor
) -> tuple[list[Record], list[tuple[Record, Problem]]]:
    """Stored records after others they depend on have changed: those that changed with them, and what refused, when
    nothing is written.

    The trail tells of one that changed all its values, of several their number and the digest of their versions.
    """
    found = list(recompute(kind, register, records))
    if refused := [(one.record, problem) for one in found for problem in one.problems]:
        return [], refused
    changes = [one for one in found if one.changes]
    changed = [one.record for one in changes]
    if not changed:
        return [], []
    before = _told_before(register, changes[0]) if len(changed) == 1 else None
    save_versions(kind.model, register, changed, reason=cause, by=by)
    subject, after = kind.key, {"records": len(changed), "versions": digest_of(changed)}
    if len(changed) == 1:
        subject, after = f"{kind.key}/{changed[0].uuid}", told(register, changed[0])
    tell(chain=changed[0].unit.slug, action=f"{kind.key}.maintained", subject=subject, actor=by, before=before,
         after=after, reason=told_reason(register, changed, cause))  # fmt: skip
    return changed, []


def _told_before(register: Register, one: Recomputed) -> dict[str, Any]:
    stored = values_of(register, one.record) | {key: old for key, (old, _) in one.changes.items()}
    return {"version": one.record.version, **told_values(register, one.record, stored)}


def digest_of(records: Iterable[Record]) -> str:
    """Which versions of which records: the trail's word for many at once."""
    lines = sorted(f"{record.uuid} {record.version}" for record in records)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def save_version(record: Record, *, reason: str, by: Actor) -> None:
    """The record's next version, into its history too where it has one. The caller tells the trail."""
    record.version += 1
    record.changed_by = by.name
    record._change_reason = reason  # type: ignore[attr-defined]  # read by the history of registers
    record.save()


def save_versions(
    model: type[Record], register: Register, records: Sequence[Record], *, reason: str, by: Actor
) -> None:
    """The next version of each record whose maintained columns changed, as `save_version` of each would store it."""
    for record in records:
        record.version += 1
        record.changed_by = by.name
    columns = [column.key for column in register.columns if column.maintained]
    staging.update(model, records, ("version", "changed_by", *columns))
    if hasattr(model, "history"):
        staging.write_history(model, {record.pk: reason for record in records}, timezone.now(), sign="~")


def years_of(register: Register, record: Record) -> set[int]:
    """The years of every day in a record: those whose figures it can enter."""
    days = (getattr(record, column.key) for column in register.columns if column.type == "date")
    return {day.year for day in days if isinstance(day, date) and not isinstance(day, datetime)}


def values_of(register: Register, record: Record) -> dict[str, Value]:
    """Every column's value as it is stored; a reference by the UUID of what it points to."""
    values: dict[str, Value] = {}
    for column in register.columns:
        stored: Any = getattr(record, column.key)
        values[column.key] = stored.uuid if isinstance(stored, Record) else stored
    return values


def told(register: Register, record: Record) -> dict[str, Any]:
    """A record for the trail: what is personal or secret only as a keyed hash, which tells that it changed."""
    return {"version": record.version, **told_values(register, record, values_of(register, record))}


def told_values(register: Register, record: Record, values: Mapping[str, Value]) -> dict[str, str]:
    """Values of some columns of a record for the trail; of a confidential record nothing but hashes of its own."""
    key = f"{record.uuid}/" if is_confidential(register, record) else ""
    found = {}
    for name, value in values.items():
        column = register.by_key[name]
        text = written_value(column, value)
        is_hidden = key or column.sensitivity in HIDDEN
        found[name] = hashed(f"{key}{name}/{text}" if key else text) if is_hidden and text else text
    return found


def told_reason(register: Register, records: Iterable[Record], reason: str) -> str:
    """Why records changed, for the trail; where one of them is confidential it stands in their history only."""
    return hashed(reason) if reason and any(is_confidential(register, one) for one in records) else reason


def told_of(register: Register, text: str) -> str:
    """A file's name, or a reason about several records, for the trail; of a register with confidential records hashed."""
    return hashed(text) if text and register.confidential is not False else text


def hashed(text: str) -> str:
    """What the trail holds instead of a text: with the key one can tell whether it was this one."""
    return "hmac:" + hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:32]
