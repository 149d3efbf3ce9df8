"""Narrative, recommendations and the head line of an indicator, as the page prints them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from akuntabel.catalogue.schema import IndicatorVersion
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.periods import Period, month_span
from akuntabel.measurement.figures import Figure, FigureBook, UnknownFigure, bound_spans
from akuntabel.measurement.models import Narrative, Recommendation
from akuntabel.measurement.report_queries import is_completed_by
from akuntabel.measurement.results import IndicatorResult
from akuntabel.measurement.work_queue import Stage, has_figure, has_reached

Spans = list[str | Figure]


@dataclass(frozen=True)
class NarrativePart:
    """One heading of the narrative with its paragraphs, figures bound."""

    title: str
    paragraphs: list[Spans]


@dataclass(frozen=True)
class FollowUp:
    row: Recommendation
    is_done: bool
    made_in: str
    due: str
    completed_in: str


def narrative_parts(narrative: Narrative | None, book: FigureBook) -> list[NarrativePart]:
    """The parts that were written, in the report's order."""
    if narrative is None:
        return []
    parts: list[tuple[str, Sequence[str]]] = [
        (_("Tujuan pengukuran"), [narrative.purpose]),
        (_("Penyebab keberhasilan"), narrative.success_factors),
        (_("Kendala"), narrative.obstacles),
        (_("Rencana aksi"), narrative.actions),
        (_("Program dan kegiatan penunjang"), narrative.programmes),
        (_("Reviu target"), [narrative.target_review]),
    ]
    return [
        NarrativePart(title, [_spans(text, book) for text in texts if text]) for title, texts in parts if any(texts)
    ]


def _spans(text: str, book: FigureBook) -> Spans:
    """The text with its figures; a figure that the scorecard lacks leaves the text as it was written."""
    try:
        return list(bound_spans(text, book))
    except UnknownFigure:
        return [text]


@dataclass(frozen=True)
class Approval:
    """The last step of the explanation: an icon and a sentence."""

    icon: str
    text: str


def approval(result: IndicatorResult) -> Approval:
    """How far the figure is on its way to be official; a submission without a figure is on none."""
    if not result.is_due:
        return Approval("clock", _("Belum jatuh tempo pada periode ini"))
    if not has_figure(result):
        return Approval("hourglass", _("Belum ada angka, jadi tidak ada yang disahkan"))
    if result.submission is None:
        return Approval("hourglass", _("Belum dikirim"))
    if result.submission.changed_on is not None:
        changed = {"state": result.submission.get_state_display().capitalize(),
                   "since": indonesian_date(result.submission.state_since),
                   "day": indonesian_date(result.submission.changed_on)}  # fmt: skip
        return Approval("alert-triangle", _("%(state)s pada %(since)s; angkanya berubah pada %(day)s, jadi perlu disahkan "
                                            "kembali") % changed)  # fmt: skip
    since = {"state": result.submission.get_state_display().capitalize(),
             "day": indonesian_date(result.submission.state_since)}  # fmt: skip
    icon = "check" if has_reached(result, Stage.APPROVED) else "hourglass"
    return Approval(icon, _("%(state)s pada %(day)s") % since)


def follow_ups(rows: Iterable[Recommendation], period: Period) -> list[FollowUp]:
    return [
        FollowUp(row, is_completed_by(row, period), _name(row.made_in), _name(row.due), _name(row.completed_in))
        for row in rows
    ]


def _name(key: str) -> str:
    return Period.parse(key).name if key else ""


def measured_in(version: IndicatorVersion) -> str:
    """ "setiap bulan", "Februari–Desember", "Maret, Juni, September, dan Desember"."""
    months = version.measured_in
    if len(months) == 12:
        return _("setiap bulan")
    return month_span(months)


def head_line(result: IndicatorResult) -> str:
    """ "IKU · lebih tinggi lebih baik · diukur setiap bulan · penanggung jawab: Tim Pemeriksaan"."""
    kind = _("IKU") if result.indicator.is_kpi else _("indikator kinerja, bukan IKU")
    parts = [kind, polarity_words(result.version), _("diukur %(when)s") % {"when": measured_in(result.version)}]
    if result.team:
        parts.append(_("penanggung jawab: %(team)s") % {"team": result.team.name})
    return " · ".join(parts)


def polarity_words(version: IndicatorVersion) -> str:
    if version.polarity == "lower_is_better":
        return _("lebih rendah lebih baik")
    return _("lebih tinggi lebih baik")
