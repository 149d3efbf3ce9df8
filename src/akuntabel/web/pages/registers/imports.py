"""Importing a file into a register: upload, columns, preview, result, withdrawal, and what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from akuntabel.core.date_format import indonesian_date, indonesian_time
from akuntabel.core.number_format import indonesian_number
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement import importing
from akuntabel.measurement.importing import BatchMissing, WrongState
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.access import AccessDenied, Permission
from akuntabel.organisation.records.files import ERRORS
from akuntabel.organisation.records.files import UUID as UUID_COLUMN
from akuntabel.organisation.records.workbooks import empty_workbook
from akuntabel.registers.models import ImportBatch
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.registers.file import XLSX, attachment
from akuntabel.web.pages.registers.views import REFUSED, may_be_imported, writable

LARGEST_MEGABYTES = 30
LARGEST_UPLOAD = LARGEST_MEGABYTES * 1_000_000
"""Bytes; a hundred thousand samples take about twenty million."""
HISTORY, SHOWN_ROWS, SHOWN_PROBLEMS, EXAMPLES = 50, 5, 200, 3
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class ImportRow:
    """One import in the history of a register."""

    batch: ImportBatch
    at: str

    @property
    def state(self) -> str:
        """ "sudah masuk"."""
        names = {
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
            batch = _staged(place, book, file if isinstance(file, UploadedFile) else None)
        except Refused as refused:
            problems = refused.problems
        else:
            return redirect("import_columns", *place.address, kind, batch.uuid)
    history = [_row(place, one) for one in importing.history_of(place.unit, kind)[:HISTORY]]
    context = {"book": book, "history": history, "problems": problems,
               "largest": LARGEST_MEGABYTES}  # fmt: skip
    return _render(request, place, "imports", context, status=REFUSED if problems else 200)


def _importable(place: Place, kind: str) -> Book:
    """A register that the account may keep, with every confidential record in it: a file tells which ones there are.

    Raises PageMissing or AccessDenied.
    """
    book = writable(place, kind)
    if not may_be_imported(book):
        raise AccessDenied(Permission.EDIT_CONFIDENTIAL_RECORDS, place.unit)
    return book


def _staged(place: Place, book: Book, file: UploadedFile[bytes] | None) -> ImportBatch:
    """Raises Refused."""
    if file is None:
        raise Refused([Problem((), _("Belum ada berkas. Pilih berkas .xlsx atau .csv."))])
    if (file.size or 0) > LARGEST_UPLOAD:
        raise Refused([Problem((), _("Berkas ini lebih dari 30 juta bita. Bagi menjadi beberapa berkas."))])
    return importing.stage(place.unit, book, _harmless_name(file.name or ""), file.read(), by=place.actor)


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
    """Which column of the register each column of the file is."""
    book, batch = _found(place, kind, uuid)
    if batch.state != importing.State.STAGED:
        return redirect("import", *place.address, kind, uuid)
    keys, problems = list(batch.mapping), list[Problem]()
    if request.method == "POST":
        known = {"", UUID_COLUMN, *(column.key for column in importing.offered_columns(book))}
        sent = [request.POST.get(f"kolom-{number}", "") for number, _cell in enumerate(batch.header)]
        keys = [key if key in known else "" for key in sent]
        try:
            importing.map_columns(place.unit, book, batch, keys, by=place.actor)
        except Refused as refused:
            problems = refused.problems
        except WrongState:
            return _overtaken(request, place, kind, uuid)
        else:
            return redirect("import", *place.address, kind, uuid)
    context = {"book": book, "batch": batch, "columns": _column_rows(book, batch, keys), "problems": problems}
    return _render(request, place, "import_columns", context, status=REFUSED if problems else 200)


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
        if cell or any(number < len(cells) and cells[number] for cells in lines)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def page(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """What would come in and what is wrong; after the decision what came in, and its withdrawal."""
    book, batch = _found(place, kind, uuid)
    if batch.state == importing.State.STAGED and not batch.is_mapped:
        return redirect("import_columns", *place.address, kind, uuid)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            return _act(request, place, book, batch)
        except Refused as refused:
            problems = refused.problems
        except WrongState:
            return _overtaken(request, place, kind, uuid)
    found = importing.problems_of(batch, most=SHOWN_PROBLEMS)
    names = {column.key: column.name for column in book.register.columns}
    context = {
        "book": book,
        "batch": batch,
        "row": _row(place, batch),
        "refusals": [problem.message for problem in problems],
        "reason": request.POST.get("reason", "").replace("\x00", ""),
        "found": [(one, names.get(one.key, one.key)) for one in found],
        "all_problems": indonesian_number(batch.problem_count, 0),
        "are_more": batch.problem_count > len(found),
        "header": [names.get(key, key) for key in batch.mapping if key],
        "first": [
            [cells[place_] if place_ < len(cells) else "" for place_, key in enumerate(batch.mapping) if key]
            for cells in importing.first_lines(batch, SHOWN_ROWS)
        ],
        "is_clean": batch.problem_count == 0,
    }
    return _render(request, place, "import", context, status=REFUSED if problems else 200)


def _act(request: HttpRequest, place: Place, book: Book, batch: ImportBatch) -> HttpResponse:
    """One of the buttons. Raises Refused, WrongState."""
    kind = book.register.key
    match request.POST.get("tindakan", ""):
        case "semua" | "benar" as what:
            importing.keep(place.unit, book, batch, good_only=what == "benar", by=place.actor)
            messages.success(request, ngettext("%(n)s catatan masuk.", "%(n)s catatan masuk.", batch.kept)
                             % {"n": indonesian_number(batch.kept, 0)})  # fmt: skip
        case "buang":
            importing.discard(place.unit, batch, by=place.actor)
            messages.success(
                request, _("Berkas %(name)s dibuang; tidak ada yang masuk.") % {"name": batch.file_name}
            )
            return redirect("imports", *place.address, kind)
        case "tarik":
            reason = request.POST.get("reason", "").replace("\x00", "")
            importing.withdraw(place.unit, book, batch, reason=reason, by=place.actor)
            messages.success(request, _("Impor %(name)s ditarik.") % {"name": batch.file_name})
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


def _found(place: Place, kind: str, uuid: UUID) -> tuple[Book, ImportBatch]:
    """Raises PageMissing."""
    book = _importable(place, kind)
    try:
        return book, importing.batch_of(place.unit, kind, uuid)
    except BatchMissing:
        raise PageMissing(_("Impor ini tidak ada pada register %(name)s satuan kerja ini.")
                          % {"name": book.register.name}) from None  # fmt: skip


def _overtaken(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    messages.warning(request, _("Impor ini sudah diputuskan lebih dahulu; begini keadaannya sekarang."))
    return redirect("import", *place.address, kind, uuid)


def _row(place: Place, batch: ImportBatch) -> ImportRow:
    zone = place.version.time_zone
    moment = batch.created_at.astimezone(ZoneInfo(zone))
    return ImportRow(batch, f"{indonesian_date(moment.date())}, {indonesian_time(moment, zone)}")


def _render(
    request: HttpRequest, place: Place, template: str, context: dict[str, object], *, status: int
) -> HttpResponse:
    return render_page(request, place, f"web/registers/{template}.html", {**context, "errors_column": ERRORS},
                       current="registers", status=status)  # fmt: skip
