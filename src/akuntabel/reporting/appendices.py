"""The appendices: Renstra targets; PK, RAPK and IKU decree; measurement; efficiency."""

from __future__ import annotations

from dataclasses import replace

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.ratings import Band
from akuntabel.documents.content import (
    Align,
    Block,
    Callout,
    Cell,
    Heading,
    KeyValueRow,
    KeyValueRows,
    PageBreak,
    Paragraph,
    Row,
    SectionBreak,
    Signature,
    SignatureBlock,
    Spans,
    Table,
)
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.planning.models import PlanDocument
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.chapter2 import agreement_budget, numbered_title
from akuntabel.reporting.decree import decree
from akuntabel.reporting.efficiency_tables import full_efficiency_table
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.plan_tables import agreement_table, monthly_table, strategic_table
from akuntabel.reporting.provisional import status_beside
from akuntabel.reporting.sentences import ended, plain, say, sentence_case, words
from akuntabel.reporting.tables import (
    CENTRED,
    CODE,
    NUMBER,
    TEXT,
    band_row,
    body_text,
    head_of,
    label,
    of,
    rating_cell,
    table,
    unavailable,
)

_KEY = "appendices"


def appendices(binder: Binder) -> list[Block]:
    return [
        *_strategic(binder),
        Heading(1, words(f"{_KEY}.plans.title"), "lampiran-rencana", appendix=True),
        copy_notice(),
        Heading(2, words(f"{_KEY}.agreement.heading", year=str(binder.data.year)), "lampiran-pk"),
        *agreement_pages(binder),
        SectionBreak(landscape=True),
        Heading(2, words(f"{_KEY}.action.heading", year=str(binder.data.year)), "lampiran-rapk"),
        *action_pages(binder),
        SectionBreak(),
        Heading(2, words(f"{_KEY}.decree.heading", year=str(binder.data.year)), "lampiran-iku"),
        *decree(binder),
        SectionBreak(landscape=True),
        *_measurement(binder),
        *_efficiency(binder),
    ]


def copy_notice() -> Callout:
    """That plan pages are put together from data, and that the signed paper counts."""
    return Callout(words(f"{_KEY}.plans.copy_title"), say(f"{_KEY}.plans.copy"), "muted")


def _strategic(binder: Binder) -> list[Block]:
    plan = binder.data.strategic_plan
    blocks: list[Block] = [Heading(1, words(f"{_KEY}.strategic.title"), "lampiran-renstra", appendix=True)]
    if plan is None:
        return [*blocks, unavailable(words("chapter2.strategic.missing"), words("chapter2.strategic.remedy"))]
    notes = [say(f"{_KEY}.strategic.source", source=ended(plan.source))]
    if plan.reason:
        notes.append(say("chapter2.strategic.reason", reason=ended(plan.reason)))
    return [
        *blocks,
        body_text(plain(f"{plan.title}{numbered_title(plan)}.")),
        strategic_table(binder, plan, caption=words(f"{_KEY}.strategic.caption", title=plan.title),
                        name="tbl-lampiran-renstra", notes=tuple(notes)),
    ]  # fmt: skip


def agreement_pages(binder: Binder) -> list[Block]:
    """The statement page and the annex of the agreement, each with its signatures by position."""
    data = binder.data
    document = data.agreement
    year = str(data.year)
    missing = words(f"{_KEY}.agreement.party_missing")
    first, second = document.first_party or missing, document.second_party or missing
    signatures = _parties(binder, document)
    return [
        Paragraph(plain(words(f"{_KEY}.agreement.title", year=year)), "center", "centered-title"),
        Paragraph(plain(data.version.long_name.upper()), "center", "centered-title"),
        body_text(say(f"{_KEY}.agreement.opening")),
        KeyValueRows((
            KeyValueRow(words(f"{_KEY}.agreement.position"), plain(first)),
            KeyValueRow(words(f"{_KEY}.agreement.unit"), plain(data.version.name)),
        )),
        body_text(plain(sentence_case(ended(words(f"{_KEY}.agreement.first"))))),
        KeyValueRows((KeyValueRow(words(f"{_KEY}.agreement.position"), plain(second)),)),
        body_text(plain(sentence_case(ended(words(f"{_KEY}.agreement.second"))))),
        body_text(say(f"{_KEY}.agreement.promise")),
        body_text(say(f"{_KEY}.agreement.supervision")),
        signatures,
        PageBreak(),
        Paragraph(plain(words(f"{_KEY}.agreement.annex", year=year)), "center", "centered-title"),
        agreement_table(binder, caption=words(f"{_KEY}.agreement.caption", year=year), name="tbl-lampiran-pk"),
        agreement_budget(binder),
        signatures,
    ]  # fmt: skip


def _parties(binder: Binder, document: PlanDocument) -> SignatureBlock:
    """Second party left, first party right, by position; undated where the data have no date."""
    missing = words(f"{_KEY}.agreement.party_missing")
    return SignatureBlock(
        (
            Signature((words(f"{_KEY}.agreement.second_party"), document.second_party or missing)),
            Signature((words(f"{_KEY}.agreement.first_party"), document.first_party or missing)),
        ),
        _place_date(binder, document),
    )


