"""Bab I Pendahuluan: background, the organisation and its strategic aspects, structure, strategic issues."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_words import rupiah_in_words
from akuntabel.documents.content import Block, Cell, Column, CrossReference, Heading, Row, Spans
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.organisation.models import FacilityCount, StaffCount
from akuntabel.reporting.binding import Binder, reference_part
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import ended, lines, lower_first, paragraphs, plain, say, sentence_case, words
from akuntabel.reporting.strategic_issues import strategic_issues
from akuntabel.reporting.tables import (
    CODE,
    NUMBER,
    TEXT,
    WIDE,
    band_row,
    body_text,
    data_note,
    head,
    head_of,
    label,
    lead_in,
    numbered,
    of,
    source_note,
    table,
    unavailable,
)


def chapter1(binder: Binder) -> list[Block]:
    return [
        Heading(1, words("chapter1.title"), "bab-1"),
        *_background(binder),
        *_overview(binder),
        *_structure(binder),
        *strategic_issues(binder),
    ]


def _background(binder: Binder) -> list[Block]:
    data = binder.data
    period = PeriodWords(data.period)
    regulation = data.definitions.regulations[data.rule_set.regulation]
    values = {
        "agency": data.definitions.scheme.agency,
        "unit": data.version.name,
        "report": period.title,
        "span": period.span,
        "guideline": f"{regulation.short_name} tentang {regulation.title}",
    }
    texts = [say(key, **values) for key in paragraphs("chapter1.background.paragraphs")]
    return [Heading(2, words("chapter1.background.title"), "latar-belakang"), *map(body_text, texts)]


def _overview(binder: Binder) -> list[Block]:
    version = binder.data.version
    blocks: list[Block] = [
        Heading(2, words("chapter1.overview.title"), "gambaran-umum"),
        body_text(say("chapter1.overview.identity", long_name=version.long_name, kind=version.kind,
                      parent=version.parent_name, city=version.city, province=version.province)),
        *_duties(binder),
        *_districts(binder),
        Heading(3, words("chapter1.strategic.title"), "aspek-strategis"),
        body_text(say("chapter1.strategic.intro", unit=version.name)),
        *_assets(binder),
        *_staff(binder),
        *_authorisation(binder),
        *_facilities(binder),
    ]  # fmt: skip
    return blocks


def _duties(binder: Binder) -> list[Block]:
    version = binder.data.version
    blocks: list[Block] = [Heading(3, words("chapter1.overview.duties"), "tugas-fungsi")]
    if not version.duty and not version.functions:
        return [
            *blocks,
            unavailable(words("chapter1.overview.duty_missing"), words("chapter1.overview.duty_remedy")),
        ]
    if version.duty:
        duty = ended(lower_first(version.duty))
        blocks.append(body_text(say("chapter1.overview.duty", unit=version.name, duty=duty)))
    if version.functions:
        last = len(version.functions) - 1
        items = [f"{text}{'.' if n == last else ';'}" for n, text in enumerate(version.functions)]
        blocks += [
            body_text(say("chapter1.overview.functions", unit=version.name)),
            numbered([plain(item) for item in items]),
        ]
    return blocks


def _districts(binder: Binder) -> list[Block]:
    districts = binder.data.facts.districts
    blocks: list[Block] = [Heading(3, words("chapter1.overview.area_title"), "wilayah-kerja")]
    if not districts:
        return [
            *blocks,
            unavailable(words("chapter1.overview.area_missing"), words("chapter1.overview.area_remedy")),
        ]
    has_island = any(district.island for district in districts)
    labels = [*lines("heads.districts"), *([words("heads.island")] if has_island else [])]
    body = [
        (
            label(f"{n}."),
            label(district.name),
            label(sentence_case(district.kind)),
            *([label(district.island or NOT_SHOWN)] if has_island else []),
        )
        for n, district in enumerate(districts, 1)
    ]
    columns = [CODE, WIDE, TEXT, *([TEXT] if has_island else [])]
    unit = binder.data.version.name
    return [
        *blocks,
        body_text(say("chapter1.overview.area", count=binder.count("area", "districts", len(districts)),
                      table=CrossReference("tbl-wilayah"))),
        table(columns, head(*labels), body, caption=words("chapter1.overview.area_caption", unit=unit),
              name="tbl-wilayah"),
    ]  # fmt: skip


def _assets(binder: Binder) -> list[Block]:
    assets = binder.data.facts.assets
    lead = words("chapter1.strategic.assets_lead")
    if not assets:
        return [unavailable(words("chapter1.strategic.assets_missing"), words("chapter1.strategic.assets_remedy"))]
    body = []
    for n, asset in enumerate(assets, 1):
        about: Spans = plain(asset.description)
        if asset.value is not None:
            value = binder.money(f"asset/{reference_part(asset.name)}", "value", asset.value)
            key = "chapter1.strategic.asset_also_value" if about else "chapter1.strategic.asset_value"
            about = (*about, *say(key, value=value))
        quantity = binder.text(f"asset/{reference_part(asset.name)}", "quantity", asset.quantity)
        body.append((label(f"{n}."), label(asset.name), of((quantity,)), of(about or plain(NOT_SHOWN))))
    return [
        lead_in(lead, say("chapter1.strategic.assets", table=CrossReference("tbl-sarana-prasarana"))),
        table([CODE, WIDE, TEXT, Column(weight=3)], head_of("assets"), body,
              caption=words("chapter1.strategic.assets_caption"), name="tbl-sarana-prasarana",
              notes=[source_note(assets[0].source)]),
    ]  # fmt: skip


def _staff(binder: Binder) -> list[Block]:
    staff = binder.data.facts.staff
    if not staff:
        return [unavailable(words("chapter1.strategic.staff_missing"), words("chapter1.strategic.staff_remedy"))]
    education = [row.education for row in sorted(staff, key=lambda row: row.education_order)]
    education = list(dict.fromkeys(education))
    sections = [(name, list(rows)) for name, rows in groupby(staff, key=lambda row: row.section)]
    total = _sum(row.number for row in staff)
    as_of = indonesian_date(staff[0].as_of)
    body = [_staff_row(binder, name, rows, education) for name, rows in sections]
    foot = (
        label(words("chapter1.strategic.staff_total")),
        *(
            of((binder.count("staff/all", reference_part(level),
                             _sum(row.number for row in staff if row.education == level)),))
            for level in education
        ),
        of((binder.count("staff/all", "total", total),)),
    )  # fmt: skip
    heads = head(words("heads.staff"), *education, words("heads.staff_total"))
    return [
        lead_in(words("chapter1.strategic.staff_lead"), say(
            "chapter1.strategic.staff", date=as_of, total=binder.count("staff/all", "total", total),
            sections=binder.count("staff", "sections", len(sections)), table=CrossReference("tbl-pegawai"))),
        table([WIDE, *([NUMBER] * (len(education) + 1))], heads, body, foot=[foot],
              caption=words("chapter1.strategic.staff_caption", date=as_of), name="tbl-pegawai",
              notes=[*_staff_notes(binder, total), source_note(staff[0].source)]),
    ]  # fmt: skip


def _staff_notes(binder: Binder, total: int | None) -> list[Spans]:
    """That totals are computed; and, where the source's own total differs, both numbers."""
    staff = binder.data.facts.staff
    is_full = all(row.number is not None for row in staff)
    notes = [
        say("chapter1.strategic.staff_note")
        if is_full
        else say("chapter1.strategic.staff_note_dash", dash=NOT_SHOWN)
    ]
    stated = binder.data.facts.stated_staff
    if stated is not None and stated != total:
        notes.append(say("chapter1.strategic.staff_stated", stated=binder.count("staff", "stated-total", stated),
                         total=binder.count("staff/all", "total", total)))  # fmt: skip
    return notes


