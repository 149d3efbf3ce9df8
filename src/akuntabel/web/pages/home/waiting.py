"""What waits in a unit and period, as far as the database knows: absent figures, approval, follow-ups, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akuntabel.core.periods import Period
from akuntabel.measurement.figures import Figure, FigureBook, UnknownFigure, bound_spans
from akuntabel.measurement.models import Narrative, Recommendation, Submission
from akuntabel.measurement.report_queries import is_completed_by
from akuntabel.web.access import Place
from akuntabel.web.pages.scorecard.rows import IndicatorRow, ScorecardRows


@dataclass(frozen=True)
class Task:
    """One thing to do: when, what, in which words if somebody wrote them, why, and the page that helps."""

    when: str
    is_urgent: bool
    title: str
    words: str
    why: str
    action: str
    address: str


@dataclass(frozen=True)
class Step:
    """One step of the quarter: how many of the due indicators have passed it."""

    name: str
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done == self.total > 0


@dataclass(frozen=True)
class Review:
    """An indicator so far above its target that no conclusion is possible, and what was noted about it."""

    row: IndicatorRow
    note: str


MANY = 3
"""More absent figures than this are one task, not one each."""

_REACHED = {
    "sent": (Submission.State.SUBMITTED, Submission.State.VERIFIED, Submission.State.APPROVED),
    "verified": (Submission.State.VERIFIED, Submission.State.APPROVED),
    "approved": (Submission.State.APPROVED,),
}


def reporting_period(period: Period) -> Period:
    """The quarter whose texts belong to a month that ends one; any other period itself."""
    if period.kind == "month" and period.month == 3 * period.quarter:
        return Period(period.year, period.month, "quarter")
    return period


def steps(rows: Iterable[IndicatorRow]) -> list[Step]:
    """Isian, pengiriman, verifikasi, pengesahan of the indicators that are due."""
    due = [row.result for row in rows if row.result.is_due]
    states = [result.submission.state if result.submission else "" for result in due]

    def reached(step: str) -> int:
        return len([state for state in states if state in _REACHED[step]])

    filled = len([row for row in due if row.state.value != "missing"])
    return [
        Step(_("Isian"), filled, len(due)),
        Step(_("Dikirim"), reached("sent"), len(due)),
        Step(_("Diverifikasi"), reached("verified"), len(due)),
        Step(_("Disahkan"), reached("approved"), len(due)),
    ]


def tasks_of_figures(place: Place, rows: Iterable[IndicatorRow]) -> list[Task]:
    """One task per figure that is due and absent, or one for all of many; then targets that allow no result."""
    found = list(rows)
    missing = [row for row in found if row.state == "missing"]
    tasks = [_all_missing(place, missing)] if len(missing) > MANY else [_missing(place, row) for row in missing]
    return tasks + [_not_computable(place, row) for row in found if row.state == "not_computable"]


def _missing(place: Place, row: IndicatorRow) -> Task:
    return Task(
        when=_("Jatuh tempo"),
        is_urgent=True,
        title=_("Lengkapi angka %(number)s %(name)s") % _words_of(row),
        words="",
        why=_("Kosong (%(reason)s); nilai total sementara sampai angka ini ada.") % {"reason": row.reason},
        action=_("Lihat %(number)s") % {"number": row.result.number},
        address=_indicator(place, row.result.slug),
    )


def _all_missing(place: Place, rows: list[IndicatorRow]) -> Task:
    return Task(
        when=_("Jatuh tempo"),
        is_urgent=True,
        title=_("Lengkapi %(count)d angka yang kosong") % {"count": len(rows)},
        words=", ".join(row.result.number for row in rows),
        why=_("Nilai total sementara sampai semua angka ini ada."),
        action=_("Lihat yang kosong"),
        address=f"{reverse('scorecard', args=place.address)}?kriteria={rows[0].rating.key}",
    )


def _not_computable(place: Place, row: IndicatorRow) -> Task:
    return Task(
        when=place.period.name,
        is_urgent=False,
        title=_("Periksa target %(number)s %(name)s") % _words_of(row),
        words="",
        why=_("Capaian tidak dapat dihitung: %(reason)s.") % {"reason": row.reason},
        action=_("Lihat %(number)s") % {"number": row.result.number},
        address=_indicator(place, row.result.slug),
    )


def _words_of(row: IndicatorRow) -> dict[str, str]:
    return {"number": row.result.number, "name": row.result.short_name}


def task_of_approval(place: Place, found: list[Step]) -> list[Task]:
    """What is still to be approved, as one task; none once all is approved or nothing is due."""
    approval = found[-1]
    open_count = approval.total - approval.done
    if not open_count:
        return []
    title = ngettext("Sahkan %(count)d isian", "Sahkan %(count)d isian", open_count) % {"count": open_count}
    passed = ", ".join(f"{step.name.lower()} {step.done}" for step in found[1:])
    return [
        Task(
            when=place.period.name,
            is_urgent=False,
            title=title,
            words="",
            why=_("Dari %(total)d isian yang jatuh tempo: %(passed)s.")
            % {"total": approval.total, "passed": passed},
            action=_("Lihat rapor"),
            address=reverse("scorecard", args=place.address),
        )
    ]


def tasks_of_follow_up(
    place: Place, rows: ScorecardRows | None, found: Mapping[str, list[Recommendation]]
) -> list[Task]:
    """Recommendations that this period answers for and that are not completed, the dated ones first."""
    names = {row.result.slug: row.result for row in rows.indicators} if rows else {}
    waiting = [
        recommendation
        for recommendations in found.values()
        for recommendation in recommendations
        if not is_completed_by(recommendation, place.period)
    ]
    tasks = []
    for row in sorted(waiting, key=lambda row: (not row.due, row.due, row.made_in)):
        subject = names.get(row.slug)
        number = subject.number if subject else row.slug
        tasks.append(Task(
            when=Period.parse(row.due).name if row.due else _("Tanpa batas waktu"),
            is_urgent=False,
            title=_("Selesaikan tindak lanjut %(number)s nomor %(order)d")
            % {"number": number, "order": row.number},
            words=row.text,
            why=f"{row.get_status_display().capitalize()}: {row.follow_up}" if row.follow_up
            else _("Belum ada kemajuan yang dicatat."),
            action=_("Lihat %(number)s") % {"number": number},
            address=_indicator(place, row.slug),
        ))  # fmt: skip
    return tasks


def reviews(rows: ScorecardRows, narratives: Mapping[str, Narrative]) -> list[Review]:
    """Indicators without conclusion because they are far above target, with the note on their target."""
    found = []
    for row in rows.indicators:
        if row.rating.tone == "inconclusive":
            narrative = narratives.get(row.result.slug)
            found.append(Review(row, bound_text(narrative.target_review, rows.book) if narrative else ""))
    return found


def tasks_of_review(place: Place, found: list[Review]) -> list[Task]:
    """One task for all target reviews that nobody has written."""
    absent = [review.row.result for review in found if not review.note]
    if not absent:
        return []
    title = ngettext(
        "Beri catatan reviu target untuk %(count)d indikator",
        "Beri catatan reviu target untuk %(count)d indikator",
        len(absent),
    ) % {"count": len(absent)}
    return [
        Task(
            when=place.period.name,
            is_urgent=False,
            title=title,
            words="",
            why=_("Jauh di atas target: %(numbers)s.") % {"numbers": ", ".join(r.number for r in absent)},
            action=_("Lihat %(number)s") % {"number": absent[0].number},
            address=_indicator(place, absent[0].slug),
        )
    ]


def needing_attention(rows: ScorecardRows, limit: int = 5) -> list[IndicatorRow]:
    """The measured indicators below their targets, lowest achievement first."""
    low = [row for row in rows.indicators if row.rating.tone in ("fails", "below")]
    return sorted(low, key=lambda row: row.result.achievement.number)[:limit]


def bound_text(text: str, book: FigureBook) -> str:
    """A narrative with its figures filled in; as written where a figure is unknown."""
    try:
        return "".join(part.shown if isinstance(part, Figure) else part for part in bound_spans(text, book))
    except UnknownFigure:
        return text


def _indicator(place: Place, slug: str) -> str:
    return reverse("indicator", args=[*place.address, slug])