def _place_date(binder: Binder, document: PlanDocument) -> str:
    city = binder.data.version.city
    return f"{city}, {indonesian_date(document.signed_on)}" if document.signed_on else f"{city}, …"


def action_pages(binder: Binder) -> list[Block]:
    """The monthly targets and budgets, signed by the head; on landscape pages."""
    data = binder.data
    document = data.action_plan
    position = document.first_party or data.version.head_title
    caption = words(f"{_KEY}.action.caption", year=str(data.year))
    return [
        body_text(
            say(
                f"{_KEY}.action.intro",
                title=document.title,
                number=numbered_title(document),
                version=str(document.version),
                date=indonesian_date(document.effective_from),
            )
        ),
        monthly_table(binder, caption=caption, name="tbl-lampiran-rapk"),
        SignatureBlock((Signature((position,)),), _place_date(binder, document)),
    ]


def _measurement(binder: Binder) -> list[Block]:
    period = PeriodWords(binder.data.period)
    return [
        Heading(1, words(f"{_KEY}.measurement.title", until=period.until), "lampiran-pengukuran", appendix=True),
        _measurement_table(binder, period),
    ]


def _measurement_table(binder: Binder, period: PeriodWords) -> Table:
    """Perspective, objective, indicator: weight, target, n, d, realisation, achievement, rating."""
    data = binder.data
    width = 9
    body: list[Row] = []
    for perspective in data.card.perspectives:
        body.append(band_row(words(f"{_KEY}.measurement.perspective", name=perspective.name), width))
        for objective in perspective.objectives:
            name = words(f"{_KEY}.measurement.objective_score", code=objective.code, name=objective.name)
            body.append(
                _score_row(
                    name, binder, f"objective:{objective.slug}", objective.rating, tone="muted", align="left"
                )
            )
            for result in objective.indicators:
                known = result.realisation.is_measured
                body.append((
                    label(result.number), of(_named(result)), of((binder.weight(result),)),
                    of(binder.score_with_unit(result.slug, "target")),
                    of((binder.score(result.slug, "numerator"),)), of((binder.score(result.slug, "denominator"),)),
                    of(binder.score_with_unit(result.slug, "realisation") if known else plain(NOT_SHOWN)),
                    of((binder.score(result.slug, "achievement"),) if result.achievement.is_measured
                       else plain(NOT_SHOWN)),
                    rating_cell(binder, result.slug, result.rating),
                ))  # fmt: skip
        name = words(f"{_KEY}.measurement.perspective_score", name=perspective.name)
        body.append(_score_row(name, binder, f"perspective:{perspective.slug}", perspective.rating, tone="subhead"))
    foot = _score_row(words(f"{_KEY}.measurement.total"), binder, "total", data.card.rating, tone="")
    heads = head_of("measurement", until=period.until_head)
    return table([CODE, TEXT, CENTRED, *([NUMBER] * 5), CENTRED], heads, body, foot=[foot], name="tbl-pengukuran",
                 caption=words(f"{_KEY}.measurement.caption", until=period.until))  # fmt: skip


def _named(result: IndicatorResult) -> Spans:
    """The printed name, and the month of a figure that is older than the period."""
    return plain(f"{result.name} ({result.as_of})" if result.as_of else result.name)


def _score_row(
    name: str, binder: Binder, subject: str, rating: Band | None, *, tone: str, align: Align = "right"
) -> Row:
    """A score; beside its name stands what is still missing below it, and beside the total also "resmi"."""
    status = status_beside(binder.data.card, subject)
    score = binder.book.get(subject, "score")
    shown = (binder.score(subject, "score", bold=True),) if score.plain is not None else plain(NOT_SHOWN)
    return (
        Cell((*plain(name, bold=True), *plain(f", {status}" if status else "")), colspan=7, align=align, tone=tone),
        Cell(shown, align="right", tone=tone),
        rating_cell(binder, subject, rating),
    )


def _efficiency(binder: Binder) -> list[Block]:
    period = PeriodWords(binder.data.period)
    heading = Heading(1, words(f"{_KEY}.efficiency.title", until=period.until), "lampiran-efisiensi", appendix=True)
    if all(result.efficiency is None for result in binder.data.indicators):
        return [heading, unavailable(words("chapter3.budget.allocation_missing"),
                                     words("chapter3.budget.allocation_remedy"))]  # fmt: skip
    found = full_efficiency_table(binder)
    status = _output_status(binder)
    return [heading, replace(found, notes=(*found.notes, status) if status else found.notes)]


def _output_status(binder: Binder) -> Spans:
    """Output achievements that rest on a figure older than the period, and how far the total is provisional."""
    card = binder.data.card
    older = ", ".join(f"{result.number} ({result.as_of})" for result in card.indicators if result.as_of)
    sentences = [
        words(f"{_KEY}.efficiency.older", indicators=older) if older else "",
        words(f"{_KEY}.efficiency.provisional", provisional=card.provisional) if card.provisional else "",
    ]
    return plain(" ".join(filter(None, sentences)))
