"""Bab IV Penutup: conclusion generated from the scorecard, suggestions, closing."""

from __future__ import annotations

from akuntabel.core.values import State
from akuntabel.documents.content import Block, Heading, Spans
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.binding import Binder, figure, prose
from akuntabel.reporting.follow_ups import counts
from akuntabel.reporting.front_matter import head_signature
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.sentences import Filling, ended, listed, plain, say, sentence_case, words
from akuntabel.reporting.tables import body_text, bullets, numbered, unavailable

_KEY = "chapter4"


def chapter4(binder: Binder) -> list[Block]:
    data = binder.data
    period = PeriodWords(data.period)
    written = data.text.suggestions if data.text is not None else []
    blocks: list[Block] = [
        Heading(1, words(f"{_KEY}.title"), "bab-4"),
        Heading(2, words(f"{_KEY}.conclusion.title"), "kesimpulan"),
        body_text(_total(binder, period)),
        body_text(say(f"{_KEY}.conclusion.lead")),
        bullets(_groups(binder)),
        body_text(_budget(binder)),
        *_follow_ups(binder),
        Heading(2, words(f"{_KEY}.suggestions.title"), "saran"),
    ]
    if written:
        blocks += [
            body_text(say(f"{_KEY}.suggestions.intro", next=period.next_name)),
            numbered(prose(ended(text), binder.book) for text in written),
        ]
    else:
        blocks.append(unavailable(words(f"{_KEY}.suggestions.missing"), words(f"{_KEY}.suggestions.remedy")))
    closing = say(f"{_KEY}.suggestions.closing", report=period.title, unit=data.version.name, next=period.next_name)
    return [*blocks, body_text(closing), head_signature(binder)]


def _total(binder: Binder, period: PeriodWords) -> Spans:
    data = binder.data
    values: dict[str, Filling] = {
        "until_capital": sentence_case(period.until),
        "unit": data.version.name,
        "rating": (binder.score("total", "rating", bold=True),),
    }
    if not data.card.total.is_measured:
        return say(f"{_KEY}.conclusion.total_absent", **values)
    parts = [
        say(f"{_KEY}.conclusion.perspective", name=perspective.name,
            score=binder.scored(f"perspective:{perspective.slug}"))
        for perspective in data.card.perspectives
        if perspective.score.is_measured
    ]  # fmt: skip
    return say(f"{_KEY}.conclusion.total", score=binder.scored("total", bold=True), parts=listed(parts), **values)


def _groups(binder: Binder) -> list[Spans]:
    """Indicators by rating, best first, then those without a result; each indicator stands in one group."""
    data = binder.data
    groups = []
    for band in data.card.scale.bands:
        chosen = [r for r in data.indicators if r.rating is not None and r.rating.code == band.code]
        if chosen:
            names = [
                say(f"{_KEY}.conclusion.name", number=f"{r.number} {r.short_name}",
                    achievement=binder.score(r.slug, "achievement"))
                for r in chosen
            ]  # fmt: skip
            count = binder.tally(f"rated-{band.code.lower()}", len(chosen))
            groups.append(say(f"{_KEY}.conclusion.group", rating=plain(band.name, bold=True), count=count,
                              names=listed(names)))  # fmt: skip
    for key, states in (("not_due", {State.NOT_DUE}), ("missing", {State.MISSING}),
                        ("other", {State.NOT_COMPUTABLE, State.NOT_APPLICABLE})):  # fmt: skip
        waiting = [r for r in data.indicators if r.state in states]
        if waiting:
            groups.append(say(f"{_KEY}.conclusion.{key}", names=_plain_names(waiting),
                              count=binder.tally(f"state-{key.replace('_', '-')}", len(waiting))))  # fmt: skip
    return groups


def _plain_names(results: list[IndicatorResult]) -> Spans:
    return listed([plain(f"{result.number} {result.short_name}") for result in results])


def _budget(binder: Binder) -> Spans:
    budget = binder.data.budget
    if budget is None or budget.figures.realised.plain is None:
        return say(f"{_KEY}.conclusion.budget_missing")
    found = budget.figures
    return say(f"{_KEY}.conclusion.budget", realised=figure(found.realised), ceiling=figure(found.ceiling),
               share=figure(found.absorption, bold=True))  # fmt: skip


def _follow_ups(binder: Binder) -> list[Block]:
    total, done, _, _ = counts(binder)
    if not total:
        return []
    return [body_text(say(f"{_KEY}.conclusion.follow_ups", total=binder.tally("recommendations", total),
                          done=binder.tally("recommendations-done", done),
                          rest=binder.tally("recommendations-left", total - done)))]  # fmt: skip
