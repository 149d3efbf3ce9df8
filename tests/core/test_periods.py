from datetime import date

import pytest

from akuntabel.core.periods import Period, PeriodError, month_span, months_later


@pytest.mark.parametrize(
    ("key", "last_day", "name", "short", "span"),
    [
        ("2023-Q2", date(2023, 6, 30), "Triwulan II 2023", "TW II", "Januari sampai dengan Juni 2023"),
        ("2023-06", date(2023, 6, 30), "Juni 2023", "Juni", "Januari sampai dengan Juni 2023"),
        ("2023", date(2023, 12, 31), "Tahun 2023", "Tahun", "Januari sampai dengan Desember 2023"),
        ("2024-02", date(2024, 2, 29), "Februari 2024", "Februari", "Januari sampai dengan Februari 2024"),
        ("2023-01", date(2023, 1, 31), "Januari 2023", "Januari", "Januari 2023"),
    ],
)
def test_parse(key, last_day, name, short, span):
    period = Period.parse(key)
    assert str(period) == key
    assert (period.last_day, period.name, period.short_name, period.span_name) == (last_day, name, short, span)


@pytest.mark.parametrize("key", ["2023-Q5", "2023-13", "2023-0", "23-Q1", "", "2023-Q2x", "0000", "2023-q2"])
def test_what_is_not_a_period_is_refused_with_the_remedy(key):
    with pytest.raises(PeriodError, match="2023-Q2") as caught:
        Period.parse(key)
    assert caught.value.key == key


def test_previous_quarter_crosses_the_year():
    assert str(Period.parse("2023-Q1").previous_quarter) == "2022-Q4"
    assert str(Period.parse("2023-05").previous_quarter) == "2023-Q1"


@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("2023-Q2", date(2023, 4, 1)),
        ("2023-05", date(2023, 5, 1)),
        ("2023", date(2023, 1, 1)),
        ("2024-Q4", date(2024, 10, 1)),
    ],
)
def test_the_day_a_period_itself_begins(key, day):
    assert Period.parse(key).begins_on == day


def test_months_and_quarter():
    period = Period.parse("2023-08")
    assert list(period.months) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert period.quarter == 3
    assert not period.is_year_end
    assert Period.parse("2023-Q4").is_year_end


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ([], ""),
        ([12], "Desember"),
        ([6, 12], "Juni dan Desember"),
        (range(7, 10), "Juli–September"),
        ([12, 3, 9, 6], "Maret, Juni, September, dan Desember"),
        ([3, 6, 12], "Maret, Juni, dan Desember"),
    ],
)
def test_months_in_words(months, words):
    assert month_span(months) == words


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2023, 7, 20), 3, date(2023, 10, 20)),
        (date(2023, 11, 20), 3, date(2024, 2, 20)),
        (date(2023, 6, 30), 1, date(2023, 7, 31)),
        (date(2023, 1, 30), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 12, 5), 0, date(2023, 12, 5)),
    ],
)
def test_months_later_keeps_the_day_and_a_months_end(day, months, later):
    assert months_later(day, months) == later
