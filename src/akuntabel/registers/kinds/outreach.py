"""Outreach events and survey answers: checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Min

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, held, holds, in_parts, stored_keys
from akuntabel.organisation.records.checks import below_zero, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import OutreachEvent, SurveyAnswer
from akuntabel.registers.models.outreach import ASPECTS

HIGHEST_SCORE = 100


def _check_event(event: OutreachEvent) -> Iterator[Problem]:
    yield from below_zero(event, "participants")


def _first_answers(events: Sequence[OutreachEvent]) -> dict[int, date]:
    """Event → the day of its first answer."""
    found: dict[int, date] = {}
    for part in in_parts(stored_keys(events)):
        rows = SurveyAnswer.objects.filter(event__in=part).order_by().values_list("event")
        found |= dict(rows.annotate(Min("answered_on")))
    return found


def _check_answers(event: OutreachEvent, first_answers: Mapping[int, date]) -> Iterator[Problem]:
    first = first_answers.get(event.pk)
    if first is not None and first < event.held_on:
        yield Problem(("held_on",), f"{named(event, 'held_on')} {indonesian_date(event.held_on)}, sesudah jawaban survei "
                      f"{indonesian_date(first)}. Perbaiki salah satu tanggal.")  # fmt: skip


def _check_answer(answer: SurveyAnswer) -> Iterator[Problem]:
    if answer.respondent < 1:
        yield Problem(
            ("respondent",), f"{named(answer, 'respondent')}: {answer.respondent} di bawah 1. Isi 1 atau lebih."
        )
    if answer.answered_on < answer.event.held_on:
        yield Problem(("answered_on",), f"{named(answer, 'answered_on')} {indonesian_date(answer.answered_on)}, sebelum "
                      f"kegiatannya {indonesian_date(answer.event.held_on)}. Perbaiki tanggalnya.")  # fmt: skip
    scores = {aspect: getattr(answer, aspect) for aspect in ASPECTS}
    for aspect, score in scores.items():
        if score is not None and not 0 <= score <= HIGHEST_SCORE:
            yield Problem((aspect,), f"{named(answer, aspect)}: {score} bukan skor. Isi 0 sampai {HIGHEST_SCORE}.")
    if all(score is None for score in scores.values()):
        yield Problem(("variety",), "Belum ada aspek yang dijawab. Isi paling sedikit satu skor.")


def _respondents(answers: Sequence[SurveyAnswer]) -> Held:
    return held(answers, "event", "respondent")


def _check_respondent(answer: SurveyAnswer, respondents: Held) -> Iterator[Problem]:
    if not holds(answer, respondents, "event", "respondent"):
        yield Problem(("respondent",), f"{named(answer, 'respondent')}: responden {answer.respondent} kegiatan "
                      f"{answer.event} sudah dicatat. Periksa, atau beri nomor lain.")  # fmt: skip


OUTREACH_EVENT = Kind(
    "outreach_event", OutreachEvent, check=_check_event, ask=_first_answers, check_among=_check_answers
)
SURVEY_ANSWER = Kind(
    "survey_answer", SurveyAnswer, check=_check_answer, ask=_respondents, check_among=_check_respondent
)
