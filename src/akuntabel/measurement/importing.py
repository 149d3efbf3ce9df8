"""A file into a register by steps: received, read, its columns told, examined, then kept, discarded, and withdrawn again.

Nothing of a file stands in the register before it is kept; keeping it reads and checks it again. What takes long is a
step that `import_jobs.py` does in the background.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Column
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement import recording
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.records import files
from akuntabel.organisation.records.files import RecordFile, Table
from akuntabel.organisation.records.headings import Line
from akuntabel.organisation.records.known import Differing
from akuntabel.organisation.records.mapping import guessed, headings_of, mapping_problems
from akuntabel.organisation.records.marking import marked_file, marks
from akuntabel.organisation.records.queries import PAGE, Page, Version, by_keys
from akuntabel.organisation.records.services import told_of
from akuntabel.registers.models import ImportBatch

State = ImportBatch.State
LONGEST_NAME = 200
DECIDED_WITHIN = timedelta(days=30)
"""A file that nobody has decided on for so long is forgotten."""
UNDECIDED = (State.RECEIVED, State.STAGED)
CONTENTS = ("content", "table", "problems", "keys", "refusal")
"""Columns that may be large, read where they are needed; saving a row writes none that was not read."""
_QUICK = 1
"""Level of packing for what a person waits for."""


class BatchMissing(LookupError):
    """The unit's register has no such import."""


class WrongState(Exception):
    """The import is no longer, or not yet, at this step; somebody else may have taken it further."""


def history_of(unit: Unit, register: str) -> models.QuerySet[ImportBatch]:
    """Imports of one register, newest first, without their contents."""
    mine = ImportBatch.objects.filter(unit=unit, register=register)
    return mine.defer(*CONTENTS)


def batch_of(unit: Unit, register: str, uuid: UUID) -> ImportBatch:
    """Raises BatchMissing."""
    mine = ImportBatch.objects.filter(unit=unit, register=register).select_related("job")
    found = mine.filter(uuid=uuid).defer(*CONTENTS).first()
    if found is None:
        raise BatchMissing(str(uuid))
    return found


def receive(unit: Unit, book: Book, name: str, content: bytes, *, by: Actor) -> ImportBatch:
    """A file as it was sent, put aside unread."""
    return ImportBatch.objects.create(
        unit=unit, register=book.register.key, file_name=name[-LONGEST_NAME:], sha256=hashlib.sha256(content).hexdigest(),
        content=zlib.compress(content, _QUICK), created_at=timezone.now(), created_by=by.name,
    )  # fmt: skip


def read(unit: Unit, book: Book, batch: ImportBatch, *, sheet: str = "") -> None:
    """Read a received file, or another sheet of one that was read. Its columns are told as they were for the last file with
    the same first line, else guessed. Raises WrongState, or Refused with why it cannot be read."""
    if batch.state not in UNDECIDED:
        raise WrongState
    table, problems = files.read_table(
        batch.file_name, zlib.decompress(batch.content), sheet=sheet, preferred=_sheet_before(unit, book),
        recognised=headings_of(book.register, book.layout.written),
    )  # fmt: skip
    if table is None:
        raise Refused(problems)
    if not table.lines:
        where = f'lembar "{table.sheet}"' if len(table.sheets) > 1 else "berkas ini"
        raise Refused(
            [
                Problem(
                    (table.head_line,),
                    f"{where} tidak berisi catatan. Isi paling sedikit satu baris di bawah nama kolom.",
                )
            ]
        )
    digest = _digest(table.header)
    mapping = _remembered(unit, book, table, digest) or guessed(book.register, book.layout.written, table)
    packed = _packed(
        [
            [[line.number, line.cells] for line in table.lines],
            [[*place, text] for place, text in table.wrong.items()],
            [table.head_line, table.encoding],
        ]
    )
    with transaction.atomic():
        found = _locked(unit, batch, *UNDECIDED)
        found.state, found.is_mapped, found.mapping, found.table = State.STAGED, False, mapping, packed
        found.sheet, found.sheets = (table.sheet, list(table.sheets)) if len(table.sheets) > 1 else ("", [])
        found.separator = table.separator
        found.header, found.header_sha256, found.rows = list(table.header), digest, len(table.lines)
        found.save()
    batch.refresh_from_db()


def not_read(unit: Unit, batch: ImportBatch) -> None:
    """A received file that cannot be read; it is not kept. One that was read before stays as it was."""
    with transaction.atomic():
        found = _locked(unit, batch, *UNDECIDED)
        if found.state == State.RECEIVED:
            found.state, found.content = State.UNREADABLE, b""
            found.save()


def _sheet_before(unit: Unit, book: Book) -> str:
    """The sheet of the last workbook with several whose columns were told."""
    told = history_of(unit, book.register.key).filter(is_mapped=True).exclude(sheet="")
    return told.values_list("sheet", flat=True).first() or ""


