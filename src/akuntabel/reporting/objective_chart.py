"""The score of every objective as a bar, for the eye; the table above it has the same figures for everybody."""

from __future__ import annotations

from xml.sax.saxutils import escape

from akuntabel.core.chart_scale import LinearScale, linear_scale, ticks
from akuntabel.documents.content import Picture
from akuntabel.documents.palette import RULE, tone_of
from akuntabel.measurement.results import ObjectiveResult
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.period_words import PeriodWords
from akuntabel.reporting.provisional import score_status
from akuntabel.reporting.sentences import words

_KEY = "chapter3.performance.chart"
_WIDTH, _BAR_END, _TOP, _ROW, _BAR, _SIZE = 640, 400, 24, 44, 16, 13
"""In units of the drawing: its width, where the longest bar ends, the head, one objective, one bar, the letters."""
_INK, _LINE = "#1a1a1a", f"#{RULE}"


def objective_chart(binder: Binder) -> Picture | None:
    """Bars of all objectives in the agreement's order, the rating in words beside each; None where none has a score.

    The bar's colour is the rating's; the word says it too. The dashed line stands at 100 %.
    """
    objectives = binder.data.card.objectives
    measured = [objective for objective in objectives if objective.score.is_measured]
    if not measured:
        return None
    marks = ticks([100, *(objective.score.number for objective in measured)], from_zero=True)
    scale = linear_scale(0, marks[-1], 0, _BAR_END)
    rows = [_row(binder, objective, scale, _TOP + n * _ROW) for n, objective in enumerate(objectives)]
    height = _TOP + len(objectives) * _ROW
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" '
        f'font-size="{_SIZE}" fill="{_INK}">{_hundred(scale, height)}{"".join(rows)}</svg>'
    )
    until = PeriodWords(binder.data.period).until
    caption = words(f"{_KEY}.caption", until=until)
    return Picture(svg.encode(), _alternative(binder, measured), caption, "gbr-nps")


def _row(binder: Binder, objective: ObjectiveResult, scale: LinearScale, top: int) -> str:
    """Code, name and status on one line; under it the bar with score and rating behind it."""
    subject = f"objective:{objective.slug}"
    status = score_status(binder.data.card, subject)
    name = f"{objective.code} {objective.short_name}{f' ({status})' if status else ''}"
    title = _text(0, top + _SIZE, name)
    middle = top + _SIZE + 6
    if not objective.score.is_measured:
        return title + _text(0, middle + _SIZE, binder.book.shown(subject, "rating"))
    length = scale.length(objective.score.number)
    fill = tone_of(objective.rating.colour if objective.rating else "muted").fill
    bar = (
        f'<rect x="0" y="{middle}" width="{length}" height="{_BAR}" fill="#{fill}" stroke="{_INK}" '
        'stroke-width="0.8"/>'
    )
    said = f"{binder.book.shown(subject, 'score')} · {binder.book.shown(subject, 'rating')}"
    return f"{title}{bar}{_text(length + 6, middle + _SIZE, said)}"


def _hundred(scale: LinearScale, height: int) -> str:
    """The dashed line at 100 %, named at its head; light, and behind everything, so that letters stay readable."""
    place = scale.at(100)
    return (
        f'<path d="M{place} {_TOP - 6}V{height}" stroke="{_LINE}" stroke-width="1" stroke-dasharray="4 3"/>'
        f'<text x="{place}" y="{_TOP - 10}" text-anchor="middle">100 %</text>'
    )


def _text(x: int, y: int, text: str) -> str:
    """Letters over their own white shadow, so that the line at 100 % does not strike them through."""
    place, letters = f'x="{x}" y="{y}"', escape(text)
    return f'<text {place} fill="#ffffff" stroke="#ffffff" stroke-width="4">{letters}</text><text {place}>{letters}</text>'


def _alternative(binder: Binder, measured: list[ObjectiveResult]) -> str:
    """The lowest and the highest score in one sentence, and where all of them stand."""
    ordered = sorted(measured, key=lambda objective: objective.score.number)
    return words(f"{_KEY}.alternative", count=str(len(binder.data.card.objectives)),
                 highest=_named(binder, ordered[-1]), lowest=_named(binder, ordered[0]))  # fmt: skip


def _named(binder: Binder, objective: ObjectiveResult) -> str:
    subject = f"objective:{objective.slug}"
    return f"{objective.code} {binder.book.shown(subject, 'score')} ({binder.book.shown(subject, 'rating')})"
