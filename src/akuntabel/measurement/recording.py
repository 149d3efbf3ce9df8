"""Keeping a record, what depends on it, and the figures they enter, in one transaction: nothing waits for a second step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.compiler import MONTHS
from akuntabel.catalogue.register_schema import Register
from akuntabel.core import progress
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement.counting import (
    Difference,
    count,
    counted_measures,
    counts_below,
    has_entered,
    recount,
)
from akuntabel.measurement.models import Observation
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import definitions_for, units_above
from akuntabel.organisation.records import bulk, services, withdrawal
from akuntabel.organisation.records.among import in_parts
from akuntabel.organisation.records.confidential import is_confidential
from akuntabel.organisation.records.files import RecordFile, has_line, only
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.organisation.records.reading import Value
from akuntabel.organisation.records.services import RecordMissing, Stale, told, told_reason, years_of
from akuntabel.registers import upkeep
from akuntabel.registers.kinds import KINDS

__all__ = ["Sorted", "correct", "count_again", "examine", "keep", "keep_good", "keep_many", "mend",
           "recount_year", "settle", "withdraw", "withdraw_one", "withdrawal_of", "years_of"]  # fmt: skip


@transaction.atomic
def keep(kind: Kind, unit: Unit, values: Mapping[str, Value], *, by: Actor) -> Record:
    """A new record, what depends on it, and the months they enter counted again. Raises Refused."""
    touched = _Touched(unit, kind, by)
    record = services.create(kind, touched.register, unit, values, by=by)
    touched.add(kind.key, years_of(touched.register, record))
    touched.follow([record], kind.after([record]))
    touched.recount()
    return record


def keep_many(
    kind: Kind,
    unit: Unit,
    file: RecordFile,
    *,
    reason: str = "",
    by: Actor,
    also: Callable[[Sequence[Record]], None] | None = None,
) -> Sequence[Record]:
    """Every record of a file, what depends on them, and the months they enter counted again once. Raises Refused.

    Reading and checking come before the transaction: others of the unit wait for the writing only. `also` is done in the
    same transaction, at its end.
    """
    register = definitions_for(unit).registers[kind.key]
    with bulk.prepared(kind, register, unit, file, by=by) as ready:
        progress.tell(progress.Step.WRITE, 0, len(file.rows))
        with transaction.atomic():
            made = bulk.keep_many(unit, ready, reason=reason, by=by)
            settle(kind, unit, made.records, by=by, lines=made.lines)
            if also is not None:
                also(made.records)
    return made.records


@dataclass(frozen=True)
class Sorted:
    """A file's rows: how many were kept, stand there already, or were left out, with every problem."""

    records: Sequence[Record]
    same: int
    problems: Sequence[Problem]


def keep_good(
    kind: Kind,
    unit: Unit,
    file: RecordFile,
    *,
    reason: str = "",
    by: Actor,
    also: Callable[[Sorted], None] | None = None,
) -> Sorted:
    """The rows of a file that nothing is wrong with, also when those with a problem are left out. Raises Refused where a
    problem belongs to no line. `also` is done in the transaction that keeps them."""

    def take(rows: RecordFile, found: Sequence[Problem]) -> Sequence[Record]:
        def told(records: Sequence[Record]) -> None:
            if also is not None:
                also(Sorted(records, len(rows.rows) - len(records), found))

        return keep_many(kind, unit, rows, reason=reason, by=by, also=told)

    return _good_rows(file, take)


def examine(kind: Kind, unit: Unit, file: RecordFile, *, by: Actor) -> Sorted:
    """What `keep_good` would do; nothing stays written. Nothing is locked on the way either, unless records of another
    kind depend on new ones, or figures were entered as numbers: then for as long as the writing takes."""
    register = definitions_for(unit).registers[kind.key]
    found = _good_rows(file, lambda rows, _: _drafted(kind, register, unit, rows))
    affected = list(kind.after(found.records))
    if all(one.kind is kind for one in affected):
        years = _years_of_all(register, [*found.records, *(one.record for one in affected)])
        counting = [unit, *_counting_above(unit, [register.key], years)]
        if not any(has_entered(one, register.key, years) for one in counting):
            return found
    return keep_good(kind, unit, file, by=by, also=_undo)


