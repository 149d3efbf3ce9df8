"""Bab II Perencanaan Kinerja: Renstra, RKT, PK, RAPK and how performance is measured."""

from __future__ import annotations

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_words import rupiah_in_words
from akuntabel.core.periods import Period
from akuntabel.documents.content import (
    Block,
    Column,
    CrossReference,
    Heading,
    KeyValueRow,
    KeyValueRows,
    Paragraph,
    Row,
    Spans,
)
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult
from akuntabel.planning.models import DocumentKind, PlanDocument
from akuntabel.reporting.binding import Binder, targets_equal
from akuntabel.reporting.method import method
from akuntabel.reporting.plan_tables import agreement_table, strategic_table, target_cell
from akuntabel.reporting.sentences import ended, lines, listed, plain, say, words
from akuntabel.reporting.sources import target_of
from akuntabel.reporting.tables import (
    CENTRED,
    CODE,
    TEXT,
    WIDEST,
    band_row,
    body_text,
    head,
    head_of,
    label,
    numbered,
    of,
    table,
    unavailable,
)

QUARTER_ENDS = (3, 6, 9, 12)


def chapter2(binder: Binder) -> list[Block]:
    return [
        Heading(1, words("chapter2.title"), "bab-2"),
        *_strategic(binder),
        *_annual(binder),
        *_agreement(binder),
        *_action(binder),
        *method(binder),
    ]


def numbered_title(document: PlanDocument) -> str:
    """ " (nomor …)" of a document that has one."""
    return f" (nomor {document.number})" if document.number else ""


def _strategic(binder: Binder) -> list[Block]:
    plan = binder.data.strategic_plan
    blocks: list[Block] = [Heading(2, words("chapter2.strategic.title"), "renstra")]
    if plan is None:
        return [*blocks, unavailable(words("chapter2.strategic.missing"), words("chapter2.strategic.remedy"))]
    values = {"first": str(plan.first_year), "last": str(plan.last_year)}
    blocks.append(body_text(say("chapter2.strategic.intro", unit=binder.data.version.name, title=plan.title,
                                number=numbered_title(plan), **values)))  # fmt: skip
    if plan.vision:
        blocks += [
            Heading(3, words("chapter2.strategic.vision"), "visi"),
            Paragraph(plain(f"“{plan.vision.rstrip('.')}”"), "center", "quote"),
        ]
    missions, goals = list(plan.missions.all()), list(plan.goals.all())
    if missions:
        blocks += [Heading(3, words("chapter2.strategic.missions"), "misi"),
                   numbered([plain(ended(mission.text)) for mission in missions])]  # fmt: skip
    if goals:
        places = {mission.pk: str(n) for n, mission in enumerate(missions, 1)}
        items = []
        for goal in goals:
            codes = listed([plain(places[mission.pk]) for mission in goal.missions.all()])
            tail = say("chapter2.strategic.goal_missions", codes=codes) if codes else ()
            items.append((*plain(goal.text.rstrip(".")), *tail, *plain(".")))
        blocks += [Heading(3, words("chapter2.strategic.goals"), "tujuan"), numbered(items)]
    return [*blocks, *_objectives(binder, plan), *_strategic_targets(binder, plan)]


def _objectives(binder: Binder, plan: PlanDocument) -> list[Block]:
    data = binder.data
    objectives = list(plan.objectives.all())
    goals = {goal.pk: str(n) for n, goal in enumerate(plan.goals.all(), 1)}
    body = [
        (
            label(objective.code),
            label(objective.printed_name),
            label(", ".join(goals[goal.pk] for goal in objective.goals.all()) or NOT_SHOWN),
            label(", ".join(cause.code for cause in objective.causes.all()) or NOT_SHOWN),
        )
        for objective in objectives
    ]
    return [
        Heading(3, words("chapter2.strategic.objectives"), "sasaran"),
        body_text(say("chapter2.strategic.objectives_intro",
                      count=binder.count("strategic-plan", "objectives", len(objectives)),
                      level=data.definitions.scheme.objective_level.lower(), table=CrossReference("tbl-sasaran"))),
        table([CODE, TEXT, CENTRED, CENTRED], head_of("objectives"), body,
              caption=words("chapter2.strategic.objectives_caption"), name="tbl-sasaran"),
    ]  # fmt: skip


def _strategic_targets(binder: Binder, plan: PlanDocument) -> list[Block]:
    caption = words("chapter2.strategic.targets_caption", first=str(plan.first_year), last=str(plan.last_year))
    return [
        body_text(say("chapter2.strategic.targets_intro", table=CrossReference("tbl-renstra"),
                      appendix=CrossReference("lampiran-renstra"))),
        strategic_table(binder, plan, caption=caption, name="tbl-renstra"),
    ]  # fmt: skip


