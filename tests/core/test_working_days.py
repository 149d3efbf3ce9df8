"""Working days against a sheet that an official can check with a wall calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from akuntabel.core.working_days import CalendarError, ClockStop, Holiday, WorkingDays

SHEET = yaml.safe_load((Path(__file__).parents[1] / "cases/working-days.yaml").read_text(encoding="utf-8"))
HOLIDAYS = [Holiday(*row) for row in SHEET["holidays"]]
CLOSES_AT = time.fromisoformat(SHEET["closes_at"])
MONDAY = date(2023, 6, 5)


def named(cases):
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def received(case):
    return datetime.fromisoformat(case["received"])


@named(SHEET["cases"])
def test_case_of_the_sheet(case):
    calendar = WorkingDays(HOLIDAYS, known_by=case.get("known_by"))
    stops = [ClockStop(*stop) for stop in case.get("stops", [])]
    start = calendar.day_zero(received(case), CLOSES_AT)

    assert start == case.get("day_zero", received(case).date())
    assert calendar.due(start, case["days"], stops) == case["due"]
    assert calendar.elapsed(start, case["decided"], stops) == case["elapsed"]
    assert calendar.stopped(start, case["decided"], stops) == case.get("stopped", 0)


@named(SHEET["standard_cases"])
def test_standard_in_force_on_the_day_of_receipt(case):
    calendar = WorkingDays(HOLIDAYS)
    start = calendar.day_zero(received(case), CLOSES_AT)
    days = [standard["days"] for standard in SHEET["standards"] if standard["valid_from"] <= start][-1]

    assert days == case["days"]
    assert calendar.due(start, days) == case["due"]


def test_joint_leave_and_holidays_of_2023_leave_the_known_number_of_working_days():
    """Weekdays of the first half of 2023 less those of the sheet: April and June are the ones with joint leave."""
    calendar = WorkingDays(HOLIDAYS)
    june = [date(2023, 6, day) for day in range(1, 31)]
    april = [date(2023, 4, day) for day in range(1, 31)]

    assert sum(map(calendar.is_working, june)) == 17
    assert sum(map(calendar.is_working, april)) == 20 - 5  # Good Friday is not in the sheet


@pytest.mark.parametrize(
    "stops",
    [
        [ClockStop(date(2023, 6, 8), date(2023, 6, 7))],
        [ClockStop(date(2023, 6, 6), date(2023, 6, 9)), ClockStop(date(2023, 6, 8), date(2023, 6, 12))],
        [ClockStop(date(2023, 6, 6)), ClockStop(date(2023, 6, 8), date(2023, 6, 12))],
    ],
)
def test_impossible_stops_are_refused_in_a_sentence(stops):
    calendar = WorkingDays([])
    for question in (calendar.elapsed, calendar.stopped):
        with pytest.raises(CalendarError, match="Jeda yang dimulai 8 Juni 2023"):
            question(MONDAY, date(2023, 6, 20), stops)
    with pytest.raises(CalendarError, match="Jeda yang dimulai"):
        calendar.due(MONDAY, 3, stops)


def test_days_below_zero_and_a_calendar_without_work_are_refused():
    with pytest.raises(CalendarError, match="di bawah 0"):
        WorkingDays([]).due(MONDAY, -1)
    always = [Holiday(MONDAY + timedelta(days=n), "libur", "-", MONDAY) for n in range(4000)]
    with pytest.raises(CalendarError, match="sepuluh tahun"):
        WorkingDays(always).on_or_after(MONDAY)
    with pytest.raises(CalendarError, match="sepuluh tahun"):
        WorkingDays(always).on_or_before(always[-1].day)
    with pytest.raises(CalendarError, match="sepuluh tahun"):
        WorkingDays(always).due(MONDAY, 1)


def test_days_that_are_mistakes_of_typing_are_refused_in_a_sentence():
    calendar, last = WorkingDays([]), date.max
    with pytest.raises(CalendarError, match="lebih dari sepuluh tahun"):
        calendar.elapsed(MONDAY, last)
    for question in (lambda: calendar.due(last, 1), lambda: calendar.counts_from(last, late=True)):
        with pytest.raises(CalendarError, match="Tidak ada hari sesudah 31 Desember 9999"):
            question()
    assert calendar.elapsed(last, last) == 0


@pytest.mark.parametrize(
    ("received_on", "late", "day"),
    [
        (date(2023, 6, 5), False, date(2023, 6, 5)),
        (date(2023, 6, 5), True, date(2023, 6, 6)),
        (date(2023, 6, 9), True, date(2023, 6, 12)),
        (date(2023, 6, 1), False, date(2023, 6, 5)),
        (date(2023, 6, 1), True, date(2023, 6, 5)),
    ],
)
def test_a_receipt_after_hours_or_on_a_day_off_counts_from_the_next_working_day(received_on, late, day):
    assert WorkingDays(HOLIDAYS).counts_from(received_on, late=late) == day


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2023, 6, 7), date(2023, 6, 6)),  # after hours on the day before
        (date(2023, 6, 5), date(2023, 5, 31)),  # Thursday, Friday and the weekend before it were off
        (date(2023, 6, 3), date(2023, 5, 31)),  # a Saturday: what counts from it counts from Monday
    ],
)
def test_the_first_receipt_that_counts_from_a_day_or_later(day, first):
    calendar = WorkingDays(HOLIDAYS)
    assert calendar.first_counting_from(day) == first
    assert (
        calendar.counts_from(first - timedelta(days=1), late=True) < day <= calendar.counts_from(first, late=True)
    )


DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))


@given(start=DAYS, days=st.integers(1, 60), off=st.sets(DAYS, max_size=40))
def test_due_is_the_day_on_which_the_days_have_just_elapsed(start, days, off):
    calendar = WorkingDays([Holiday(day, "libur", "-", day) for day in off])
    due = calendar.due(start, days)

    assert due is not None
    assert calendar.is_working(due)
    assert calendar.elapsed(start, due) == days
    assert calendar.elapsed(start, due - timedelta(days=1)) == days - 1


@given(start=DAYS, length=st.integers(0, 90), stop=st.integers(0, 40), pause=st.integers(0, 20))
def test_running_and_standing_still_add_up(start, length, stop, pause):
    calendar = WorkingDays(HOLIDAYS)
    stops = [ClockStop(start + timedelta(days=stop), start + timedelta(days=stop + pause))]
    end = start + timedelta(days=length)
    running, still = calendar.elapsed(start, end, stops), calendar.stopped(start, end, stops)

    assert running + still == calendar.elapsed(start, end)
    assert min(running, still) >= 0


@pytest.mark.parametrize(
    ("day", "before"),
    [(MONDAY, MONDAY), (date(2023, 8, 20), date(2023, 8, 18)), (date(2023, 8, 17), date(2023, 8, 16))],
)
def test_the_last_working_day_up_to_a_day(day, before):
    holidays = [Holiday(date(2023, 8, 17), "libur", "-", MONDAY)]
    assert WorkingDays(holidays).on_or_before(day) == before
