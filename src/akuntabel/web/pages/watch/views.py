"""Keeping watch over the registers: late data, days to the record, the laboratory, districts, answers, documents."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akuntabel.catalogue.lookup import NotDefined
from akuntabel.catalogue.schema import CONFIDENCE_WORDS
from akuntabel.catalogue.timeliness import TimelinessRule, timeliness_rule
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import MONTH_NAMES
from akuntabel.measurement.lateness import Change, effects, last_words, lateness, records_of_change
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.record_queries import Book, teams_by_register
from akuntabel.organisation.access import Permission
from akuntabel.organisation.facts_on import districts_on
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.expiry import expiring
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.queries import PAGE, Page, Search, by_keys, by_keys_ever
from akuntabel.planning.queries import PlanMissing
from akuntabel.registers.answers import answers_of_agencies, by_district
from akuntabel.registers.backlog import CLASSES, Narrowed, backlog, backlog_records
from akuntabel.registers.delays import SLOW, delays
from akuntabel.registers.districts import district_map
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.registers.asking import PAGE_NUMBER, number_of, text_asked
from akuntabel.web.pages.registers.measures import counted_measure, group_name
from akuntabel.web.pages.registers.rows import Head, Pager, record_rows
from akuntabel.web.pages.registers.watching import day_of
from akuntabel.web.pages.watch import rows


@require_safe
@requires(Permission.VIEW_RECORDS)
def late_data(request: HttpRequest, place: Place) -> HttpResponse:
    """The months that changed after they were reported, and what that does to the indicators."""
    late = lateness(place.unit, place.period, named=place.named)
    context = {
        "late": late,
        "confidence": _confidence(late.rule),
        "reported_until": max(late.reported, default=None),
        "first_days": [(book.register.name, indonesian_date(day)) for book, day in late.late_registers],
        "months": rows.changed_months(place, late.changes),
        **_effects(place),
    }
    return render_page(request, place, "web/watch/late_data.html", context, current="registers")


def _confidence(rule: TimelinessRule | None) -> str:
    """How sure the rule is, in the reader's language."""
    if rule is None:
        return ""
    words = CONFIDENCE_WORDS[rule.confidence]
    return words.english if get_language() == "en" else words.indonesian


def _effects(place: Place) -> dict[str, object]:
    """What the changes do to the indicators s.d. the period; without a plan that cannot be told."""
    try:
        found = effects(read_year(place.unit, place.version, place.period))
    except (PlanMissing, NotDefined):
        return {"has_plan": False}
    return {
        "has_plan": True,
        "is_reported": found is not None,
        "effects": rows.effect_rows(place, found) if found else [],
    }


@require_safe
@requires(Permission.VIEW_RECORDS)
def late_records(request: HttpRequest, place: Place, measure: str, month: int) -> HttpResponse:
    """The records that make one reported month differ, fifty a page."""
    book, found, group = counted_measure(place, measure, request.GET.get("kelompok", ""))
    if month not in place.period.months:
        raise PageMissing(_("Bulan %(month)d tidak termasuk %(period)s.")
                          % {"month": month, "period": place.period.name})  # fmt: skip
    context: dict[str, object] = {"name": group_name(found, group), "measure": found, "book": book,
                                  "month": MONTH_NAMES[month - 1]}  # fmt: skip
    for change in lateness(place.unit, place.period, measures={measure}, named=place.named).changes:
        if (change.month, change.group) == (month, group):
            context |= _behind(place, change, number_of(request.GET))
    return render_page(request, place, "web/watch/late_records.html", context, current="registers")


def _behind(place: Place, change: Change, number: int) -> dict[str, object]:
    """The figures of one change and a page of the records behind it."""
    behind = records_of_change(place.unit, change, place.period.year)
    number = min(max(1, number), Page([], len(behind.records), 1).pages)
    part = behind.records[(number - 1) * PAGE : number * PAGE]
    records = by_keys_ever(change.book.kind, change.book.layout.name, [one.key for one in part])
    words = last_words(place.unit, change.book, [one.key for one in part])
    page = Page([record for record, _ in records], len(behind.records), number)
    return {
        "row": rows.change_row(place, change),
        "withheld": behind.withheld,
        "rows": rows.late_rows(place, change, zip(part, records, strict=True), words),
        "pager": Pager.of(page, Search(), change.group),
        "page": page,
    }


@require_safe
@requires(Permission.VIEW_RECORDS)
def recording_days(request: HttpRequest, place: Place) -> HttpResponse:
    """How many days pass from an event to its record, by register and month."""
    books = place.books
    rule = timeliness_rule(definitions_for(place.unit).timeliness, place.period)
    found = delays(_layouts(books), place.unit, place.period)
    try:
        teams = teams_by_register(scorecard(place.unit, place.period), books)
    except (PlanMissing, NotDefined):
        teams = {}  # nobody is responsible for an indicator of a plan that is not there
    context = {
        "rule": rule,
        "confidence": _confidence(rule),
        "percentile": SLOW,
        "tables": rows.delay_tables(books, found, teams, rule.record_within if rule else None),
    }
    return render_page(request, place, "web/watch/recording_days.html", context, current="registers")


