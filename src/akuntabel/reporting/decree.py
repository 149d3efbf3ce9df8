"""The decree on key performance indicators (keputusan IKU), put together from data in our own words."""

from __future__ import annotations

from akuntabel.catalogue.schema import Regulation
from akuntabel.core.date_format import indonesian_date
from akuntabel.documents.content import (
    Block,
    KeyValueRow,
    KeyValueRows,
    Paragraph,
    Row,
    Signature,
    SignatureBlock,
    Span,
    Spans,
    Text,
)
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.chapter2 import numbered_title
from akuntabel.reporting.plan_tables import rows_by_objective
from akuntabel.reporting.sentences import LINE_BREAK, lines, plain, sentence_case, template, together, words
from akuntabel.reporting.tables import CODE, TEXT, band_row, head_of, label, numbered, table, unavailable

_KEY = "appendices.decree"
NATIONAL = ("perpres-29-2014", "permenpanrb-53-2014")
"""Regulations that every decree on key performance indicators rests on, where the catalogue has them."""


def decree(binder: Binder) -> list[Block]:
    """Letterhead, considerations, legal basis, clauses and the list of indicators; or what is missing."""
    data = binder.data
    document = data.documents.get(DocumentKind.KPI_DECREE)
    if document is None:
        return [unavailable(words(f"{_KEY}.missing"), words(f"{_KEY}.remedy"))]
    year = str(document.first_year)
    long_name = data.version.long_name
    head_title = document.first_party or data.version.head_title
    title = [
        words(f"{_KEY}.decree"),
        head_title.upper(),
        *([words(f"{_KEY}.number", number=document.number.upper())] if document.number else []),
        words(f"{_KEY}.about"),
        words(f"{_KEY}.subject", unit=long_name.upper(), year=year),
    ]
    return [
        _letterhead(binder),
        Paragraph(_stacked(title), "center", "centered-title"),
        Paragraph(plain(words(f"{_KEY}.considering"), bold=True), "left"),
        numbered(plain(line) for line in lines(f"{_KEY}.considerations")),
        Paragraph(plain(words(f"{_KEY}.recalling"), bold=True), "left"),
        numbered(plain(f"{text};") for text in _legal_basis(binder)),
        Paragraph(plain(words(f"{_KEY}.deciding")), "center", "centered-title"),
        _clauses(long_name, year),
        SignatureBlock((Signature((head_title,)),), _enacted(binder, document)),
        _indicators(binder, year),
    ]


def _letterhead(binder: Binder) -> Paragraph:
    version = binder.data.version
    contact = [version.address, words(f"{_KEY}.phone", phone=version.phone) if version.phone else ""]
    parts = [version.parent_name.upper(), version.long_name.upper(), *filter(None, contact)]
    return Paragraph(_stacked(parts, bold_first=2), "center")


def _stacked(parts: list[str], bold_first: int = 0) -> Spans:
    spans: list[Span] = []
    for n, part in enumerate(parts):
        if n:
            spans.append(LINE_BREAK)
        spans.append(Text(together(part), bold=n < bold_first))
    return tuple(spans)


def _legal_basis(binder: Binder) -> list[str]:
    """National regulations, the guideline behind the rule set, and the Renstra; nothing the catalogue does not have."""
    regulations = binder.data.definitions.regulations
    slugs = [*(slug for slug in NATIONAL if slug in regulations), binder.data.rule_set.regulation]
    texts = [_citation(regulations[slug]) for slug in dict.fromkeys(slugs)]
    plan = binder.data.strategic_plan
    return texts if plan is None else [*texts, f"{plan.title}{numbered_title(plan)}"]


def _citation(regulation: Regulation) -> str:
    number = words(f"{_KEY}.citation_number", number=regulation.number) if regulation.number else ""
    year = words(f"{_KEY}.citation_year", year=str(regulation.year)) if regulation.year else ""
    return words(f"{_KEY}.citation", kind=regulation.kind, number=number, year=year, title=regulation.title)


def _clauses(long_name: str, year: str) -> KeyValueRows:
    rows = [
        KeyValueRow(words(f"{_KEY}.enacting"), plain(words(f"{_KEY}.subject", unit=long_name.upper(), year=year)))
    ]
    for name in ("first", "second", "third"):
        ordinal = template(f"{_KEY}.ordinals.{name}")
        rows.append(KeyValueRow(ordinal, plain(words(f"{_KEY}.clauses.{name}", unit=long_name, year=year))))
    return KeyValueRows(tuple(rows))


def _indicators(binder: Binder, year: str) -> Block:
    body: list[Row] = []
    count = 0
    for objective, rows in rows_by_objective(binder, DocumentKind.KPI_DECREE):
        body.append(band_row(objective, 3))
        for row in rows:
            count += 1
            body.append((label(f"{count}."), label(row.number), label(sentence_case(row.printed_name))))
    return table([CODE, CODE, TEXT], head_of("decree"), body,
                 caption=words(f"{_KEY}.caption", year=year), name="tbl-lampiran-iku")  # fmt: skip


def _enacted(binder: Binder, document: PlanDocument) -> str:
    city = binder.data.version.city
    if document.signed_on is None:
        return words(f"{_KEY}.enacted_undated", city=city)
    return words(f"{_KEY}.enacted", city=city, date=indonesian_date(document.signed_on))