def _drafted(kind: Kind, register: Register, unit: Unit, file: RecordFile) -> Sequence[Record]:
    """The new records of a file, not written, after those of their kind that depend on them. Raises Refused."""
    made = bulk.drafted(kind, register, unit, file)
    affected = {one.record.pk: one for one in kind.after(made.records) if one.kind is kind}
    stored = [one.record for one in affected.values()]
    if problems := [
        _followed(register, affected[again.record.pk], problem, made.lines)
        for again in services.recompute(kind, register, stored, beside=made.records)
        for problem in again.problems
    ]:
        raise Refused(problems)
    return made.records


def _good_rows(file: RecordFile, take: Callable[[RecordFile, Sequence[Problem]], Sequence[Record]]) -> Sorted:
    """Take all rows; while some are refused, take the others: those that depended on them may be refused then.

    `take` is told what was refused before. Raises Refused where a problem belongs to no line: that first, then the others.
    """
    problems: list[Problem] = []
    while True:
        found = sorted(problems, key=lambda one: one.place)
        try:
            records = take(file, found)
        except Refused as refused:
            problems += refused.problems
            unplaced = [problem for problem in problems if not has_line(problem)]
            wrong = {problem.place[0] for problem in problems if has_line(problem)}
            rest = [row.line for row in file.rows if row.line not in wrong]
            if unplaced or len(rest) == len(file.rows):
                placed = sorted(filter(has_line, problems), key=lambda one: (one.place[0], str(one.place[1:])))
                raise Refused([*unplaced, *placed]) from None
            file = only(file, rest)
        else:
            return Sorted(records, len(file.rows) - len(records), found)


def _undo(_: object) -> None:
    transaction.set_rollback(True)


@transaction.atomic
def withdraw(kind: Kind, unit: Unit, keys: Sequence[int], *, reason: str, by: Actor) -> None:
    """Take records that came in together out again, with what depended on them and the months they entered.

    Raises Refused, naming records that were corrected since or that others refer to.
    """
    progress.tell(progress.Step.REMOVE, 0, len(keys))
    touched = _Touched(unit, kind, by)
    if problems := withdrawal.hindrances(kind, touched.register, unit, keys, touched.by_model):
        raise Refused(problems)
    touched.take_out(keys, reason=reason)


@dataclass(frozen=True)
class Withdrawal:
    """What taking one record out would do: the figures of the unit that change, or what stands in its way."""

    changes: Sequence[Difference]
    hindrances: Sequence[Problem]


@transaction.atomic
def withdraw_one(
    kind: Kind, unit: Unit, uuid: UUID, *, version: int, reason: str, by: Actor
) -> Sequence[Difference]:
    """Take one record that was opened at `version` out of its register, corrected or not, with what depended on it and the
    months it entered; the figures that changed.

    Its history stays and ends with who and why. Raises RecordMissing, Stale, or Refused, naming those that refer to it.
    """
    touched = _Touched(unit, kind, by)
    record = kind.model.objects.select_for_update().filter(unit=unit, uuid=uuid).first()
    if record is None:
        raise RecordMissing(str(uuid))
    if record.version != version:
        raise Stale(record)
    problems = withdrawal.hindrances(kind, touched.register, unit, [record.pk], touched.by_model, alone=True)
    if not reason.strip():
        problems.append(
            Problem((services.CHANGE_REASON,), "Alasan penarikan belum diisi. Tulis sebab catatan ini ditarik.")
        )
    if problems:
        raise Refused(problems)
    before, why = told(touched.register, record), told_reason(touched.register, [record], reason.strip())
    changed = touched.take_out([record.pk], reason=reason.strip())
    tell(chain=unit.slug, action=f"{kind.key}.withdrawn", subject=f"{kind.key}/{uuid}", actor=by, before=before,
         reason=why)  # fmt: skip
    return changed


def withdrawal_of(kind: Kind, unit: Unit, record: Record, *, by: Actor) -> Withdrawal:
    """What `withdraw_one` would do with a record; nothing stays written."""
    with transaction.atomic():
        try:
            changes = withdraw_one(kind, unit, record.uuid, version=record.version, reason="pratinjau", by=by)
        except Refused as refused:
            return Withdrawal([], refused.problems)
        transaction.set_rollback(True)
    return Withdrawal(changes, [])