def _remembered(unit: Unit, book: Book, table: Table, digest: str) -> list[str]:
    """The columns of the last file with the same columns in whatever order, in this file's order; none without one."""
    earlier = history_of(unit, book.register.key).filter(header_sha256=digest, is_mapped=True).first()
    if earlier is None:
        return []
    told = dict(zip(earlier.header, earlier.mapping, strict=True)) | {files.ERRORS: ""}
    known = {files.UUID, "", *book.register.by_key}
    return [told[cell] if told[cell] in known else "" for cell in table.header]


def _digest(header: Sequence[str]) -> str:
    """Of the columns that an office's file has: a file that was given back marked has the same."""
    header = [cell for cell in header if cell != files.ERRORS]
    return hashlib.sha256(json.dumps(sorted(header)).encode()).hexdigest()


def _packed(value: Any) -> bytes:
    return zlib.compress(json.dumps(value).encode())


def _unpacked(content: bytes | memoryview) -> Any:
    return json.loads(zlib.decompress(content)) if content else []


def table_of(batch: ImportBatch) -> Table:
    """The file as it was sent; without lines once it was discarded or withdrawn."""
    lines, wrong, *read_as = _unpacked(batch.table) or ([], [])
    head_line, encoding = read_as[0] if read_as else (1, "")
    return Table(batch.file_name, batch.sha256, batch.header, [Line(number, cells) for number, cells in lines],
                 batch.separator, {(line, position): text for line, position, text in wrong},
                 head_line=head_line, encoding=encoding)  # fmt: skip


def offered_columns(book: Book) -> list[Column]:
    """What a column of a file may be."""
    return book.layout.written


def tell_columns(unit: Unit, book: Book, batch: ImportBatch, keys: Sequence[str]) -> None:
    """Say which column of the register each column of the file is. Raises Refused, WrongState."""
    if problems := mapping_problems(book.register, batch.header, keys):
        raise Refused(problems)
    with transaction.atomic():
        staged = _locked(unit, batch, State.STAGED)
        if staged.header != batch.header:  # another sheet was read meanwhile
            raise WrongState
        staged.mapping, staged.is_mapped = list(keys), False
        staged.save()
    batch.refresh_from_db()


def examine(unit: Unit, book: Book, batch: ImportBatch, *, by: Actor) -> None:
    """What would come in with the columns that were told, and what is wrong. Raises Refused, WrongState."""
    if batch.state != State.STAGED:
        raise WrongState
    file, shape = _file(book, batch)
    try:
        found = recording.examine(book.kind, unit, file, by=by)
    except Refused as refused:
        raise Refused([*refused.problems, *shape]) from None
    with transaction.atomic():
        staged = _locked(unit, batch, State.STAGED)
        if _told(staged) != _told(batch):
            raise WrongState
        staged.is_mapped = True
        _count(staged, found, shape)
        staged.save()
    batch.refresh_from_db()


def _told(batch: ImportBatch) -> tuple[str, list[str]]:
    """What a step works with; somebody may tell otherwise while it does."""
    return batch.sheet, batch.mapping


def _file(book: Book, batch: ImportBatch) -> tuple[RecordFile, list[Problem]]:
    """The rows that can be read, and what is wrong with the shape of others."""
    file, problems = files.read_rows(book.register, table_of(batch), batch.mapping)
    wrong = {problem.place[0] for problem in problems}
    return files.only(file, [row.line for row in file.rows if row.line not in wrong]), problems


def _count(batch: ImportBatch, found: recording.Sorted, shape: Sequence[Problem]) -> None:
    problems = sorted([*found.problems, *shape], key=lambda one: (one.place[0], str(one.place[1:])))
    batch.problem_count = len(problems)
    differing = {one.place[0] for one in problems if isinstance(one, Differing)}
    batch.problems = _packed([
        [*one.place[:2], *[""] * (2 - len(one.place)), one.message, str(one.record) if isinstance(one, Differing) else ""]
        for one in problems
    ])  # fmt: skip
    batch.new, batch.same, batch.differing = len(found.records), found.same, len(differing)
    batch.wrong = len({one.place[0] for one in problems} - differing)


@dataclass(frozen=True)
class NumberedProblem:
    """One mistake of a file: its number, line, column of the register (empty: the whole line), what stands there, and
    the UUID of the record that is there already with other values."""

    number: int
    line: int
    key: str
    value: str
    message: str
    record: str = ""


def problems_of(batch: ImportBatch, *, most: int | None = None) -> list[NumberedProblem]:
    """Every mistake, numbered from 1 in the order of the lines; the first `most` of them."""
    cells = {line.number: line.cells for line in table_of(batch).lines}
    place = {key: position for position, key in enumerate(batch.mapping) if key}
    found = []
    for number, (line, key, message, *record) in enumerate(_unpacked(batch.problems)[:most], 1):
        row = cells.get(line, [])
        value = row[place[key]] if key in place and place[key] < len(row) else ""
        found.append(NumberedProblem(number, line, key, value, message, *record))
    return found


