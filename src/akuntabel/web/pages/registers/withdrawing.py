"""Taking one record out of its register: what would change, what stands in the way, and what is left of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from akuntabel.core.date_format import indonesian_date, indonesian_time
from akuntabel.core.periods import Period
from akuntabel.measurement.counting import Difference
from akuntabel.measurement.record_queries import Book
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.queries import Registers, Withdrawn, name_of, versions_of, withdrawn_one
from akuntabel.web.access import PageMissing, Place
from akuntabel.web.page import render_page
from akuntabel.web.pages.registers import rows
from akuntabel.web.pages.registers.indicators import IndicatorLink, IndicatorLinks
from akuntabel.web.pages.registers.measures import group_name

GONE = 410


@dataclass(frozen=True)
class ChangeRow:
    """One figure of one month: as it is, and without the record. Empty texts where there is no figure."""

    name: str
    month: str
    before: str
    after: str
    indicators: list[IndicatorLink]


def change_rows(place: Place, changes: Sequence[Difference]) -> list[ChangeRow]:
    """By measure, group and month, as they were told."""
    measures, links = definitions_for(place.unit).measures, IndicatorLinks(place)
    return [
        ChangeRow(
            group_name(measures[one.measure], one.group),
            Period(one.year, one.month, "month").name,
            rows.shown_number(one.stored),
            rows.shown_number(one.counted),
            links.of(one.measure, one.year, f"{one.year}-{one.month:02}"),
        )
        for one in changes
    ]


@dataclass(frozen=True)
class WithdrawnRow:
    """One record of the list of withdrawn ones."""

    address: str
    name: str
    by: str
    when: str
    reason: str


def withdrawn_rows(place: Place, book: Book, found: list[Withdrawn]) -> list[WithdrawnRow]:
    return [
        WithdrawnRow(
            rows.address_of(place, book, one.record),
            name_of(book.register, one.record),
            one.by,
            when(place, one),
            one.reason,
        )
        for one in found
    ]


def when(place: Place, one: Withdrawn) -> str:
    """ "25 November 2026, 14.05 WITA"."""
    zone = place.version.time_zone
    moment = one.moment.astimezone(ZoneInfo(zone))
    return f"{indonesian_date(moment.date())}, {indonesian_time(moment, zone)}"


def gone_page(request: HttpRequest, place: Place, book: Book, registers: Registers, uuid: UUID) -> HttpResponse:
    """What is left of a record that was withdrawn: who, when and why, and its versions. Raises PageMissing where there was
    none, or none that the account might see."""
    found = withdrawn_one(book.kind, book.layout, place.unit, uuid)
    if found is None:
        raise PageMissing(
            _("Catatan ini tidak ada dalam register %(name)s satuan kerja ini. Cari dari daftarnya.")
            % {"name": book.register.name}
        )
    columns = book.layout.visible(personal=place.may_keep(book.register))
    has_values = found.record.pk is not None
    versions = versions_of(book.kind, found.record, columns, registers) if has_values else []
    context = {
        "book": book,
        "name": name_of(book.register, found.record),
        "gone": found,
        "when": when(place, found),
        "pairs": rows.pairs(place, book, registers, found.record) if has_values else [],
        "versions": rows.version_rows(versions, place.version.time_zone),
    }
    return render_page(request, place, "web/registers/gone.html", context, current="registers", status=GONE)