@transaction.atomic
def settle(
    kind: Kind, unit: Unit, records: Sequence[Record], *, by: Actor, lines: Mapping[int, int] | None = None
) -> None:
    """What depends on records that were just written, and the months they enter counted again. Raises Refused.

    With `lines`, a problem is placed at its record's line.
    """
    touched = _Touched(unit, kind, by)
    touched.add(kind.key, _years_of_all(touched.register, records))
    touched.follow(records, kind.after(records), lines)
    touched.recount()


def _years_of_all(register: Register, records: Iterable[Record]) -> set[int]:
    """The years of every day in the records: those whose figures they can enter."""
    return {year for record in records for year in years_of(register, record)}


@transaction.atomic
def correct(
    kind: Kind, unit: Unit, uuid: UUID, values: Mapping[str, Value], *, version: int, reason: str, by: Actor
) -> Record:
    """A corrected record, what depends or depended on it, and the months they enter and entered counted again; one in which
    nothing was changed as it was, at its version.

    Raises RecordMissing, Stale or Refused, as `records.services.correct` does.
    """
    touched = _Touched(unit, kind, by)
    before = kind.model.objects.filter(unit=unit, uuid=uuid).first()
    depended = list(kind.after([before])) if before is not None else []
    if before is not None:
        touched.add(kind.key, years_of(touched.register, before))
    record = services.correct(kind, touched.register, unit, uuid, values, version=version, reason=reason, by=by)
    if record.version == version:  # nothing was changed
        return record
    touched.add(kind.key, years_of(touched.register, record))
    touched.follow([record], [*depended, *kind.after([record])])
    touched.recount()
    return record


@transaction.atomic
def mend(kind: Kind, unit: Unit, *, reason: str, by: Actor) -> list[upkeep.Difference]:
    """Every maintained column of the unit's register made right, and the months it enters counted again.

    Returns what differed, also what cannot be mended. Raises Refused.
    """
    touched = _Touched(unit, kind, by)
    mended = upkeep.mend(kind, unit, reason=reason, by=by)
    touched.add(kind.key, mended.years)
    touched.recount()
    return mended.differences


def count_again(unit: Unit, years_by_register: Mapping[str, Iterable[int]]) -> list[Difference]:
    """The unit's own figures of the registers, and those of the units above that count its records too; what changed in
    its own. Raises Refused.

    The caller has locked the unit. Those above are locked here, all of them before anything is counted: another unit
    below them may have kept a record that is not to be seen yet, and whoever counts last would lose it. Everybody locks
    in the order of `units_above`, so that nobody waits for one who waits for him.
    """
    now = timezone.now()
    asked = {register: set(years) for register, years in years_by_register.items()}
    above = _counting_above(unit, asked, set().union(*asked.values()))
    for one in above:
        Unit.objects.select_for_update().get(pk=one.pk)
    changed = [one for register, years in asked.items() for one in recount(unit, register, years, now=now)]
    for one in above:
        for register, years in asked.items():
            if counts_below(one, register):
                recount(one, register, years, now=now)
    return changed


def _counting_above(unit: Unit, registers: Iterable[str], years: Iterable[int]) -> list[Unit]:
    """The units that stood above this one on the last day of a month of the years, as counting asks, and have a measure
    of one of the registers that counts its records too."""
    days = [Period(year, month, "month").last_day for year in years for month in range(1, MONTHS + 1)]
    keys = list(registers)
    return [one for one in units_above(unit, days) if any(counts_below(one, key) for key in keys)]


@transaction.atomic
def recount_year(unit: Unit, year: int, *, release: str = "", reason: str, by: Actor) -> list[Difference]:
    """Every register of the unit counted again for a year; returns what changed. Raises Refused.

    `release`: a measure that takes one record's number, whose entered values give way in the months of which a record
    holds; the trail keeps them.
    """
    if not reason.strip():
        raise Refused([Problem(("reason",), "Alasan hitung ulang belum diisi. Tulis sebabnya.")])
    Unit.objects.select_for_update().get(pk=unit.pk)
    registers = definitions_for(unit).registers
    before = [one for key in registers for one in _released(unit, key, year, release)] if release else []
    now = timezone.now()
    changed = [one for key in registers for one in recount(unit, key, [year], now=now)]
    tell(chain=unit.slug, action="figures.recounted", subject=f"unit/{unit.uuid}/{year}", actor=by,
         before={"entered": before}, after={"changed": [_told(one) for one in changed]}, reason=reason.strip())  # fmt: skip
    return changed


