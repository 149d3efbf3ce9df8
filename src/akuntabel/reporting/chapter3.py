"""Bab III Akuntabilitas Kinerja: scores and achievements, the analysis of every indicator, the budget."""

from __future__ import annotations

from collections import Counter

from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.values import State
from akuntabel.documents.content import Block, Cell, CrossReference, Heading, Row, Spans, Table
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.results import IndicatorResult, ObjectiveResult
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.budget_section import budget_section
from akuntabel.reporting.follow_ups import follow_up_status
from akuntabel.reporting.indicator_section import indicator_section
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import listed, plain, say, sentence_case, words
from akuntabel.reporting.tables import (
    CENTRED,
    CODE,
    NUMBER,
    TEXT,
    band_row,
    body_text,
    head,
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
                rating=binder.score("total", "rating", bold=True))  # fmt: skip
    blocks: list[Block] = [
        Heading(3, words("chapter3.performance.scores_heading"), "nilai-kinerja"),
        body_text((*total, *plain(" "), *_spread(binder))),
        body_text(say("chapter3.performance.scores", table=CrossReference("tbl-nps"))),
        _score_table(binder, period),
    ]
    found = data.card.comparators
    if found.total_capped.is_measured:
        blocks.append(lead_in(words("chapter3.performance.comparators_lead"), say(
            "chapter3.performance.comparators", cap=indonesian_as_entered(data.rule_set.comparison_cap),
            capped=binder.score("total", "total_capped"), objectives=binder.score("total", "mean_of_objectives"),
            indicators=binder.score("total", "mean_of_indicators"))))  # fmt: skip
    return blocks


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
    data = binder.data
    body: list[Row] = []
    for perspective in data.card.perspectives:
        subject = f"perspective:{perspective.slug}"
        body.append((
            Cell(plain(words("appendices.measurement.perspective", name=perspective.name)), colspan=2, tone="subhead",
                 bold=True),
            _score_cell(binder, subject, bold=True, tone="subhead"),
            rating_cell(binder, subject, perspective.rating),
        ))  # fmt: skip
        for objective in perspective.objectives:
            subject = f"objective:{objective.slug}"
            body.append((label(objective.code), label(objective.name), _score_cell(binder, subject),
                         rating_cell(binder, subject, objective.rating)))  # fmt: skip
    foot = (
        Cell(plain(words("appendices.measurement.total")), colspan=2),
        _score_cell(binder, "total"),
        rating_cell(binder, "total", data.card.rating),
    )
    level = sentence_case(data.definitions.scheme.objective_level.lower())
    return table([CODE, TEXT, NUMBER, CENTRED], head("Kode", f"Perspektif dan {level.lower()}", "NPS", "Kriteria"),
                 body, foot=[foot], caption=words("chapter3.performance.scores_caption", until=period.until),
                 name="tbl-nps")  # fmt: skip


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
    heads = head("No.", "Indikator", words("chapter3.indicator.target_until", until=period.until_head),
                 words("chapter3.indicator.realisation_until", until=period.until_head),
                 words("chapter3.indicator.achievement"), words("chapter3.indicator.rating"))  # fmt: skip
    return [
        Heading(3, words("chapter3.performance.indicators_heading"), "capaian-indikator"),
        body_text(say("chapter3.performance.indicators", until=period.until, table=CrossReference("tbl-iku"))),
        table([CODE, TEXT, NUMBER, NUMBER, NUMBER, CENTRED], heads, body, name="tbl-iku",
              caption=words("chapter3.performance.indicators_caption", until=period.until),
              notes=[say("chapter3.performance.indicators_note")]),
    ]  # fmt: skip


def _indicator_row(binder: Binder, result: IndicatorResult) -> Row:
    shown = result.achievement.is_measured
    cells = [of(binder.score_with_unit(result.slug, "target"))]
    if shown or result.realisation.is_measured:
        cells += [
            of(binder.score_with_unit(result.slug, "realisation")),
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
                    rating=binder.score(subject, "rating", bold=True),
                    measured=binder.tally(f"measured-in-{objective.slug}", len(measured)))  # fmt: skip
        spans = (*spans, *_weighting(binder, objective))
    else:
        spans = say("chapter3.objective.absent", rating=binder.score(subject, "rating"))
    if not objective.score.is_complete:
        missing = [plain(f"indikator {r.number}") for r in objective.indicators if r.state is State.MISSING]
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
