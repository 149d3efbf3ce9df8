"""Months in words."""

from __future__ import annotations

from collections.abc import Sequence

from akuntabel.core.periods import MONTH_NAMES


def month_span(months: Sequence[int]) -> str:
    """ "Februari–Desember", or "Maret, Juni, September, Desember" where they do not follow one another."""
    if len(months) > 2 and list(months) == list(range(months[0], months[-1] + 1)):
        return f"{MONTH_NAMES[months[0] - 1]}–{MONTH_NAMES[months[-1] - 1]}"
    return ", ".join(MONTH_NAMES[month - 1] for month in months)