def _staff_row(binder: Binder, name: str, rows: Sequence[StaffCount], education: Sequence[str]) -> Row:
    counts = {row.education: row.number for row in rows}
    subject = f"staff/{reference_part(name)}"
    cells = [of((binder.count(subject, reference_part(level), counts.get(level)),)) for level in education]
    return (label(name), *cells, of((binder.count(subject, "total", _sum(counts.values()), bold=True),)))


def _authorisation(binder: Binder) -> list[Block]:
    data = binder.data
    if data.budget is None:
        return [unavailable(words("chapter1.strategic.budget_missing"), words("chapter1.strategic.budget_remedy"))]
    found = data.budget.authorisation
    return [
        lead_in(words("chapter1.strategic.budget_lead"), say(
            "chapter1.strategic.budget", year=str(data.year), number=found.number,
            date=indonesian_date(found.authorised_on),
            ceiling=binder.money("authorisation", "ceiling", found.ceiling),
            words=binder.text("authorisation", "ceiling-in-words", rupiah_in_words(found.ceiling)))),
    ]  # fmt: skip


def _facilities(binder: Binder) -> list[Block]:
    facilities = binder.data.facts.facilities
    if not facilities:
        return [unavailable(words("chapter1.strategic.facilities_missing"),
                            words("chapter1.strategic.facilities_remedy"))]  # fmt: skip
    body: list[Row] = []
    for category, group in groupby(facilities, key=lambda row: row.category):
        rows = list(group)
        body.append(band_row(words("chapter1.strategic.facilities_group", category=category), 4))
        body += [_facility_row(binder, row, n) for n, row in enumerate(rows, 1)]
        name = words("chapter1.strategic.facilities_total", category=category)
        body.append(_facility_total(binder, rows, name, reference_part(category)))
    foot = _facility_total(binder, facilities, words("chapter1.strategic.facilities_total_all"), "all")
    note = words("chapter1.strategic.facilities_note", dash=NOT_SHOWN)
    return [
        lead_in(words("chapter1.strategic.facilities_lead"), _facilities_counted(binder, facilities)),
        table([CODE, WIDE, NUMBER, NUMBER], head_of("facilities"), body, foot=[foot],
              caption=words("chapter1.strategic.facilities_caption"), name="tbl-sarana-diawasi",
              notes=[plain(note), data_note(facilities[0].source)]),
    ]  # fmt: skip


