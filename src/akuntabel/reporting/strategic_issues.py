"""Bab I.D Isu Strategis: issues with their indicators, lettered statements and the series behind them."""

from __future__ import annotations

from collections.abc import Sequence

from akuntabel.documents.content import Block, Column, CrossReference, Heading, Row, Span, Spans, Text
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.organisation.models import SeriesPoint, StrategicIssue
from akuntabel.reporting.binding import Binder, reference_part
from akuntabel.reporting.period_words import readable_period
from akuntabel.reporting.sentences import ended, listed, plain, say, words
from akuntabel.reporting.tables import (
    CODE,
    TEXT,
    WIDE,
    body_text,
    head_of,
    label,
    lead_in,
    of,
    table,
    unavailable,
)


def strategic_issues(binder: Binder) -> list[Block]:
    facts = binder.data.facts
    blocks: list[Block] = [Heading(2, words("chapter1.issues.title"), "isu-strategis")]
    if not facts.issues:
        blocks.append(unavailable(words("chapter1.issues.missing"), words("chapter1.issues.remedy")))
    else:
        blocks.append(body_text(say("chapter1.issues.intro")))
    for scope in ("external", "internal"):
        chosen = [issue for issue in facts.issues if issue.scope == scope]
        if chosen:
            blocks.append(Heading(3, words(f"chapter1.issues.{scope}"), f"isu-{scope}"))
            blocks += [_issue(binder, issue) for issue in chosen]
    return [*blocks, *_statements(binder)]


def _issue(binder: Binder, issue: StrategicIssue) -> Block:
    related = [result for slug in issue.indicators if (result := binder.data.result(slug)) is not None]
    spans: Spans = plain(ended(issue.text))
    if related:
        names = listed([plain(f"{result.number} {result.short_name}") for result in related])
        spans = (*spans, Text(" "), *say("chapter1.issues.related", names=names))
    return lead_in(ended(issue.title), spans)


def _statements(binder: Binder) -> list[Block]:
    facts = binder.data.facts
    blocks: list[Block] = [Heading(3, words("chapter1.issues.facts_caption"), "catatan-perkembangan")]
    if not facts.statements:
        blocks.append(unavailable(words("chapter1.issues.facts_missing"), words("chapter1.issues.facts_remedy")))
    else:
        body = [(label(f"{fact.code}."), label(fact.text)) for fact in facts.statements]
        blocks += [
            body_text(say("chapter1.issues.facts", unit=binder.data.version.name,
                          table=CrossReference("tbl-catatan"))),
            table([CODE, TEXT], head_of("statements"), body, caption=words("chapter1.issues.facts_caption"),
                  name="tbl-catatan"),
        ]  # fmt: skip
    if facts.series:
        blocks += [
            body_text(say("chapter1.issues.series", table=CrossReference("tbl-deret"))),
            table([WIDE, Column(weight=5), CODE], head_of("series"),
                  _series_rows(binder, facts.series), caption=words("chapter1.issues.series_caption"),
                  name="tbl-deret"),
        ]  # fmt: skip
    return blocks


def _series_rows(binder: Binder, series: Sequence[SeriesPoint]) -> list[Row]:
    """One row per series and unit: "2021: 89,99; 2022: 89,06"."""
    grouped: dict[tuple[str, str], list[SeriesPoint]] = {}
    for point in series:
        grouped.setdefault((point.series, point.unit_of_measure), []).append(point)
    rows: list[Row] = []
    for (name, unit), points in grouped.items():
        spans: list[Span] = []
        for n, point in enumerate(points):
            field = reference_part(f"{point.period}-{point.label}" if point.label else point.period)
            spans.append(Text(f"{'; ' if n else ''}{readable_period(point.period)}: "))
            spans.append(binder.entered(f"series/{reference_part(name)}", field, point.number))
            if point.label:
                spans.append(Text(f" ({point.label})"))
        rows.append((label(name), of(tuple(spans)), label(unit or NOT_SHOWN)))
    return rows
