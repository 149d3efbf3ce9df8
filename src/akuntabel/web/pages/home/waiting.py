"""What waits in a unit and period, in words: absent figures, approval, follow-ups, reviews,
documents that end.

`measurement.work_queue` finds it. Who works on figures reads what to do; who looks on reads how things stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period
from akuntabel.measurement.figures import Figure, FigureBook, UnknownFigure, bound_spans
from akuntabel.measurement.models import Narrative, Recommendation
from akuntabel.measurement.results import Scorecard
from akuntabel.measurement.work_queue import (
    Passed,
    Stage,
    lowest,
    open_follow_ups,
    stages_passed,
    target_review_of,
    waiting_for_approval,
    without_conclusion,
)
from akuntabel.organisation.records.expiry import Expiring
from akuntabel.web.access import Place
from akuntabel.web.pages.scorecard.rows import IndicatorRow, ScorecardRows
from akuntabel.web.pages.watch.rows import left_words


@dataclass(frozen=True)
class Task:
    """One thing to do: when, what, in which words if somebody wrote them, why, and the page that helps.

    `title` says what to do, `state` how it stands, for those who do not do it themselves.
    """

    when: str
    is_urgent: bool
    title: str
    state: str
    words: str
    why: str
    action: str
    address: str


@dataclass(frozen=True)
class Step:
    """One step of the quarter: how many of the due indicators have passed it with a figure."""

    name: str
    passed: Passed

    @property
    def done(self) -> int:
        return self.passed.done

    @property
    def total(self) -> int:
        return self.passed.total

    @property
    def is_complete(self) -> bool:
        return self.passed.is_complete


@dataclass(frozen=True)
class Review:
    """An indicator so far above its target that no conclusion is possible, and what was noted about it."""

    row: IndicatorRow
    note: str


MANY = 3
"""More absent figures than this are one task, not one each."""


def steps(card: Scorecard) -> list[Step]:
    """Isian, pengiriman, verifikasi, pengesahan of the indicators that are due."""
    names = {
        Stage.ENTERED: _("Isian"),
        Stage.SENT: _("Dikirim"),
        Stage.VERIFIED: _("Diverifikasi"),
        Stage.APPROVED: _("Disahkan"),
    }
    return [Step(names[passed.stage], passed) for passed in stages_passed(card)]


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
        state=_("Angka %(number)s %(name)s belum ada") % _words_of(row),
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
        state=_("%(count)d angka belum ada") % {"count": len(rows)},
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
        state=_("Target %(number)s %(name)s tidak dapat dipakai menghitung") % _words_of(row),
        words="",
        why=_("Capaian tidak dapat dihitung: %(reason)s.") % {"reason": row.reason},
        action=_("Lihat %(number)s") % {"number": row.result.number},
        address=_indicator(place, row.result.slug),
    )


def _words_of(row: IndicatorRow) -> dict[str, str]:
    return {"number": row.result.number, "name": row.result.short_name}


def task_of_approval(place: Place, card: Scorecard, found: list[Step]) -> list[Task]:
    """The figures still to be approved, as one task; none once all is approved or nothing has a figure."""
    waiting = len(waiting_for_approval(card))
    if not waiting:
        return []
    count = {"count": waiting}
    passed = ", ".join(f"{step.name.lower()} {step.done}" for step in found[1:])
    return [
        Task(
            when=place.period.name,
            is_urgent=False,
            title=ngettext("Sahkan %(count)d isian", "Sahkan %(count)d isian", waiting) % count,
            state=ngettext("%(count)d isian belum disahkan", "%(count)d isian belum disahkan", waiting) % count,
            words="",
            why=_("Dari %(total)d indikator yang jatuh tempo: berangka %(filled)d, %(passed)s.")
            % {"total": found[0].total, "filled": found[0].done, "passed": passed},
            action=_("Lihat rapor"),
            address=reverse("scorecard", args=place.address),
        )
    ]


def tasks_of_follow_up(
    place: Place, rows: ScorecardRows | None, found: Mapping[str, list[Recommendation]]
) -> list[Task]:
    """Recommendations that this period answers for and that are not completed, the dated ones first."""
    numbers = {row.result.slug: row.result.number for row in rows.indicators} if rows else {}
    return [_follow_up(place, row, numbers.get(row.slug, row.slug)) for row in open_follow_ups(found, place.period)]


def _follow_up(place: Place, row: Recommendation, number: str) -> Task:
    subject = {"number": number, "order": row.number}
    progress = f"{row.get_status_display().capitalize()}: {row.follow_up}" if row.follow_up else ""
    return Task(
        when=Period.parse(row.due).name if row.due else _("Tanpa batas waktu"),
        is_urgent=False,
        title=_("Selesaikan tindak lanjut %(number)s nomor %(order)d") % subject,
        state=_("Tindak lanjut %(number)s nomor %(order)d belum selesai") % subject,
        words=row.text,
        why=progress or _("Belum ada kemajuan yang dicatat."),
        action=_("Lihat %(number)s") % {"number": number},
        address=_indicator(place, row.slug),
    )


def reviews(rows: ScorecardRows, narratives: Mapping[str, Narrative]) -> list[Review]:
    """Indicators without conclusion because they are far above target, with the note on their target."""
    return [
        Review(rows.indicator(result), bound_text(target_review_of(result, narratives), rows.book))
        for result in without_conclusion(rows.card)
    ]


def tasks_of_review(place: Place, found: list[Review]) -> list[Task]:
    """One task for all target reviews that nobody has written."""
    absent = [review.row.result for review in found if not review.note]
    if not absent:
        return []
    count = {"count": len(absent)}
    title = ngettext(
        "Beri catatan reviu target untuk %(count)d indikator",
        "Beri catatan reviu target untuk %(count)d indikator",
        len(absent),
    )
    state = ngettext(
        "Catatan reviu target belum ada untuk %(count)d indikator",
        "Catatan reviu target belum ada untuk %(count)d indikator",
        len(absent),
    )
    return [
        Task(
            when=place.period.name,
            is_urgent=False,
            title=title % count,
            state=state % count,
            words="",
            why=_("Jauh di atas target: %(numbers)s.") % {"numbers": ", ".join(r.number for r in absent)},
            action=_("Lihat %(number)s") % {"number": absent[0].number},
            address=_indicator(place, absent[0].slug),
        )
    ]


def tasks_of_documents(place: Place, found: Iterable[Expiring]) -> list[Task]:
    """Documents near the end of their validity, for those who keep them; one that is over is urgent."""
    return [_document(place, one) for one in found]


def _document(place: Place, one: Expiring) -> Task:
    document = one.document
    assert document.valid_until is not None
    name = {"title": document.title}
    return Task(
        when=indonesian_date(document.valid_until),
        is_urgent=one.is_over,
        title=_("Perbarui dokumen “%(title)s”") % name,
        state=_("Masa berlaku “%(title)s” hampir atau sudah berakhir") % name,
        words="",
        why=_("Masa berlaku: %(left)s.") % {"left": left_words(one.days_left)},
        action=_("Lihat dokumen"),
        address=reverse("register_record", args=[*place.address, "dated_document", document.uuid]),
    )


def needing_attention(rows: ScorecardRows) -> list[IndicatorRow]:
    """The measured indicators below their targets, lowest achievement first."""
    return [rows.indicator(result) for result in lowest(rows.card)]


def bound_text(text: str, book: FigureBook) -> str:
    """A narrative with its figures filled in; as written where a figure is unknown."""
    try:
        return "".join(part.shown if isinstance(part, Figure) else part for part in bound_spans(text, book))
    except UnknownFigure:
        return text


def _indicator(place: Place, slug: str) -> str:
    return reverse("indicator", args=[*place.address, slug])
