"""Recommendations of earlier periods and what became of them."""

from __future__ import annotations

from akuntabel.core.periods import Period
from akuntabel.documents.content import Block, Cell, Heading
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.measurement.models import Recommendation
from akuntabel.measurement.report_queries import is_completed_by
from akuntabel.measurement.results import IndicatorResult
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.period_words import readable_period
from akuntabel.reporting.sentences import plain, say, together, words
from akuntabel.reporting.tables import CODE, TEXT, body_text, label, lead_in, table, titled_head

_KEY = "chapter3.indicator.follow_up"


def counts(binder: Binder) -> tuple[int, int, int, int]:
    """All, done, in progress and open, as they stood at the end of the period."""
    rows = [row for group in binder.data.recommendations.values() for row in group]
    statuses = [_status(row, binder.data.period) for row in rows]
    done, progress = statuses.count("done"), statuses.count("in_progress")
    return len(rows), done, progress, len(rows) - done - progress


def follow_up_status(binder: Binder) -> list[Block]:
    """The count of all follow-ups, before the indicators' own tables."""
    total, done, progress, still_open = counts(binder)
    blocks: list[Block] = [Heading(3, words("chapter3.follow_ups.title"), "tindak-lanjut")]
    if not total:
        return [*blocks, body_text(say("chapter3.follow_ups.none"))]
    return [*blocks, body_text(say(
        "chapter3.follow_ups.intro", total=binder.tally("recommendations", total),
        done=binder.tally("recommendations-done", done), progress=binder.tally("recommendations-in-progress", progress),
        open=binder.tally("recommendations-open", still_open)))]  # fmt: skip


def follow_up_table(binder: Binder, result: IndicatorResult) -> list[Block]:
    """The recommendations of one indicator with their follow-up and status."""
    rows = binder.data.recommendations.get(result.slug, [])
    if not rows:
        return [lead_in(words(f"{_KEY}.lead"), say(f"{_KEY}.none"))]
    columns = {"number": CODE, "text": TEXT, "follow_up": TEXT}
    columns |= {"evidence": TEXT} if any(row.evidence for row in rows) else {}
    columns |= {"due": CODE} if any(row.due for row in rows) else {}
    columns |= {"status": CODE}
    heads = [words(f"heads.follow_ups.{name}") for name in columns]
    body = []
    for n, row in enumerate(rows, 1):
        cells = _cells(row, n, binder.data.period)
        body.append(tuple(cells[name] for name in columns))
    return [table(list(columns.values()), titled_head(words(f"{_KEY}.title"), *heads), body,
                  summary=words(f"{_KEY}.summary", number=result.number))]  # fmt: skip


def _cells(row: Recommendation, n: int, period: Period) -> dict[str, Cell]:
    """Every cell a recommendation may have, by its column."""
    status = _status(row, period)
    tone = {"done": "meets", "in_progress": "below"}.get(status, "fails")
    values = {"period": _short(row.completed_in)} if status == "done" else {}
    return {
        "number": label(f"{n}."),
        "text": label(row.text),
        "follow_up": label(row.follow_up or words(f"{_KEY}.nothing")),
        "evidence": label(row.evidence or NOT_SHOWN),
        "due": label(_short(row.due) or NOT_SHOWN),
        "status": Cell(plain(words(f"{_KEY}.{status}", **values)), tone=tone, align="center"),
    }


def _status(row: Recommendation, period: Period) -> str:
    """As it stood at the end of the period: what was completed later was still open then."""
    if row.status != Recommendation.Status.DONE:
        return str(row.status)
    return "done" if is_completed_by(row, period) else "open_then"


def _short(key: str) -> str:
    """ "TW II 2023" of a period key."""
    return together(readable_period(key).replace("Triwulan", "TW"))
