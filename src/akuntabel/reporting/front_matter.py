"""Cover, Kata Pengantar, Ringkasan Eksekutif, Daftar Isi and Daftar Tabel."""

from __future__ import annotations

from datetime import date

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.values import State
from akuntabel.documents.content import (
    Block,
    BulletList,
    Callout,
    Cover,
    Heading,
    ListItem,
    ListOfTables,
    NumberedList,
    SectionBreak,
    Signature,
    SignatureBlock,
    Spans,
    TableOfContents,
)
from akuntabel.measurement.results import IndicatorResult, ObjectiveResult
from akuntabel.reporting.binding import Binder, figure, prose
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.provisional import draft_text
from akuntabel.reporting.sentences import Filling, listed, plain, say, words
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.tables import body_text, unavailable


def cover(binder: Binder) -> list[Block]:
    """The cover, and the change to small Roman page numbers after it."""
    data = binder.data
    return [cover_page(data, draft=draft_text(data.card)), SectionBreak(numbering="i", restart=True)]


def cover_page(data: ReportData, *, draft: str = "") -> Cover:
    """The cover of any document of the office; `draft` and example data are marked on it."""
    marks = [words("status.example").upper()] if data.unit.is_example else []
    return Cover(
        data.version.parent_name,
        lines=(f"{data.version.city}, {data.year}",),
        label=" · ".join([*marks, *([draft] if draft else [])]),
    )


def status_text(data: ReportData) -> str:
    """Whether the data are examples and whether the figures are approved, in one line."""
    return with_example_mark(data, draft_text(data.card) or _approved(data))


def footer_text(data: ReportData) -> str:
    """The foot of every page: when the figures were approved; in a draft, whose header says so, the title."""
    title = PeriodWords(data.period).title
    return with_example_mark(data, title if draft_text(data.card) else _approved(data))


def with_example_mark(data: ReportData, text: str) -> str:
    """A line that begins by saying that the data are examples, when they are."""
    return f"{words('status.example')} · {text}" if data.unit.is_example else text


def _approved(data: ReportData) -> str:
    assert data.card.approved_on is not None  # official: somebody approved each
    return words("status.official", date=indonesian_date(date.fromisoformat(data.card.approved_on)))


def notices(binder: Binder) -> list[Block]:
    """What a reader must know first: example data, provisional or unapproved figures."""
    data = binder.data
    found: list[Block] = []
    if data.unit.is_example:
        note = data.unit.example_note or words("status.example_title")
        found.append(Callout(words("status.example_title"), plain(note), "below"))
    if not data.card.is_complete:
        missing = [i for i in data.indicators if i.state is State.MISSING]
        due = sum(result.is_due for result in data.indicators)
        names = listed([plain(f"{result.number} {result.short_name}") for result in missing])
        found.append(Callout(words("status.provisional_title"), say(
            "status.provisional", missing=binder.tally("missing", len(missing)), due=binder.tally("due", due),
            names=names), "below"))  # fmt: skip
    if not data.card.is_official:
        found.append(Callout(words("status.draft_title"), say("status.draft_text"), "muted"))
    return found


def foreword(binder: Binder) -> list[Block]:
    data = binder.data
    blocks: list[Block] = [Heading(1, words("foreword.title"), "kata-pengantar", numbered=False), *notices(binder)]
    written = data.text.foreword if data.text is not None else []
    if written:
        blocks += [body_text(prose(text, binder.book)) for text in written]
    else:
        blocks.append(unavailable(words("foreword.missing"), words("foreword.remedy")))
    blocks.append(head_signature(binder))
    return blocks


def head_signature(binder: Binder) -> SignatureBlock:
    """The head of the unit, by position, on the report's day."""
    data = binder.data
    place_date = f"{data.version.city}, {indonesian_date(data.signed_on)}"
    return SignatureBlock((Signature((data.version.head_title,)),), place_date)


