"""The days off of 2022–2024 as the decrees set them, and what the loader refuses."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from akuntabel.catalogue.calendars import provisional_years, working_days
from akuntabel.catalogue.lookup import catalogue
from catalogue.test_loader import findings, scheme, spoil

__all__ = ["scheme"]  # the fixture
FILE = "calendar/2023.yaml"


@pytest.fixture
def calendars():
    return catalogue().scheme("bpom").calendars


def days_of(year):
    first = date(year, 1, 1)
    return [day for n in range(366) if (day := first + timedelta(days=n)).year == year]


def test_working_days_of_2023_by_month(calendars):
    working = [day for day in days_of(2023) if working_days(calendars).is_working(day)]
    by_month = [sum(day.month == month for day in working) for month in range(1, 13)]

    assert by_month[:6] == [21, 20, 21, 14, 21, 17]
    assert sum(by_month) == 239


def test_national_holidays_alone_leave_250_weekdays(calendars):
    national = {off.day for off in calendars["2023"].days if off.kind == "national_holiday"}
    weekdays = [day for day in days_of(2023) if day.weekday() < 5]

    assert (len(weekdays), len(set(weekdays) - national), len(national)) == (260, 250, 16)


def test_days_have_their_indonesian_names_and_decrees(calendars):
    by_day = {off.day: off for off in calendars["2023"].days}

    assert by_day[date(2023, 6, 30)].name == "Cuti bersama Hari Raya Iduladha"
    assert by_day[date(2023, 8, 17)].name == "Hari Kemerdekaan Republik Indonesia"
    assert {off.name for off in by_day.values() if off.kind == "joint_leave"} == {
        off.name for off in by_day.values() if off.name.startswith("Cuti bersama")
    }
    assert by_day[date(2023, 6, 28)].decree == "skb-624-2023"


@pytest.mark.parametrize(
    ("day", "known_by", "works"),
    [
        (date(2023, 4, 26), date(2022, 10, 10), True),
        (date(2023, 4, 26), date(2023, 3, 28), False),
        (date(2023, 4, 26), date(2023, 3, 29), True),
        (date(2023, 4, 26), None, True),
        (date(2023, 4, 19), date(2023, 3, 28), True),
        (date(2023, 4, 19), date(2023, 3, 29), False),
        (date(2023, 6, 30), date(2023, 6, 19), True),
        (date(2023, 6, 30), date(2023, 6, 20), False),
        (date(2022, 12, 26), None, True),
    ],
)
def test_a_day_is_off_by_the_decrees_known(calendars, day, known_by, works):
    assert working_days(calendars, known_by=known_by).is_working(day) is works


def test_the_sheet_of_working_days_is_this_calendar():
    """The days off that officials check by hand (tests/cases/working-days.yaml) are those of the decrees."""
    from core.test_working_days import HOLIDAYS

    known = {
        (off.day, off.announced_on, off.withdrawn_on) for off in catalogue().scheme("bpom").calendars["2023"].days
    }
    assert {(one.day, one.announced_on, one.withdrawn_on) for one in HOLIDAYS} <= known


def test_a_year_without_a_decree_is_provisional(calendars):
    assert provisional_years(calendars, [2025, 2023, 2025, 2024]) == [2025]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("day: 2023-08-17", "day: 2024-08-17", "17 Agustus 2024 bukan hari tahun 2023"),
        ("day: 2023-08-17", "day: 2023-07-19", "19 Juli 2023 tercantum dua kali"),
        (", withdrawn_by: skb-327-2023", "", "isi withdrawn_on dan withdrawn_by keduanya"),
        (
            "withdrawn_on: 2023-03-29",
            "withdrawn_on: 2022-10-11",
            "dicabut 11 Oktober 2022, tidak sesudah diumumkan",
        ),
        ("decree: skb-624-2023", "decree: skb-624-2022", 'peraturan "skb-624-2022" tidak ada'),
        ("kind: joint_leave", "kind: holiday", "salah satu dari"),
        ("announced_on: 2023-06-20", "announced_on: kemarin", "harus berupa tanggal"),
    ],
)
def test_what_a_calendar_cannot_say(scheme, old, new, sentence):
    line = spoil(scheme, FILE, old, new)
    [finding] = findings(scheme)

    assert sentence in finding.message
    assert (finding.file, finding.line) in {(f"bpom/{FILE}", line), (f"bpom/{FILE}", line - 1)}


def test_a_calendar_is_named_by_its_year(scheme):
    (scheme / FILE).rename(scheme / "calendar/2021.yaml")
    [finding] = findings(scheme)
    assert 'nama berkas "2021" berbeda dari isinya "2023"' in finding.message
