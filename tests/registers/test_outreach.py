"""Outreach events and survey answers: their checks, their figures, and the mean of each aspect."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.survey_means import survey_means
from registers.conftest import BY

pytestmark = pytest.mark.django_db
EVENT = {"number": "E-1", "topic": "Obat aman", "kind": "Tatap muka", "held_on": "2023-02-10",
         "district": "Kota Kupang", "participants": "120"}  # fmt: skip
ANSWER = {"respondent": "1", "answered_on": "2023-02-10", "variety": "90", "understanding": "80", "benefit": "100"}


@pytest.fixture
def event(write):
    return write("outreach_event", **EVENT)


@pytest.mark.parametrize(
    ("kind", "typed", "problem"),
    [
        ("outreach_event", EVENT, ("number", '"E-1" sudah dipakai')),
        ("outreach_event", EVENT | {"number": "E-2", "participants": "-1"}, ("participants", "-1 di bawah 0")),
        ("survey_answer", ANSWER, ("respondent", "responden 1 kegiatan E-1 sudah dicatat")),
        ("survey_answer", ANSWER | {"respondent": "0"}, ("respondent", "0 di bawah 1")),
        (
            "survey_answer",
            ANSWER | {"respondent": "2", "answered_on": "2023-02-09"},
            ("answered_on", "sebelum kegiatannya 10 Februari 2023"),
        ),
        ("survey_answer", ANSWER | {"respondent": "2", "interest": "101"}, ("interest", "101 bukan skor")),
        (
            "survey_answer",
            ANSWER | {"respondent": "2", "variety": "", "understanding": "", "benefit": ""},
            ("variety", "Belum ada aspek yang dijawab"),
        ),
    ],
)
def test_what_contradicts_itself_is_refused(write, event, kind, typed, problem):
    of_event = {"event": str(event.uuid)}
    write("survey_answer", **ANSWER | of_event)
    with pytest.raises(Refused) as refused:
        write(kind, **typed | (of_event if kind == "survey_answer" else {}))

    place, sentence = problem
    [found] = refused.value.problems
    assert found.place == (place,)
    assert sentence in found.message


def test_an_event_cannot_move_behind_its_answers(write, office, event):
    write("survey_answer", **ANSWER | {"event": str(event.uuid)})
    kept = values_of(definitions_for(office).registers["outreach_event"], event)
    kept["held_on"] = event.held_on.replace(day=11)
    with pytest.raises(Refused, match="sesudah jawaban survei 10 Februari 2023"):
        correct(KINDS["outreach_event"], office, event.uuid, kept, version=1, reason="Salah hari.", by=BY)


def test_events_participants_answers_and_scores_are_counted(office, write, event):
    write("outreach_event", **EVENT | {"number": "E-2", "participants": ""})
    write("survey_answer", **ANSWER | {"event": str(event.uuid)})
    write(
        "survey_answer",
        **ANSWER | {"event": str(event.uuid), "respondent": "2", "understanding": "", "benefit": "91"},
    )

    rows = Observation.objects.filter(unit=office, year=2023, month=2, measure__startswith="outreach_")
    rows = rows.filter(origin=Observation.Origin.REGISTER)
    assert dict(rows.values_list("measure", "value")) == {
        "outreach_events_held": 2, "outreach_participants": 120, "outreach_surveys_answered": 2,
        "outreach_variety_score_sum": 180, "outreach_variety_answers": 2,
        "outreach_understanding_score_sum": 80, "outreach_understanding_answers": 1,
        "outreach_benefit_score_sum": 191, "outreach_benefit_answers": 2,
        "outreach_interest_score_sum": 0, "outreach_interest_answers": 0,
    }  # fmt: skip


def test_the_mean_of_each_aspect_in_one_query(write, event):
    for number, variety in enumerate(("90", "91", "91"), 1):
        write("survey_answer", **ANSWER | {"event": str(event.uuid), "respondent": str(number), "variety": variety})
    with CaptureQueriesContext(connection) as queries:
        found = survey_means(event)

    assert [(one.name, one.answers, one.total, one.mean) for one in found] == [
        ("ragam sumber informasi", 3, 272, Decimal("90.67")), ("pemahaman", 3, 240, Decimal("80.00")),
        ("manfaat", 3, 300, Decimal("100.00")), ("minat", 0, 0, None),
    ]  # fmt: skip
    assert len(queries) == 1
