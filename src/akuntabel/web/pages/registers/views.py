"""Register: the unit's records, each with its versions and the figures it enters, and the records behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from akuntabel.core.number_format import indonesian_number
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem, Refused
from akuntabel.measurement import importing, recording
from akuntabel.measurement.record_queries import (
    Book,
    counted_of,
    memberships,
    names_of_other_units,
    records_behind,
)
from akuntabel.organisation.access import AccessDenied, NamingNeeded, Permission
from akuntabel.organisation.facts_on import districts_on
from akuntabel.organisation.models import Record
from akuntabel.organisation.records.expiry import expiring
from akuntabel.organisation.records.export import LONGEST_PURPOSE, personal_export
from akuntabel.organisation.records.list_files import lines_of
from akuntabel.organisation.records.queries import (
    PAGE,
    Page,
    Search,
    Version,
    by_keys,
    has_history,
    kept,
    name_of,
    offered,
    page_of,
    record_of,
    values_for_file,
    versions_of,
    withdrawn_ones,
    years_of_list,
)
from akuntabel.organisation.records.reading import Value as Stored
from akuntabel.organisation.records.services import CHANGE_REASON, RecordMissing, Stale, reason_missing
from akuntabel.organisation.records.workbooks import written_workbook
from akuntabel.registers.clocks import clock_in_words
from akuntabel.registers.states import has_conditions
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.busy import BUSY, is_busy
from akuntabel.web.page import render_page
from akuntabel.web.pages.registers import rows, states
from akuntabel.web.pages.registers.asking import (
    LONGEST_SEARCH,
    MONTH,
    begun,
    filters_of,
    month_of,
    number_of,
    query_of,
    search_of,
)
from akuntabel.web.pages.registers.file import XLSX, attachment
from akuntabel.web.pages.registers.forms import RecordForm, Writing, reason_of, version_of
from akuntabel.web.pages.registers.grouping import grouped
from akuntabel.web.pages.registers.measures import counted_measure
from akuntabel.web.pages.registers.next_obligation import next_address
from akuntabel.web.pages.registers.referring import referring
from akuntabel.web.pages.registers.watching import day_of, watch_links
from akuntabel.web.pages.registers.withdrawing import change_rows, gone_page, withdrawn_rows

REFUSED, OVERTAKEN = 422, 409
ALWAYS_SHOWN = 3
"""Filters beside the search; the others are folded."""


def find_book(place: Place, kind: str) -> Book:
    """A register that the account may open. Raises PageMissing."""
    book = place.books.get(kind)
    if book is None:
        raise PageMissing(_("Register “%(kind)s” tidak ada pada satuan kerja ini.") % {"kind": kind})
    return book


def _record(place: Place, book: Book, uuid: UUID) -> Record:
    """Raises PageMissing."""
    record = record_of(book.kind, book.layout, place.unit, uuid)
    if record is None:
        raise PageMissing(
            _("Catatan ini tidak ada dalam register %(name)s satuan kerja ini. Cari dari daftarnya.")
            % {"name": book.register.name}
        )
    return record


@require_safe
@requires(Permission.VIEW_RECORDS)
def index(request: HttpRequest, place: Place) -> HttpResponse:
    """The registers of the unit, with how much each holds."""
    books = place.books
    held = kept({key: (book.kind, book.layout) for key, book in books.items()}, place.unit, place.period.year)
    found = rows.register_rows(place, books, held)
    ending = (
        len(expiring(books["dated_document"].records(place.unit), day_of(place)))
        if "dated_document" in books
        else 0
    )
    context = {
        "groups": grouped(found),
        "watch": watch_links(place, books, ending=ending),
        "may_edit": any(row.may_write for row in found),
    }
    return render_page(request, place, "web/registers/index.html", context)


@require_safe
@requires(Permission.VIEW_RECORDS)
def listing(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    """The records of one register: search, filters, order, fifty a page; those of the period's year first."""
    book = find_book(place, kind)
    registers = place.registers
    years = years_of_list(book.kind, book.layout, place.unit)
    search = begun(search_of(request.GET, book.layout), request.GET, book.layout, years, place.period.year)
    search = states.with_state(place, kind, search, request.GET)
    page = page_of(book.kind, book.layout, place.unit, search, registers, number=number_of(request.GET))
    districts = districts_on(place.unit, place.period.last_day) if book.layout.district else []
    filters = states.filters(place, kind, search)
    filters += filters_of(book.layout, search, years, districts)
    context = {
        "book": book,
        "search": search,
        "page": page,
        "rows": rows.record_rows(place, book, registers, page),
        "heads": rows.heads(book.layout.listed, search),
        "state_head": states.heading(place) if has_conditions(kind) else "",
        "filters": filters[:ALWAYS_SHOWN],
        "more_filters": filters[ALWAYS_SHOWN:],
        "more_used": any(one.is_used for one in filters[ALWAYS_SHOWN:]) or search.since or search.until,
        "pager": rows.Pager.of(page, search),
        "query": query_of(search),
        "every_year": query_of(replace(search, year=None)) if search.year else "",
        "may_edit": _is_writable(place, book),
        "may_export_personal": place.may_keep(book.register) and bool(book.layout.hidden),
        "has_history": has_history(book.kind),
        "may_import": place.may_import(book.register) and book.layout.can_be_written,
    }
    return render_page(request, place, "web/registers/list.html", context, current="registers")