def keep(unit: Unit, book: Book, batch: ImportBatch, *, good_only: bool, by: Actor) -> None:
    """The file's new rows into the register in one transaction, with one event of the trail.

    All of them, or with `good_only` those that nothing is wrong with. Raises Refused, WrongState.
    """
    if batch.state != State.STAGED or not batch.is_mapped:
        raise WrongState
    file, shape = _file(book, batch)

    def told(kept: recording.Sorted) -> None:
        staged = _locked(unit, batch, State.STAGED)
        if _told(staged) != _told(batch):
            raise WrongState
        if not good_only and (shape or kept.problems):
            raise _NotAll([*shape, *kept.problems])
        _count(staged, kept, shape)
        staged.state, staged.kept, staged.content = State.KEPT, len(kept.records), b""
        staged.keys = _packed([record.pk for record in kept.records])
        staged.closed_at, staged.closed_by = timezone.now(), by.name
        staged.save()

    try:
        recording.keep_good(book.kind, unit, file, by=by, also=told)
    except _NotAll as wrong:
        raise Refused(wrong.problems) from None
    except Refused as refused:
        raise Refused([*refused.problems, *shape]) from None
    batch.refresh_from_db()


class _NotAll(Exception):
    """Rows would be left out although all were wanted."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


def discard(unit: Unit, batch: ImportBatch, *, by: Actor) -> None:
    """A file that is not kept; its contents are forgotten. Raises WrongState."""
    with transaction.atomic():
        _discard(_locked(unit, batch, *UNDECIDED), by.name)


def _discard(batch: ImportBatch, name: str) -> None:
    batch.state, batch.closed_at, batch.closed_by = State.DISCARDED, timezone.now(), name
    batch.content = batch.table = batch.problems = b""
    batch.save()


def forget_undecided(now: datetime, *, by: Actor) -> int:
    """Discard what nobody has decided on in time; how many there were."""
    old = ImportBatch.objects.filter(state__in=UNDECIDED, created_at__lt=now - DECIDED_WITHIN).select_related(
        "unit"
    )
    number = 0
    for batch in old.defer(*CONTENTS):
        try:
            discard(batch.unit, batch, by=by)
        except WrongState:  # decided on in this moment
            continue
        number += 1
    return number


def refuse_reason(reason: str) -> None:
    """Raises Refused where a withdrawal does not say why."""
    if not reason.strip():
        raise Refused([Problem(("reason",), "Alasan penarikan belum diisi. Tulis sebab impor ini ditarik.")])


def withdraw(unit: Unit, book: Book, batch: ImportBatch, *, reason: str, by: Actor) -> None:
    """Every record of a kept file out of the register again. Raises Refused, WrongState."""
    refuse_reason(reason)
    with transaction.atomic():
        kept = _locked(unit, batch, State.KEPT)
        recording.withdraw(book.kind, unit, _unpacked(kept.keys), reason=reason.strip(), by=by)
        kept.state, kept.withdrawn_at, kept.withdrawn_by = State.WITHDRAWN, timezone.now(), by.name
        kept.reason = reason.strip()
        kept.table = kept.problems = b""
        kept.save()
        tell(chain=unit.slug, action=f"{book.register.key}.withdrawn", subject=book.register.key, actor=by,
             before={"file": told_of(book.register, kept.file_name), "sha256": kept.sha256, "records": kept.kept},
             reason=told_of(book.register, kept.reason))  # fmt: skip
    batch.refresh_from_db()


def _locked(unit: Unit, batch: ImportBatch, *states: str) -> ImportBatch:
    """Read again, without its contents; other changes of the unit wait. Raises WrongState."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    found = ImportBatch.objects.select_for_update().defer(*CONTENTS).get(pk=batch.pk)
    if found.state not in states:
        raise WrongState
    return found


def records_of(unit: Unit, book: Book, batch: ImportBatch, *, number: int) -> tuple[Page, int]:
    """One page of the records that a file brought, in its order, and how many of that page were withdrawn since."""
    keys = _unpacked(batch.keys)
    number = min(max(1, number), Page([], len(keys), 1).pages)
    part = keys[(number - 1) * PAGE : number * PAGE]
    there = set(book.records(unit).filter(pk__in=part).values_list("pk", flat=True))
    records = by_keys(book.kind, book.layout.listed, [key for key in part if key in there])
    return Page(records, len(keys), number), len(part) - len(records)


def batch_that_brought(unit: Unit, register: str, record: Record, version: Version) -> ImportBatch | None:
    """The import on the web by which a record came in, where its first version names a file: the first that was kept from
    that moment on. Two queries at most."""
    if version.origin is None or version.moment is None:
        return None
    kept = history_of(unit, register).filter(file_name=version.origin.file, closed_at__gte=version.moment)
    batch = kept.filter(state__in=(State.KEPT, State.WITHDRAWN)).order_by("closed_at").first()
    return batch if batch is not None and record.pk in _unpacked(batch.keys) else None


def first_lines(batch: ImportBatch, most: int) -> list[Sequence[str]]:
    """The cells of the file's first lines."""
    return [line.cells for line in table_of(batch).lines[:most]]


def marked(batch: ImportBatch, ending: str) -> bytes:
    """The same file back, with its wrong cells marked: ".xlsx" or ".csv"."""
    table = table_of(batch)
    problems = [Problem((line, key) if key else (line,), text) for line, key, text, *_ in _unpacked(batch.problems)]
    return marked_file(table, marks(table, batch.mapping, problems), ending)
