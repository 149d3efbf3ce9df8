"""Importing a file into a register: upload, columns, preview, result, withdrawal, and what was imported before.

What takes long is asked for here and done by a worker; meanwhile the import's page shows how far it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from akuntabel.core.date_format import indonesian_date, indonesian_time
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.problems import Problem, Refused
from akuntabel.jobs.queries import JobState, is_open, state_of
from akuntabel.measurement import import_jobs, importing
from akuntabel.measurement.import_jobs import Busy
from akuntabel.measurement.importing import BatchMissing, WrongState
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.access import NamingNeeded, Permission
from akuntabel.organisation.records.files import ERRORS
from akuntabel.organisation.records.files import UUID as UUID_COLUMN
from akuntabel.organisation.records.queries import Search
from akuntabel.organisation.records.workbooks import empty_workbook
from akuntabel.registers.models import ImportBatch
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.registers import rows
from akuntabel.web.pages.registers.asking import number_of
from akuntabel.web.pages.registers.file import XLSX, attachment
from akuntabel.web.pages.registers.progress import failure_words, progress_words
from akuntabel.web.pages.registers.views import REFUSED, writable

LARGEST_MEGABYTES = 30
LARGEST_UPLOAD = LARGEST_MEGABYTES * 1_000_000
"""Bytes; a hundred thousand samples take about twenty million."""
HISTORY, SHOWN_ROWS, SHOWN_PROBLEMS, EXAMPLES = 50, 5, 200, 3
COUNTS = ("new", "kept", "same", "differing", "wrong", "problem_count")
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class ImportRow:
    """One import in the history of a register."""

    batch: ImportBatch
    at: str
    rows: str
    kept: str

    @property
    def state(self) -> str:
        """ "sudah masuk"."""
        names = {
            "received": _("menunggu dibaca"),
            "unreadable": _("tidak terbaca"),
            "staged": _("menunggu diperiksa"),
            "kept": _("sudah masuk"),
            "discarded": _("dibuang"),
            "withdrawn": _("ditarik"),
        }
        return names[self.batch.state]


@dataclass(frozen=True)
class ColumnOption:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class ColumnRow:
    """One column of the file: what stands in it, and which column of the register it may be."""

    name: str
    label: str
    examples: list[str]
    options: list[ColumnOption]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def index(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    """A form for a file, and the imports before it; a file that can be read leads to its columns."""
    book = _importable(place, kind)
    problems: list[Problem] = []
    if request.method == "POST":
        file = request.FILES.get("berkas")
        try:
            batch = _uploaded(place, book, file if isinstance(file, UploadedFile) else None)
        except Refused as refused:
            problems = refused.problems
        else:
            return redirect("import", *place.address, kind, batch.uuid)
    history = [_row(place, one) for one in importing.history_of(place.unit, kind)[:HISTORY]]
    context = {"book": book, "history": history, "problems": problems,
               "largest": LARGEST_MEGABYTES}  # fmt: skip
    return _render(request, place, "imports", context, status=REFUSED if problems else 200)


def _importable(place: Place, kind: str) -> Book:
    """A register that the account may keep, with every confidential record in it: a file tells which ones there are.

    Raises PageMissing or AccessDenied.
    """
    book = writable(place, kind)
    if not place.may_import(book.register):
        raise NamingNeeded(place.unit)
    return book


def _uploaded(place: Place, book: Book, file: UploadedFile[bytes] | None) -> ImportBatch:
    """Raises Refused."""
    if file is None:
        raise Refused([Problem((), _("Belum ada berkas. Pilih berkas .xlsx atau .csv."))])
    if (file.size or 0) > LARGEST_UPLOAD:
        raise Refused([Problem((), _("Berkas ini lebih dari 30 juta bita. Bagi menjadi beberapa berkas."))])
    return import_jobs.upload(place.unit, book, _harmless_name(file.name or ""), file.read(), by=place.user)


def _harmless_name(name: str) -> str:
    return "".join(letter for letter in name if letter.isprintable()) or "berkas"


@require_safe
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def empty(request: HttpRequest, place: Place, kind: str) -> HttpResponse:  # noqa: ARG001
    """A workbook to fill in."""
    book = _importable(place, kind)
    return attachment(empty_workbook(book.register), XLSX, f"isian-{kind}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def columns(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """Which sheet of the file is meant, and which column of the register each of its columns is."""
    book, batch = _found(place, kind, uuid)
    if batch.state != importing.State.STAGED or is_open(batch.job):
        return redirect("import", *place.address, kind, uuid)
    keys, problems = list(batch.mapping), list[Problem]()
    if request.method == "POST":
        sheet = request.POST.get("lembar", "")
        keys = keys if sheet else _sent_keys(request, book, batch)
        try:
            _ask_for(place, book, batch, sheet, keys)
        except Refused as refused:
            problems = refused.problems
        except (WrongState, Busy) as ahead:
            return _overtaken(request, place, kind, uuid, ahead)
        else:
            return redirect("import", *place.address, kind, uuid)
    context = {
        "book": book,
        "batch": batch,
        "columns": _column_rows(book, batch, keys),
        "read_as": _read_as(batch),
        "refusals": [problem.message for problem in problems] or batch.refusal,
    }
    return _render(request, place, "import_columns", context, status=REFUSED if problems else 200)


def _sent_keys(request: HttpRequest, book: Book, batch: ImportBatch) -> list[str]:
    known = {"", UUID_COLUMN, *(column.key for column in importing.offered_columns(book))}
    sent = [request.POST.get(f"kolom-{number}", "") for number, _cell in enumerate(batch.header)]
    return [key if key in known else "" for key in sent]


def _ask_for(place: Place, book: Book, batch: ImportBatch, sheet: str, keys: Sequence[str]) -> None:
    """Another sheet to be read, or the file to be examined with these columns. Raises Refused, WrongState, Busy."""
    if sheet:
        if sheet not in batch.sheets:
            raise WrongState
        import_jobs.request(batch, "read", by=place.user, sheet=sheet)
    else:
        with transaction.atomic():
            importing.tell_columns(place.unit, book, batch, keys)
            import_jobs.request(batch, "examine", by=place.user)


def _column_rows(book: Book, batch: ImportBatch, keys: Sequence[str]) -> list[ColumnRow]:
    names = [
        (column.key, column.name + (" *" if column.required else "")) for column in importing.offered_columns(book)
    ]
    names = [("", _("(tidak dibaca)")), *names, (UUID_COLUMN, "uuid")]
    lines = importing.first_lines(batch, EXAMPLES)
    return [
        ColumnRow(
            f"kolom-{number}",
            cell or _("(tanpa nama)"),
            [cells[number] for cells in lines if number < len(cells) and cells[number]],
            [ColumnOption(key, name, key == keys[number]) for key, name in names],
        )
        for number, cell in enumerate(batch.header)
        if cell != ERRORS
        if cell or any(number < len(cells) and cells[number] for cells in lines)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def page(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """How far the work on it is; what would come in and what is wrong; after the decision what came in, its withdrawal."""
    book, batch = _found(place, kind, uuid)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            return _act(request, place, book, batch)
        except Refused as refused:
            refusals = [problem.message for problem in refused.problems]
        except (WrongState, Busy) as ahead:
            return _overtaken(request, place, kind, uuid, ahead)
    job = state_of(batch.job) if batch.job else None
    if job is not None and job.is_open:
        return _progress_page(request, place, book, batch, job)
    if request.headers.get("HX-Request"):  # it was asked how far the work is, which is done: the whole page changes
        response = HttpResponse(status=204)
        response.headers["HX-Refresh"] = "true"
        return response
    has_failed = job is not None and job.has_failed
    if batch.state == importing.State.STAGED and not batch.is_mapped and not refusals and not has_failed:
        return redirect("import_columns", *place.address, kind, uuid)
    context = {
        "book": book,
        "batch": batch,
        "row": _row(place, batch),
        "refusals": refusals or batch.refusal,
        "reason": request.POST.get("reason", "").replace("\x00", ""),
        "failure": failure_words(job) if job is not None else "",
        "counts": {name: indonesian_number(getattr(batch, name), 0) for name in COUNTS},
        "until": indonesian_date((batch.created_at + importing.DECIDED_WITHIN).astimezone(_zone(place)).date()),
        "is_clean": batch.problem_count == 0,
        **(_preview(book, batch) if batch.is_mapped else {}),
    }
    return _render(request, place, "import", context, status=REFUSED if refusals else 200)


def _preview(book: Book, batch: ImportBatch) -> dict[str, object]:
    """The first mistakes and the first lines."""
    found = importing.problems_of(batch, most=SHOWN_PROBLEMS)
    names = {column.key: column.name for column in book.register.columns}
    return {
        "read_as": _read_as(batch),
        "found": [(one, names.get(one.key, one.key)) for one in found],
        "are_more": batch.problem_count > len(found),
        "header": [names.get(key, key) for key in batch.mapping if key],
        "first": [
            [cells[place_] if place_ < len(cells) else "" for place_, key in enumerate(batch.mapping) if key]
            for cells in importing.first_lines(batch, SHOWN_ROWS)
        ],
    }


def _read_as(batch: ImportBatch) -> list[str]:
    """What is not plain about how the file was read."""
    table, said = importing.table_of(batch), []
    if table.head_line > 1:
        said.append(
            _("Nama kolom dibaca dari baris %(line)d; yang di atasnya tidak dibaca.") % {"line": table.head_line}
        )
    if table.encoding:
        said.append(_("Berkas ini bukan UTF-8; hurufnya dibaca sebagai %(encoding)s (ANSI). Periksa huruf yang tidak biasa.")
                    % {"encoding": table.encoding})  # fmt: skip
    return said


def _progress_page(
    request: HttpRequest, place: Place, book: Book, batch: ImportBatch, job: JobState
) -> HttpResponse:
    """The whole page, or what changes in it when a script asks again."""
    context = {
        "book": book,
        "batch": batch,
        "row": _row(place, batch),
        "job": job,
        "words": progress_words(job),
        "is_undecided": batch.state in importing.UNDECIDED,
    }
    if request.headers.get("HX-Request"):
        return render(request, "web/registers/import_progress_part.html", context)
    return _render(request, place, "import_progress", context, status=200)


def _act(request: HttpRequest, place: Place, book: Book, batch: ImportBatch) -> HttpResponse:
    """One of the buttons. Raises Refused, WrongState, Busy."""
    kind = book.register.key
    match request.POST.get("tindakan", ""):
        case "semua" | "benar" as what:
            if batch.state != importing.State.STAGED or not batch.is_mapped:
                raise WrongState
            import_jobs.request(batch, "keep", by=place.user, good_only=what == "benar")
        case "buang":
            importing.discard(place.unit, batch, by=place.actor)
            messages.success(
                request, _("Berkas %(name)s dibuang; tidak ada yang masuk.") % {"name": batch.file_name}
            )
            return redirect("imports", *place.address, kind)
        case "tarik":
            reason = request.POST.get("reason", "").replace("\x00", "")
            importing.refuse_reason(reason)
            if batch.state != importing.State.KEPT:
                raise WrongState
            import_jobs.request(batch, "withdraw", by=place.user, reason=reason)
        case "ulang":
            import_jobs.request_again(batch, by=place.user)
        case _:
            raise Refused([Problem((), _("Tindakan ini tidak dikenal. Pakai tombol pada halaman ini."))])
    return redirect("import", *place.address, kind, batch.uuid)


@require_safe
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def marked(request: HttpRequest, place: Place, kind: str, uuid: UUID, form: str) -> HttpResponse:  # noqa: ARG001
    """The same file back, with its wrong cells marked."""
    _book, batch = _found(place, kind, uuid)
    if form not in ("xlsx", "csv") or not batch.table:
        raise PageMissing(_("Berkas ini tidak ada. Berkas yang dibuang atau ditarik tidak disimpan."))
    content = importing.marked(batch, f".{form}")
    return attachment(content, XLSX if form == "xlsx" else CSV, f"{kind}-ditandai.{form}")


@require_safe
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def records(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """The records that a file brought, in its order, fifty a page."""
    book, batch = _found(place, kind, uuid)
    if batch.state != importing.State.KEPT:
        raise PageMissing(_("Impor ini tidak mempunyai catatan dalam register."))
    part, gone = importing.records_of(place.unit, book, batch, number=number_of(request.GET))
    context = {
        "book": book,
        "batch": batch,
        "row": _row(place, batch),
        "heads": [rows.Head(column, "", "") for column in book.layout.listed],
        "rows": rows.record_rows(place, book, place.registers, part),
        "gone": gone,
        "pager": rows.Pager.of(part, Search()),
    }
    return _render(request, place, "import_records", context, status=200)


def _found(place: Place, kind: str, uuid: UUID) -> tuple[Book, ImportBatch]:
    """Raises PageMissing."""
    book = _importable(place, kind)
    try:
        return book, importing.batch_of(place.unit, kind, uuid)
    except BatchMissing:
        raise PageMissing(_("Impor ini tidak ada pada register %(name)s satuan kerja ini.")
                          % {"name": book.register.name}) from None  # fmt: skip


def _overtaken(request: HttpRequest, place: Place, kind: str, uuid: UUID, ahead: WrongState | Busy) -> HttpResponse:
    if isinstance(ahead, Busy):
        messages.warning(request, _("Impor ini sedang dikerjakan. Tunggu sampai selesai, lalu ulangi."))
    else:
        messages.warning(request, _("Impor ini sudah diputuskan lebih dahulu; begini keadaannya sekarang."))
    return redirect("import", *place.address, kind, uuid)


def _row(place: Place, batch: ImportBatch) -> ImportRow:
    moment = batch.created_at.astimezone(_zone(place))
    at = f"{indonesian_date(moment.date())}, {indonesian_time(moment, place.version.time_zone)}"
    return ImportRow(batch, at, indonesian_number(batch.rows, 0), indonesian_number(batch.kept, 0))


def _zone(place: Place) -> ZoneInfo:
    return ZoneInfo(place.version.time_zone)


def _render(
    request: HttpRequest, place: Place, template: str, context: dict[str, object], *, status: int
) -> HttpResponse:
    return render_page(request, place, f"web/registers/{template}.html", {**context, "errors_column": ERRORS},
                       current="registers", status=status)  # fmt: skip
