"""Bab III Akuntabilitas Kinerja: scores and achievements, the analysis of every indicator, the budget."""

from __future__ import annotations

from collections import Counter

from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.ratings import Band
from akuntabel.core.values import State
from akuntabel.documents.content import Block, Cell, CrossReference, Heading, Row, Spans, Table
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult, ObjectiveResult
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.budget_section import budget_section
from akuntabel.reporting.follow_ups import follow_up_status
from akuntabel.reporting.indicator_section import indicator_section
from akuntabel.reporting.objective_chart import objective_chart
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.provisional import draft_reason, score_status
from akuntabel.reporting.sentences import listed, plain, say, words
from akuntabel.reporting.tables import (
    CENTRED,
    CODE,
    NUMBER,
    TEXT,
    WIDEST,
    band_row,
    body_text,
    head,
    head_of,
    label,
    lead_in,
    of,
    rating_cell,
    table,
)


def chapter3(binder: Binder) -> list[Block]:
    blocks: list[Block] = [
        Heading(1, words("chapter3.title"), "bab-3"),
        Heading(2, words("chapter3.performance.title"), "capaian-kinerja"),
        body_text(say("chapter3.performance.intro", span=binder.data.period.span_name)),
        *_scores(binder),
        *_indicators(binder),
        *follow_up_status(binder),
        Heading(3, words("chapter3.performance.analysis_heading"), "analisis-capaian"),
        body_text(say("chapter3.performance.analysis")),
    ]
    pick = 0
    for n, objective in enumerate(binder.data.card.objectives):
        blocks += _objective_heading(binder, objective, n)
        for result in objective.indicators:
            blocks += indicator_section(binder, result, pick)
            pick += 1
    return [*blocks, *budget_section(binder)]


def _scores(binder: Binder) -> list[Block]:
    data = binder.data
    period = PeriodWords(data.period)
    key = "chapter3.performance.total" if data.card.total.is_measured else "chapter3.performance.total_absent"
    total = say(key, until=period.until, score=binder.score("total", "score", bold=True),
                rating=binder.rated("total", bold=True))  # fmt: skip
    blocks: list[Block] = [
        Heading(3, words("chapter3.performance.scores_heading"), "nilai-kinerja"),
        body_text((*total, *plain(" "), *_spread(binder))),
        body_text(say("chapter3.performance.scores", table=CrossReference("tbl-nps"))),
        _score_table(binder, period),
        *_chart(binder),
    ]
    found = data.card.comparators
    if found.total_capped.is_measured:
        blocks.append(lead_in(words("chapter3.performance.comparators_lead"), _comparators(binder)))
    return blocks


def _chart(binder: Binder) -> list[Block]:
    chart = objective_chart(binder)
    if chart is None:
        return []
    intro = say("chapter3.performance.chart.intro", chart=CrossReference(chart.id), table=CrossReference("tbl-nps"))
    return [body_text(intro), chart]


def _comparators(binder: Binder) -> Spans:
    """The figures beside the total, which are as provisional as it is."""
    card = binder.data.card
    spans = say("chapter3.performance.comparators", cap=indonesian_as_entered(card.rule_set.comparison_cap),
                capped=binder.score("total", "total_capped"), objectives=binder.score("total", "mean_of_objectives"),
                indicators=binder.score("total", "mean_of_indicators"))  # fmt: skip
    reason = draft_reason(card)
    return (*spans, *say("chapter3.performance.comparators_draft", reason=reason)) if reason else spans


def _spread(binder: Binder) -> Spans:
    """How many indicators stand in each band, in the order of the rule set."""
    data = binder.data
    counts = Counter(result.rating.code for result in data.indicators if result.rating is not None)
    if not counts:
        return ()
    parts = [
        say("chapter3.performance.spread_part", count=binder.tally(f"rated-{band.code.lower()}", counts[band.code]),
            rating=band.name)
        for band in data.card.scale.bands
        if counts[band.code]
    ]  # fmt: skip
    measured = sum(counts.values())
    return say("chapter3.performance.spread", measured=binder.tally("measured", measured), parts=listed(parts))


def _score_table(binder: Binder, period: PeriodWords) -> Table:
    """Perspectives, objectives and the total; while the report is a draft, with the status of each score."""
    data = binder.data
    body: list[Row] = []
    for perspective in data.card.perspectives:
        subject = f"perspective:{perspective.slug}"
        name = Cell(plain(words("appendices.measurement.perspective", name=perspective.name)), colspan=2,
                    tone="subhead", bold=True)  # fmt: skip
        body.append((name, *_score_cells(binder, subject, perspective.rating, bold=True, tone="subhead")))
        for objective in perspective.objectives:
            cells = _score_cells(binder, f"objective:{objective.slug}", objective.rating)
            body.append((label(objective.code), label(objective.name), *cells))
    name = Cell(plain(words("appendices.measurement.total")), colspan=2)
    foot = (name, *_score_cells(binder, "total", data.card.rating))
    level = data.definitions.scheme.objective_level.lower()
    columns = {"code": CODE, "name": WIDEST, "score": NUMBER, "status": TEXT, "rating": CENTRED}
    if data.card.is_official:
        del columns["status"]
    heads = head(*(words(f"heads.scores.{column}", level=level) for column in columns))
    return table(list(columns.values()), heads, body, foot=[foot], name="tbl-nps",
                 caption=words("chapter3.performance.scores_caption", until=period.until))  # fmt: skip


