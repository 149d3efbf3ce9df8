"""Dates and times as Indonesian text. The time zone's abbreviation is an argument: core has no clock."""

from __future__ import annotations

from datetime import date, datetime

from akuntabel.core.periods import MONTH_NAMES

ZONE_ABBREVIATIONS = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def indonesian_date(day: date) -> str:
    """ "20 Juli 2023"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def indonesian_time(moment: datetime, zone: str) -> str:
    """ "14.05 WITA" of a moment already in the zone; `zone` is a key such as "Asia/Makassar"."""
    return f"{moment:%H.%M} {ZONE_ABBREVIATIONS.get(zone, zone)}"


_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")


def indonesian_weekday(day: date) -> str:
    """ "Kamis"."""
    return _DAYS[day.weekday()]
