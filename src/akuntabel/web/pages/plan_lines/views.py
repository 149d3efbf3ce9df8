"""Rencana dan realisasi: the unit's plan lines beside what was done of each, month by month, and the records behind."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akuntabel.core.periods import MONTH_NAMES
from akuntabel.organisation.access import Permission
from akuntabel.organisation.records.queries import Search, page_of_keys
from akuntabel.registers.models import PlanLine
from akuntabel.registers.plan_progress import DAYS, REGISTERS, plan_progress, records_of_line
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.plan_lines.rows import heads, line_rows
from akuntabel.web.pages.registers import rows as record_rows
from akuntabel.web.pages.registers.asking import MONTH, month_of, number_of
from akuntabel.web.pages.registers.views import find_book


@require_safe
@requires(Permission.VIEW_RECORDS)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """Every line of the period's year."""
    _must_keep_plan_lines(place)
    records = {key: place.books[key].records(place.unit) for key in ("plan_line", *DAYS) if key in place.books}
    progress = plan_progress(records, place.period.year)
    context = {
        "months": heads(place.period),
        "rows": line_rows(place, progress.lines),
        "unplanned": progress.unplanned,
        "without_code": progress.without_code,
        "may_edit": place.may(Permission.EDIT_RECORDS),
    }
    return render_page(request, place, "web/plan_lines/page.html", context)


@require_safe
@requires(Permission.VIEW_RECORDS)
def records(request: HttpRequest, place: Place, uuid: UUID) -> HttpResponse:
    """The records that belong to a line in its year; `?bulan=3` those of one month."""
    _must_keep_plan_lines(place)
    line = place.books["plan_line"].records(place.unit).filter(uuid=uuid).first()
    if not isinstance(line, PlanLine):
        raise PageMissing(_("Baris rencana ini tidak ada pada satuan kerja ini. Cari dari daftarnya."))
    month = month_of(request.GET)
    book = find_book(place, REGISTERS[line.subject])
    found = records_of_line(book.records(place.unit), line, month)
    part = page_of_keys(book.kind, book.layout, found, number=number_of(request.GET))
    context = {
        "line": line,
        "book": book,
        "month_name": MONTH_NAMES[month - 1] if month else "",
        "heads": [record_rows.Head(column, "", "") for column in book.layout.listed],
        "rows": record_rows.record_rows(place, book, place.registers, part),
        "pager": record_rows.Pager.of(part, Search(), extra={MONTH: month or ""}),
    }
    return render_page(request, place, "web/registers/of_plan_line.html", context, current="plan_lines")


def _must_keep_plan_lines(place: Place) -> None:
    """Raises PageMissing."""
    if "plan_line" not in place.books:
        raise PageMissing(_("Skema satuan kerja ini tidak mempunyai baris rencana."))