def _annual(binder: Binder) -> list[Block]:
    data = binder.data
    document = data.documents.get(DocumentKind.ANNUAL_PLAN)
    blocks: list[Block] = [Heading(2, words("chapter2.annual.title"), "rkt")]
    if document is None:
        return [*blocks, unavailable(words("chapter2.annual.missing"), words("chapter2.annual.remedy"))]
    body: list[Row] = []
    differing = []
    for objective in data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", 6))
        for result in objective.indicators:
            note = _compared(binder, result)
            if note == "differs":
                differing.append(result)
            body.append((
                label(result.number), label(result.name),
                target_cell(binder, DocumentKind.STRATEGIC_PLAN, result.slug),
                target_cell(binder, DocumentKind.ANNUAL_PLAN, result.slug),
                target_cell(binder, DocumentKind.PERFORMANCE_AGREEMENT, result.slug),
                label(words(f"chapter2.annual.note.{note}"), tone="below" if note == "differs" else ""),
            ))  # fmt: skip
    names = listed([plain(f"{result.number} {result.short_name}") for result in differing])
    found = (
        say("chapter2.annual.differs_count", names=names,
            count=binder.count("agreement", "targets-that-differ", len(differing)))
        if differing
        else say("chapter2.annual.differs_none")
    )  # fmt: skip
    return [
        *blocks,
        body_text(say("chapter2.annual.intro", title=document.title, table=CrossReference("tbl-rkt"))),
        body_text(found),
        table([CODE, WIDEST, CENTRED, CENTRED, CENTRED, CENTRED],
              head_of("plans"), body,
              caption=words("chapter2.annual.caption", year=str(data.year)), name="tbl-rkt"),
    ]  # fmt: skip


def _compared(binder: Binder, result: IndicatorResult) -> str:
    """same, differs, partly or incomparable: the agreement against the other plans; partly where one of
    them has no number."""
    data = binder.data
    agreed = target_of(result.row, data.year)
    others = [
        targets_equal(agreed, target_of(data.row(kind, result.slug), data.year))
        for kind in (DocumentKind.STRATEGIC_PLAN, DocumentKind.ANNUAL_PLAN)
    ]
    if False in others:
        return "differs"
    if None in others:
        return "partly" if True in others else "incomparable"
    return "same"


def _agreement(binder: Binder) -> list[Block]:
    data = binder.data
    document = data.agreement
    signed = (
        words("chapter2.agreement.signed", date=indonesian_date(document.signed_on)) if document.signed_on else ""
    )
    missing = words("appendices.agreement.party_missing")
    return [
        Heading(2, words("chapter2.agreement.title"), "pk"),
        body_text(say("chapter2.agreement.intro", title=document.title, number=numbered_title(document),
                      first=document.first_party or missing, second=document.second_party or missing,
                      signed=signed, table=CrossReference("tbl-pk"), appendix=CrossReference("lampiran-pk"))),
        agreement_table(binder, caption=words("chapter2.agreement.caption", year=str(data.year)), name="tbl-pk"),
        agreement_budget(binder),
    ]  # fmt: skip


def agreement_budget(binder: Binder) -> KeyValueRows:
    """Activity and budget of the agreement, in figures and words."""
    document = binder.data.agreement
    rows = []
    if document.activity:
        rows.append(KeyValueRow(words("chapter2.agreement.activity"), plain(document.activity)))
    if document.budget is None:
        missing: Spans = plain(words("chapter2.agreement.budget_missing"))
        rows.append(KeyValueRow(words("chapter2.agreement.budget"), missing))
    else:
        in_words = binder.text("agreement", "budget-in-words", rupiah_in_words(document.budget))
        rows += [
            KeyValueRow(
                words("chapter2.agreement.budget"), (binder.money("agreement", "budget", document.budget),)
            ),
            KeyValueRow(words("chapter2.agreement.in_words"), (in_words,)),
        ]
    return KeyValueRows(tuple(rows))


def _action(binder: Binder) -> list[Block]:
    data = binder.data
    document = data.action_plan
    blocks: list[Block] = [
        Heading(2, words("chapter2.action.title"), "rapk"),
        body_text(say("chapter2.action.intro", title=document.title, table=CrossReference("tbl-rapk"),
                      appendix=CrossReference("lampiran-rapk"))),
    ]  # fmt: skip
    if document.version > 1:
        blocks.append(body_text(say("chapter2.action.version", version=str(document.version),
                                    date=indonesian_date(document.effective_from),
                                    reason=ended(document.reason or NOT_SHOWN))))  # fmt: skip
    staged = [result for result in data.indicators if result.version.is_staged]
    notes = say("chapter2.action.empty", dash=NOT_SHOWN)
    if staged:
        count = binder.count("action-plan", "staged-indicators", len(staged))
        names = listed([plain(result.number) for result in staged])
        blocks.append(body_text(say("chapter2.action.staged", count=count, names=names)))
    body: list[Row] = []
    for objective in data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", 6))
        body += [_quarter_row(binder, result) for result in objective.indicators]
    quarters = [Period(data.year, month, "quarter").short_name for month in QUARTER_ENDS]
    return [
        *blocks,
        table([CODE, Column(weight=1), *([CENTRED] * 4)],
              head(*lines("heads.quarters"), *quarters), body,
              caption=words("chapter2.action.caption", year=str(data.year)), name="tbl-rapk", notes=[notes]),
    ]  # fmt: skip


def _quarter_row(binder: Binder, result: IndicatorResult) -> Row:
    cells = []
    for month in QUARTER_ENDS:
        target = result.monthly_targets.get(month)
        field = f"monthly-target-{month:02d}"
        cells.append(of(binder.target(target, result.slug, field, missing=NOT_SHOWN)))
    return (label(result.number), label(result.name), *cells)