def _layouts(books: dict[str, Book]) -> dict[str, tuple[Kind, Layout]]:
    return {key: (book.kind, book.layout) for key, book in books.items()}


@require_safe
@requires(Permission.VIEW_RECORDS)
def laboratory(request: HttpRequest, place: Place) -> HttpResponse:
    """The samples that the laboratory has received and not completed on the period's last day."""
    book = _book(place, "sample")
    names = _choices(book)
    waiting = backlog(book.records(place.unit), place.period.last_day)
    context = {
        "classes": [rows.age_name(one) for one in CLASSES],
        "total": rows.backlog_total(place, waiting),
        "by_laboratory": rows.backlog_rows(place, waiting, ("commodity", "laboratory"), names),
        "by_obstacle": rows.backlog_rows(place, waiting, ("blocked_by",), names),
        "waits": bool(waiting),
        "day": indonesian_date(place.period.last_day),
    }
    return render_page(request, place, "web/watch/laboratory.html", context, current="registers")


@require_safe
@requires(Permission.VIEW_RECORDS)
def laboratory_samples(request: HttpRequest, place: Place) -> HttpResponse:
    """The samples behind one number of the backlog, fifty a page, those that wait longest first."""
    book = _book(place, "sample")
    narrowed = _narrowed(request.GET)
    asked = {name: request.GET[name] for name in (rows.AGE, *rows.ASKED.values()) if name in request.GET}
    keys = list(
        backlog_records(book.records(place.unit), place.period.last_day, narrowed).values_list("pk", flat=True)
    )
    number = min(max(1, number_of(request.GET)), Page([], len(keys), 1).pages)
    columns = [
        *book.layout.listed,
        *(book.register.by_key[key] for key in ("received_on", "laboratory", "blocked_by")),
    ]
    columns = [column for column in book.register.columns if column in columns]
    page = Page(by_keys(book.kind, columns, keys[(number - 1) * PAGE : number * PAGE]), len(keys), number)
    context = {
        "words": rows.narrowed_words(narrowed, _choices(book)),
        "heads": [Head(column, "", "") for column in columns],
        "rows": record_rows(place, book, place.registers, page, columns),
        "pager": Pager.by(page, lambda wanted: f"?{urlencode(asked | {PAGE_NUMBER: str(wanted)})}"),
        "page": page,
        "day": indonesian_date(place.period.last_day),
    }
    return render_page(request, place, "web/watch/laboratory_samples.html", context, current="registers")


def _narrowed(query: QueryDict) -> Narrowed:
    """What an address asks for; what cannot be read is left out."""
    age = query.get(rows.AGE, "")
    texts = {column: text_asked(query, name) for column, name in rows.ASKED.items()}
    return Narrowed(age=int(age) if age in {str(n) for n in range(len(CLASSES))} else None, **texts)


def _choices(book: Book) -> dict[str, dict[str, str]]:
    return {column.key: dict(column.choices) for column in book.layout.choices}


def _book(place: Place, key: str) -> Book:
    """Raises PageMissing where the unit's scheme has no such register."""
    if key not in place.books:
        raise PageMissing(_("Satuan kerja ini tidak mempunyai register untuk halaman ini."))
    return place.books[key]


@require_safe
@requires(Permission.VIEW_RECORDS)
def districts(request: HttpRequest, place: Place) -> HttpResponse:
    """Records by district and register since 1 January: where nothing happened."""
    books = place.books
    own = districts_on(place.unit, place.period.last_day)
    found = district_map(_layouts(books), place.unit, place.period, own)
    table = rows.district_rows(place, books, found)
    context = {
        "registers": [books[key].register for key in found.registers],
        "rows": table,
        "quiet": [row.name for row in table if row.is_quiet],
        "has_area": bool(own),
    }
    return render_page(request, place, "web/watch/districts.html", context, current="registers")


@require_safe
@requires(Permission.VIEW_RECORDS)
def answers(request: HttpRequest, place: Place) -> HttpResponse:
    """Who answers the letters, and how long the others have been waiting."""
    book = _book(place, "inspection_decision")
    found = answers_of_agencies(book.records(place.unit), place.period)
    context = {
        "agencies": rows.answer_rows(found),
        "districts": rows.answer_rows(by_district(found)),
        "day": indonesian_date(place.period.last_day),
    }
    return render_page(request, place, "web/watch/answers.html", context, current="registers")


@require_safe
@requires(Permission.VIEW_RECORDS)
def documents(request: HttpRequest, place: Place) -> HttpResponse:
    """Dated documents whose validity ends within the days that they ask to be warned of."""
    book = _book(place, "dated_document")
    day = day_of(place)
    context = {
        "rows": rows.expiring_rows(place, book, expiring(book.records(place.unit), day)),
        "day": indonesian_date(day),
        "may_edit": place.may(Permission.EDIT_RECORDS),
    }
    return render_page(request, place, "web/watch/documents.html", context, current="registers")