def _listed(request: HttpRequest, place: Place, kind: str) -> tuple[Book, Iterator[list[Stored]]]:
    """What a file of the list holds: the records that its filters keep. Raises PageMissing."""
    book = find_book(place, kind)
    search = states.with_state(place, kind, search_of(request.GET, book.layout), request.GET)
    return book, values_for_file(book.kind, book.layout, place.unit, search, place.registers)


@require_safe
@requires(Permission.VIEW_RECORDS)
def as_csv(request: HttpRequest, place: Place, kind: str) -> HttpResponseBase:
    """The records that the list's filters keep, every open column of them."""
    book, records = _listed(request, place, kind)
    response = StreamingHttpResponse(lines_of(book.layout.open, records), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="register-{kind}-{place.unit.slug}.csv"'
    return response


@require_safe
@requires(Permission.VIEW_RECORDS)
def as_xlsx(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    """The same as a workbook."""
    book, records = _listed(request, place, kind)
    content = written_workbook(book.layout.open, records)
    return attachment(content, XLSX, f"register-{kind}-{place.unit.slug}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def with_personal(request: HttpRequest, place: Place, kind: str) -> HttpResponseBase:
    """The list's records with their personal columns too, for who keeps them: what for is asked, and told to the trail."""
    book = find_book(place, kind)
    if not place.may_keep(book.register):
        raise AccessDenied(Permission.EDIT_RECORDS, place.unit)
    registers = place.registers
    search = states.with_state(place, kind, search_of(request.GET, book.layout), request.GET)
    purpose, problems, name = request.POST.get("purpose", ""), [], f"register-{kind}-{place.unit.slug}-pribadi"
    if request.method == "POST":
        try:
            records = personal_export(
                book.kind, book.layout, place.unit, search, registers, purpose=purpose, by=place.actor
            )
        except Refused as refused:
            problems = [problem.message for problem in refused.problems]
        else:
            columns = book.layout.visible(personal=True)
            if request.POST.get("form") == "xlsx":
                return attachment(written_workbook(columns, records), XLSX, f"{name}.xlsx")
            return attachment("".join(lines_of(columns, records)), "text/csv; charset=utf-8", f"{name}.csv")
    context = {
        "book": book,
        "hidden": book.layout.hidden,
        "search": search,
        "query": query_of(search),
        "total": indonesian_number(
            page_of(book.kind, book.layout, place.unit, search, registers, number=1).total, 0
        ),
        "purpose": purpose,
        "longest": LONGEST_PURPOSE,
        "problems": problems,
    }
    status = REFUSED if problems else 200
    return render_page(request, place, "web/registers/personal.html", context, current="registers", status=status)


@require_safe
@requires(Permission.VIEW_RECORDS)
def detail(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """One record: what it says, the figures it enters, and its versions."""
    book = find_book(place, kind)
    registers = place.registers
    record = record_of(book.kind, book.layout, place.unit, uuid)
    if record is None:
        return gone_page(request, place, book, registers, uuid)
    columns = book.layout.visible(personal=place.may_keep(book.register))
    versions = versions_of(book.kind, record, columns, registers)
    figures = rows.membership_rows(place, book.register, record, memberships(book, record))
    context = {
        "book": book,
        "record": record,
        "name": name_of(book.register, record),
        "pairs": rows.pairs(place, book, registers, record),
        "versions": rows.version_rows(
            versions, place.version.time_zone, _import_address(place, book, record, versions)
        ),
        "state": states.state_of(place, kind, record),
        "state_head": states.heading(place) if has_conditions(kind) else "",
        "means": rows.mean_rows(record),
        "clock": clock_in_words(record, day_of(place)),
        "severities": rows.severity_rows(registers, record),
        "referring": referring(place, place.books, kind, record),
        "next_address": next_address(place, book, registers, record),
        "enters": [row for row in figures if row.counts],
        "enters_not": [row for row in figures if not row.counts],
        "may_edit": _is_writable(place, book),
    }
    return render_page(request, place, "web/registers/detail.html", context, current="registers")


def _import_address(place: Place, book: Book, record: Record, versions: Sequence[Version]) -> str:
    """Where the import stands by which a record came in; empty where it did not, and for who may not import."""
    if not (place.may_import(book.register) and book.layout.can_be_written):
        return ""
    batch = importing.batch_that_brought(place.unit, book.register.key, record, versions[-1])
    return reverse("import", args=[*place.address, book.register.key, batch.uuid]) if batch else ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def new(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    """A form for a new record, which the address may begin (`?inspection=BAP-001`); what is sent is kept, or comes back
    with every mistake at its field."""
    book = writable(place, kind)
    writing = Writing(place, book, place.registers)
    if request.method != "POST":
        return _form_page(request, place, book, writing.begun(request.GET))
    texts = writing.sent(request.POST)
    values, problems = writing.read(texts)
    if not problems:
        try:
            record = recording.keep(book.kind, place.unit, values, by=place.actor)
        except Refused as refused:
            problems = refused.problems
        except OperationalError as error:
            return _form_page(request, place, book, writing.form(texts, [_busy(error)]), status=BUSY)
        else:
            messages.success(request, _("%(name)s dicatat.") % {"name": name_of(book.register, record)})
            return redirect("register_record", *place.address, kind, record.uuid)
    return _form_page(request, place, book, writing.form(texts, problems), status=REFUSED)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def edit(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """A form for a correction with its reason; one that was overtaken shows both values."""
    book = writable(place, kind)
    writing = Writing(place, book, place.registers)
    record = _record(place, book, uuid)
    if request.method != "POST":
        return _form_page(request, place, book, writing.of_record(record), record=record)
    texts, version, reason = writing.sent(request.POST), version_of(request.POST), reason_of(request.POST)
    values, problems = writing.read(texts, record)
    if problems:
        problems += reason_missing(reason)
    else:
        try:
            saved = recording.correct(
                book.kind, place.unit, uuid, values, version=version, reason=reason, by=place.actor
            )
        except Stale as stale:
            saved = _record(place, book, stale.record.uuid)  # who saved it may have made it confidential
            form = writing.overtaken(texts, values, version, saved, reason)
            return _form_page(request, place, book, form, record=saved, status=OVERTAKEN)
        except Refused as refused:
            problems = refused.problems
        except OperationalError as error:
            form = writing.form(texts, [_busy(error)], version=version, reason=reason)
            return _form_page(request, place, book, form, record=record, status=BUSY)
        else:
            said = _("Perubahan %(name)s disimpan.")
            if saved.version == version:
                said = _("Tidak ada yang berubah pada %(name)s; versinya tetap.")
            messages.success(request, said % {"name": name_of(book.register, saved)})
            return redirect("register_record", *place.address, kind, uuid)
    form = writing.form(texts, problems, version=version, reason=reason)
    return _form_page(request, place, book, form, record=record, status=REFUSED)


def _busy(error: OperationalError) -> Problem:
    """That somebody else was writing for too long. Raises what else the database refused."""
    if not is_busy(error):
        raise error
    return Problem(
        (),
        _(
            "Basis data sedang dipakai, misalnya oleh impor yang besar. Isian Anda masih di sini: tunggu sebentar, lalu "
            "tekan Simpan lagi."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def withdraw(request: HttpRequest, place: Place, kind: str, uuid: UUID) -> HttpResponse:
    """What changes without the record, or what stands in the way; with a reason it is taken out of its register."""
    book = writable(place, kind)
    record = _record(place, book, uuid)
    problems: list[Problem] = []
    reason, status = reason_of(request.POST), 200
    if request.method == "POST":
        try:
            recording.withdraw_one(
                book.kind, place.unit, uuid, version=version_of(request.POST), reason=reason, by=place.actor
            )
        except (Stale, RecordMissing):
            record, status = _record(place, book, uuid), OVERTAKEN
        except Refused as refused:
            problems, status = refused.problems, REFUSED
        else:
            messages.success(request, _("%(name)s ditarik.") % {"name": name_of(book.register, record)})
            return redirect("register_record", *place.address, kind, uuid)
    found = recording.withdrawal_of(book.kind, place.unit, record, by=place.actor)
    context = {
        "book": book,
        "record": record,
        "name": name_of(book.register, record),
        "changes": change_rows(place, found.changes),
        "hindrances": found.hindrances,
        "problems": [problem for problem in problems if problem.place == (CHANGE_REASON,)],
        "reason": reason,
        "is_overtaken": status == OVERTAKEN,
        "has_history": has_history(book.kind),
    }
    return render_page(request, place, "web/registers/withdraw.html", context, current="registers", status=status)


@require_safe
@requires(Permission.VIEW_RECORDS)
def withdrawn(request: HttpRequest, place: Place, kind: str) -> HttpResponse:
    """The records of one register that were withdrawn, the last first."""
    book = find_book(place, kind)
    if not has_history(book.kind):
        raise PageMissing(_("Register %(name)s tidak menyimpan versi catatannya.") % {"name": book.register.name})
    page, found = withdrawn_ones(book.kind, book.layout, place.unit, number=number_of(request.GET))
    context = {"book": book, "rows": withdrawn_rows(place, book, found), "pager": rows.Pager.of(page, Search()),
               "page": page}  # fmt: skip
    return render_page(request, place, "web/registers/withdrawn.html", context, current="registers")


def _is_writable(place: Place, book: Book) -> bool:
    """Whether the account may keep records of the register in a form that can hold them."""
    return place.may_keep(book.register) and book.layout.can_be_written


def writable(place: Place, kind: str) -> Book:
    """A register that the account may keep and a form can hold. Raises PageMissing or AccessDenied."""
    book = find_book(place, kind)
    if not place.may_keep(book.register):
        raise (
            NamingNeeded(place.unit)
            if book.register.confidential
            else AccessDenied(Permission.EDIT_RECORDS, place.unit)
        )
    if not book.layout.can_be_written:
        raise PageMissing(_("Register %(name)s memuat kolom rahasia dan belum diisi lewat layar.")
                          % {"name": book.register.name})  # fmt: skip
    return book


def _form_page(
    request: HttpRequest,
    place: Place,
    book: Book,
    form: RecordForm,
    *,
    record: Record | None = None,
    status: int = 200,
) -> HttpResponse:
    name = name_of(book.register, record) if record else ""
    context = {"book": book, "form": form, "record": record, "name": name}
    return render_page(request, place, "web/registers/form.html", context, current="registers", status=status)


@require_safe
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def offers(request: HttpRequest, place: Place, kind: str, column: str) -> HttpResponse:
    """Names that a reference may be given, as options for its field; narrowed by what is typed there."""
    book = writable(place, kind)
    found = {one.key: one for one in book.layout.written if one.type == "reference"}
    if column not in found:
        raise PageMissing(_("Kolom “%(column)s” tidak merujuk ke register lain.") % {"column": column})
    words = request.GET.get(column, "").replace("\x00", "")[:LONGEST_SEARCH]
    names = offered(book.kind, found[column], place.registers, place.unit, words)
    return render_page(request, place, "web/registers/offers.html", {"offers": names})


@require_safe
@requires(Permission.EDIT_RECORDS, or_=Permission.EDIT_CONFIDENTIAL_RECORDS)
def choices(request: HttpRequest, place: Place, kind: str, column: str) -> HttpResponse:
    """The choices of a field that depends on others, as those are filled in the form, as options for it."""
    book = writable(place, kind)
    found = {one.key: one for one in book.layout.written if one.choices_by is not None}
    if column not in found:
        raise PageMissing(_("Pilihan kolom “%(column)s” tidak bergantung pada kolom lain.") % {"column": column})
    texts = {key: request.GET.get(key, "").replace("\x00", "")[:LONGEST_SEARCH] for key in book.register.by_key}
    options = Writing(place, book, place.registers).choices(found[column], texts)
    return render_page(request, place, "web/registers/choices.html", {"options": options})


@require_safe
@requires(Permission.VIEW_RECORDS)
def measure(request: HttpRequest, place: Place, measure: str) -> HttpResponse:
    """The records behind a number s.d. the period; `?kelompok=` those of one group, `?bulan=` those of one month."""
    book, found, group = counted_measure(place, measure, request.GET.get("kelompok", ""))
    registers = place.registers
    month = month_of(request.GET)
    if month is not None and month > place.period.month:
        raise PageMissing(_("Bulan %(month)d tidak termasuk %(period)s.")
                          % {"month": month, "period": place.period.name})  # fmt: skip
    period = place.period if month is None else Period(place.period.year, month, "month")
    behind = records_behind(place.unit, book, found, period, group, alone=month is not None)
    number = min(max(1, number_of(request.GET)), Page([], len(behind.entries), 1).pages)
    part = behind.entries[(number - 1) * PAGE : number * PAGE]
    records = by_keys(book.kind, book.layout.listed, [key for key, _day, _flow in part])
    entries = [(record, day, flow) for record, (_key, day, flow) in zip(records, part, strict=True)]
    listed = rows.behind_rows(place, book, registers, entries, names_of_other_units(place.unit, records, period))
    is_latest = counted_of(found).latest is not None
    page = Page(records, len(behind.entries), number)
    context = {
        "book": book,
        "measure": found,
        "behind": behind,
        "group_name": found.groups.get(group, ""),
        "month": period.name if month is not None else "",
        "until": period.month_name,
        "whole_address": rows.behind_address(place.unit.slug, str(place.period), found.key, group),
        "definition": rows.definition(book.register, counted_of(found)),
        "with_days": rows.counts_by_several_dates(counted_of(found)),
        "with_numbers": rows.adds_something_else(counted_of(found)),
        "counts_below": counted_of(found).units != "own",
        "heads": [rows.Head(column, "", "") for column in book.layout.listed],
        "rows": rows.with_standing(listed, behind, part) if is_latest else listed,
        "is_latest": is_latest,
        "contradicted": rows.shown_number(behind.contradicted.number) if behind.contradicted else "",
        "state_head": _("Kedudukan") if is_latest else "",
        "pager": rows.Pager.of(page, Search(), group, {MONTH: month or ""}),
        "page": page,
        "stored": rows.shown_number(behind.stored),
    }
    return render_page(request, place, "web/registers/measure.html", context, current="registers")
