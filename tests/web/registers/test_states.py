"""The state of obligations and of values from other offices on the day of the page, and an event's survey."""

from __future__ import annotations

import pytest
from tests.web.reading import text_of
from tests.web.registers.conftest import PAGES

from registers.test_obligations import DUTY
from registers.test_outreach import ANSWER, EVENT

pytestmark = pytest.mark.database
LIST = f"{PAGES}obligation/"


@pytest.fixture
def duties(write):
    write("obligation", **DUTY | {"number": "W-LATE", "opens_on": "2023-01-02", "due_on": "2023-06-29"})
    write("obligation", **DUTY | {"number": "W-LATER"})
    return write("obligation", **DUTY | {"number": "W-DONE", "opens_on": "2023-01-02", "due_on": "2023-06-29",
                                         "fulfilled_on": "2023-06-28", "proof_note": "surat"})  # fmt: skip


def test_the_list_says_the_state_on_the_last_day_of_a_period_that_is_over(reader, duties):
    text = text_of(reader.get(LIST))

    assert "Keadaan per 30 Juni 2023" in text
    assert "29 Juni 2023 Tim perencanaan terlambat" in text
    assert "20 Juli 2023 Tim perencanaan belum waktunya" in text
    later = text_of(reader.get(LIST.replace("2023-Q2", "2023-Q3")))
    assert "20 Juli 2023 Tim perencanaan terlambat" in later


@pytest.mark.parametrize(
    ("state", "number"), [("late", "W-LATE"), ("not_yet", "W-LATER"), ("done", "W-DONE"), ("due", None)]
)
def test_the_list_and_its_file_keep_one_state(reader, duties, state, number):
    for address in (f"{LIST}?keadaan={state}", f"{LIST}unduh.csv?keadaan={state}"):
        response = reader.get(address)
        content = b"".join(response.streaming_content) if response.streaming else response.content
        found = {one for one in ("W-LATE", "W-LATER", "W-DONE") if one.encode() + b" " in content or
                 one.encode() + b"<" in content or one.encode() + b";" in content}  # fmt: skip
        assert found == ({number} if number else set()), address


def test_an_unknown_state_asks_for_nothing(reader, duties):
    assert "1–3 dari 3 catatan" in text_of(reader.get(f"{LIST}?keadaan=salah"))


def test_the_state_stands_on_the_record_s_own_page(reader, duties):
    assert "Keadaan per 30 Juni 2023 selesai" in text_of(reader.get(f"{LIST}{duties.uuid}/"))


def test_registers_without_states_have_none(reader, write):
    write("outreach_event", **EVENT)
    assert "Keadaan per" not in text_of(reader.get(f"{PAGES}outreach_event/?keadaan=late"))
    assert "1–1 dari 1 catatan" in text_of(reader.get(f"{PAGES}outreach_event/?keadaan=late"))


def test_an_event_shows_the_mean_of_each_aspect(reader, write):
    event = write("outreach_event", **EVENT)
    for number, variety in enumerate(("90", "91", "91"), 1):
        write("survey_answer", **ANSWER | {"event": str(event.uuid), "respondent": str(number), "variety": variety})
    text = text_of(reader.get(f"{PAGES}outreach_event/{event.uuid}/"))

    assert "Rata-rata skor survei Aspek Jawaban Rata-rata Ragam sumber informasi 3 90,67 Pemahaman 3 80,00" in text
    assert "Minat 0 belum ada" in text