def summary(binder: Binder) -> list[Block]:
    """Ringkasan Eksekutif: every number from the scorecard."""
    data = binder.data
    period = PeriodWords(data.period)
    blocks: list[Block] = [
        Heading(1, words("summary.title"), "ringkasan-eksekutif", numbered=False),
        body_text(_opening(binder, period) + _opening_missing(binder)),
        body_text(total_sentence(binder, period)),
        body_text(say("summary.lead", until=period.until)),
        NumberedList(tuple(_objective(binder, o, n) for n, o in enumerate(data.card.objectives))),
        body_text(absorption(binder, period)),
    ]
    return blocks


def _opening(binder: Binder, period: PeriodWords) -> Spans:
    data = binder.data
    states = [result.state for result in data.indicators]
    return say(
        "summary.opening", report=period.title, unit=data.version.name, span=period.span,
        agreement=data.agreement.title, level=data.definitions.scheme.objective_level.lower(),
        objectives=binder.tally("objectives", len(data.card.objectives)),
        indicators=binder.tally("indicators", len(data.indicators)),
        measured=binder.tally("measured", states.count(State.MEASURED)),
        not_due=binder.tally("not-due", states.count(State.NOT_DUE)),
    )  # fmt: skip


def _opening_missing(binder: Binder) -> Spans:
    states = [result.state for result in binder.data.indicators]
    missing = states.count(State.MISSING)
    other = states.count(State.NOT_COMPUTABLE) + states.count(State.NOT_APPLICABLE)
    if not missing and not other:
        return ()
    return plain(" ") + say("summary.opening_missing", missing=binder.tally("missing", missing),
                            other=binder.tally("without-result", other))  # fmt: skip


def total_sentence(binder: Binder, period: PeriodWords) -> Spans:
    """The overall score with its rating, or why there is none."""
    data = binder.data
    values: dict[str, Filling] = {
        "unit": data.version.name,
        "until": period.until,
        "score": binder.scored("total", bold=True),
        "rating": binder.score("total", "rating", bold=True),
    }
    return say("summary.total" if data.card.total.is_measured else "summary.total_absent", **values)


def _objective(binder: Binder, objective: ObjectiveResult, pick: int) -> ListItem:
    subject = f"objective:{objective.slug}"
    key = "summary.objective" if objective.score.is_measured else "summary.objective_absent"
    spans = say(key, pick, code=objective.code, name=plain(objective.name, bold=True),
                score=binder.score(subject, "score", bold=True), rating=binder.rated(subject))  # fmt: skip
    items = tuple(ListItem(indicator_line(binder, result)) for result in objective.indicators)
    return ListItem(spans, BulletList(items))


def indicator_line(binder: Binder, result: IndicatorResult) -> Spans:
    """One line: number, name, achievement and rating."""
    key = "summary.indicator" if result.achievement.is_measured else "summary.indicator_absent"
    return say(key, number=result.number, name=result.name,
               achievement=binder.score(result.slug, "achievement"), rating=binder.score(result.slug, "rating"))  # fmt: skip


def absorption(binder: Binder, period: PeriodWords) -> Spans:
    """The absorption sentence, or what is missing for it."""
    budget = binder.data.budget
    if budget is None or budget.figures.realised.plain is None:
        return say("summary.absorption_missing", month=period.until_month)
    found = budget.figures
    return say(
        "summary.absorption", until=period.until, realised=figure(found.realised, bold=True),
        ceiling=figure(found.ceiling), share=figure(found.absorption, bold=True),
        outputs=binder.current.count("budget", "outputs", len(found.outputs)),
    )  # fmt: skip


def contents() -> list[Block]:
    return [
        Heading(1, words("contents.title"), "daftar-isi", numbered=False, in_contents=False),
        TableOfContents(3),
        Heading(1, words("contents.tables"), "daftar-tabel", numbered=False, in_contents=False),
        ListOfTables(),
        SectionBreak(numbering="1", restart=True),
    ]