def _released(unit: Unit, register: str, year: int, measure: str) -> Iterator[dict[str, object]]:
    """Take entered values of the measure away where a record holds; each as it was."""
    if measure not in counted_measures(definitions_for(unit), register):
        return
    held = {cell for cell, figure in count(unit, register, year).items() if figure.record is not None}
    rows = Observation.objects.filter(unit=unit, measure=measure, year=year)
    for row in rows.exclude(origin=Observation.Origin.REGISTER):
        if (row.measure, row.group, row.month) in held:
            yield {"measure": row.measure, "group": row.group, "month": row.month, "value": str(row.number),
                   "state": row.state, "source": row.source, "document": row.document}  # fmt: skip
            row.delete()


def _told(one: Difference) -> dict[str, object]:
    return {"measure": one.measure, "group": one.group, "month": one.month, "before": str(one.stored),
            "after": str(one.counted)}  # fmt: skip


class _Touched:
    """The registers of a unit that one change touches, with the years; the unit's other changes wait for it."""

    def __init__(self, unit: Unit, kind: Kind, by: Actor) -> None:
        self._registers = definitions_for(unit).registers
        self.register: Register = self._registers[kind.key]
        self._unit, self._kind, self._by = unit, kind, by
        self._years: dict[str, set[int]] = {}
        Unit.objects.select_for_update().get(pk=unit.pk)  # before those above it: `count_again`

    @property
    def by_model(self) -> dict[type[Record], Register]:
        return {KINDS[key].model: register for key, register in self._registers.items() if key in KINDS}

    def add(self, register: str, years: Iterable[int]) -> None:
        self._years.setdefault(register, set()).update(years)

    def follow(
        self, causes: Sequence[Record], affected: Iterable[Affected], lines: Mapping[int, int] | None = None
    ) -> None:
        """Maintain again what depends on the records, each once. Raises Refused, at the records' own columns, with `lines`
        at the line of the one that it follows."""
        name = f"impor {self.register.name}" if len(causes) > 1 else ""
        if len(causes) == 1:
            name = _name(self.register, causes[0], ": ")
        self.maintain_again(f"Mengikuti {name}", affected, lines)

    def maintain_again(
        self, sentence: str, affected: Iterable[Affected], lines: Mapping[int, int] | None = None
    ) -> None:
        """Each of the records once. Raises Refused."""
        by_kind: dict[str, dict[int, Affected]] = {}
        for one in affected:
            by_kind.setdefault(one.kind.key, {})[one.record.pk] = one
        problems: list[Problem] = []
        for key, found in by_kind.items():
            register, kind = self._registers[key], next(iter(found.values())).kind
            records = [one.record for one in found.values()]
            years = {one.pk: years_of(register, one) for one in records}
            changed, refused = services.maintain_again(kind, register, records, cause=sentence, by=self._by)
            for record in changed:
                self.add(key, years[record.pk] | years_of(register, record))
            problems += [_followed(register, found[record.pk], problem, lines) for record, problem in refused]
        if problems:
            raise Refused(problems)

    def take_out(self, keys: Sequence[int], *, reason: str) -> list[Difference]:
        """Records out of the register that nothing points to, and all that follows from it. Raises Refused."""
        rows = self._kind.model.objects.filter(unit=self._unit)
        records = [one for part in in_parts(keys) for one in rows.filter(pk__in=part)]
        self.add(self._kind.key, _years_of_all(self.register, records))
        affected = list(self._kind.after(records))
        bulk.remove(self._kind, self._unit, keys, reason=reason, by=self._by)
        name = f"impor {self.register.name}" if len(records) != 1 else _name(self.register, records[0], ": ")
        self.maintain_again(f"Penarikan {name}", affected)
        return self.recount()

    def recount(self) -> list[Difference]:
        """Count the touched registers again; what changed in the unit's own figures."""
        return count_again(self._unit, self._years)


def _followed(register: Register, one: Affected, problem: Problem, lines: Mapping[int, int] | None) -> Problem:
    """What refused because of another record, at that one's column; with `lines` at its line too."""
    line = () if lines is None else (lines[id(one.cause)],)
    return Problem((*line, one.at), f"{_name(register, one.record, ' ')}: {problem.message}")


def _name(register: Register, record: Record, between: str) -> str:
    """A record in a sentence about another one, whose readers may not know it: a confidential one by its register."""
    return register.name if is_confidential(register, record) else f"{register.name}{between}{record}"