def _facilities_counted(binder: Binder, rows: Sequence[FacilityCount]) -> Spans:
    """How many there are and how many are supervised; only where the table is, when one of them is not known."""
    place = CrossReference("tbl-sarana-diawasi")
    number, supervised = _known(rows, "facilities"), _known(rows, "supervised")
    if number is None or supervised is None:
        return say("chapter1.strategic.facilities_listed", table=place)
    return say("chapter1.strategic.facilities", table=place,
               facilities=binder.count("facility/all", "facilities", number),
               supervised=binder.count("facility/all", "supervised", supervised))  # fmt: skip


def _facility_row(binder: Binder, row: FacilityCount, n: int) -> Row:
    subject = f"facility/{reference_part(row.name)}"
    return (label(f"{n}."), label(row.name), of((binder.count(subject, "facilities", row.facilities),)),
            of((binder.count(subject, "supervised", row.supervised),)))  # fmt: skip


def _facility_total(binder: Binder, rows: Sequence[FacilityCount], name: str, key: str) -> Row:
    subject = f"facility/{key}"
    return (
        Cell(plain(name), colspan=2, bold=True),
        of((binder.count(subject, "facilities", _known(rows, "facilities"), bold=True),)),
        of((binder.count(subject, "supervised", _known(rows, "supervised"), bold=True),)),
    )


def _known(rows: Sequence[FacilityCount], field: str) -> int | None:
    return _sum(getattr(row, field) for row in rows)


def _sum(numbers: Iterable[int | None]) -> int | None:
    """Over those that are there; None when none is, which is not 0."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _structure(binder: Binder) -> list[Block]:
    data = binder.data
    blocks: list[Block] = [Heading(2, words("chapter1.structure.title"), "struktur-organisasi")]
    if not data.teams:
        return [*blocks, unavailable(words("chapter1.structure.missing"), words("chapter1.structure.remedy"))]
    counts = {team.pk: sum(result.team == team for result in data.indicators) for team in data.teams}
    body = [
        (
            label(f"{n}."),
            label(team.name),
            label(team.head_title),
            label(team.duty or NOT_SHOWN),
            of((binder.count(f"team/{team.slug}", "indicators", counts[team.pk]),)),
        )
        for n, team in enumerate(data.teams, 1)
    ]
    return [
        *blocks,
        body_text(say("chapter1.structure.intro", count=binder.count("team", "count", len(data.teams)),
                      head=data.version.head_title, table=CrossReference("tbl-tim"))),
        table([CODE, WIDE, WIDE, Column(weight=4), NUMBER], head_of("teams"), body,
              caption=words("chapter1.structure.caption"), name="tbl-tim"),
    ]  # fmt: skip