def _score_cells(
    binder: Binder, subject: str, rating: Band | None, *, bold: bool = False, tone: str = ""
) -> tuple[Cell, ...]:
    """Score and rating; in a draft the score's status between them."""
    score, rated = _score_cell(binder, subject, bold=bold, tone=tone), rating_cell(binder, subject, rating)
    card = binder.data.card
    if card.is_official:
        return score, rated
    has_score = binder.book.get(subject, "score").plain is not None
    stands = words("status.approved") if has_score else NOT_SHOWN
    return score, label(score_status(card, subject) or stands, tone=tone), rated


def _score_cell(binder: Binder, subject: str, *, bold: bool = False, tone: str = "") -> Cell:
    """A score, or a dash; the rating beside it says why there is none."""
    if binder.book.get(subject, "score").plain is None:
        return Cell(plain(NOT_SHOWN), tone=tone)
    return Cell((binder.score(subject, "score", bold=bold),), tone=tone)


def _indicators(binder: Binder) -> list[Block]:
    period = PeriodWords(binder.data.period)
    body: list[Row] = []
    for objective in binder.data.card.objectives:
        body.append(band_row(f"{objective.code} {objective.name}", 6))
        body += [_indicator_row(binder, result) for result in objective.indicators]
    heads = head_of("indicators", until=period.until_head)
    return [
        Heading(3, words("chapter3.performance.indicators_heading"), "capaian-indikator"),
        body_text(say("chapter3.performance.indicators", until=period.until, table=CrossReference("tbl-iku"))),
        table([CODE, TEXT, NUMBER, NUMBER, NUMBER, CENTRED], heads, body, name="tbl-iku",
              caption=words("chapter3.performance.indicators_caption", until=period.until),
              notes=[say("chapter3.performance.indicators_note"), _age_note(binder)]),
    ]  # fmt: skip


def _age_note(binder: Binder) -> Spans:
    """What "per Februari 2024" under a realisation means, where there is one."""
    has_older = any(result.as_of for result in binder.data.indicators)
    return say("chapter3.performance.age_note") if has_older else ()


def _indicator_row(binder: Binder, result: IndicatorResult) -> Row:
    shown = result.achievement.is_measured
    cells = [of(binder.score_with_unit(result.slug, "target"))]
    if shown or result.realisation.is_measured:
        cells += [
            of(binder.realised(result, in_cell=True)),
            of((binder.score(result.slug, "achievement"),)),
        ]
    else:
        cells += [label(NOT_SHOWN), label(NOT_SHOWN)]
    return (label(result.number), label(result.name), *cells, rating_cell(binder, result.slug, result.rating))


def _objective_heading(binder: Binder, objective: ObjectiveResult, pick: int) -> list[Block]:
    subject = f"objective:{objective.slug}"
    measured = [result for result in objective.indicators if result.achievement.is_measured]
    if objective.score.is_measured:
        spans = say("chapter3.objective.score", pick, score=binder.score(subject, "score", bold=True),
                    scored=binder.scored(subject, bold=True), rating=binder.score(subject, "rating", bold=True),
                    rated=binder.rated(subject, bold=True),
                    measured=binder.tally(f"measured-in-{objective.slug}", len(measured)))  # fmt: skip
        spans = (*spans, *_weighting(binder, objective))
    else:
        spans = say("chapter3.objective.absent", rating=binder.score(subject, "rating"))
    if not objective.score.is_complete:
        late = [result for result in objective.indicators if result.state is State.MISSING]
        missing = [say("chapter3.objective.provisional_part", number=result.number) for result in late]
        spans = (*spans, *plain(" "), *say("chapter3.objective.provisional", names=listed(missing)))
    return [Heading(3, f"{objective.code} {objective.name}", f"sasaran-{objective.slug}", numbered=False),
            body_text(spans)]  # fmt: skip


def _weighting(binder: Binder, objective: ObjectiveResult) -> Spans:
    """The weights, where they are not all the same."""
    if len({result.weight for result in objective.indicators}) == 1:
        return ()
    parts = [
        say("chapter3.objective.weighting_part", number=result.number,
            weight=binder.weight(result))
        for result in objective.indicators
    ]  # fmt: skip
    return (*plain(" "), *say("chapter3.objective.weighting", parts=listed(parts)))
