"""An office's working days are those of its scheme's calendar."""

from __future__ import annotations

from datetime import date

from akuntabel.organisation.working_days import provisional_years_of, working_days_of


def test_an_office_knows_its_days_off_and_which_years_are_provisional(kupang, dinas):
    assert not working_days_of(kupang).is_working(date(2023, 6, 30))
    assert working_days_of(kupang, known_by=date(2023, 6, 19)).is_working(date(2023, 6, 30))
    assert working_days_of(dinas).is_working(date(2023, 6, 30))  # its scheme has no calendar

    assert provisional_years_of(kupang, [2022, 2023, 2024, 2025]) == [2025]
    assert provisional_years_of(dinas, [2023]) == [2023]
