"""A plan document as data: the shape that `services.adopt` takes and `plans/*.yaml` has."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from akuntabel.catalogue.entries import Entry, Key, Slug, Text
from akuntabel.catalogue.schema import Month, Number, Rupiah, Weight, Year


class Range(Entry):
    lower: Number
    upper: Number


class WordedTarget(Entry):
    """A target in words; `number` where the document gives one, as in "Efisien (90 %)"."""

    words: Text
    number: Number | None = None


TargetValue = Number | Range | WordedTarget | Literal["tidak tersedia", "tidak berlaku"]
"""A number, a range, words; "tidak tersedia" (the source lost it); "tidak berlaku" (printed as N/A)."""


class PlanRow(Entry):
    """One indicator in one plan document.

    `aspects` are targets of the groups that the indicator's formula averages, each a number or a range.
    """

    indicator: Slug
    number: str = ""
    printed_name: Text
    short_name: str = ""
    weight: Weight | None = None
    team: Slug | None = None
    budget: Rupiah | None = None
    target: TargetValue | None = None
    yearly: dict[Year, TargetValue] = {}
    monthly: dict[Month, Number | Range] = {}
    aspects: dict[Key, Number | Range] = {}
    note: str = ""


class PlanObjective(Entry):
    """One objective as the document words it. `causes` are the objectives that drive this one."""

    objective: Slug
    code: Text
    printed_name: Text
    goals: tuple[Text, ...] = ()
    causes: tuple[Slug, ...] = ()
    indicators: Annotated[tuple[PlanRow, ...], Field(min_length=1)]


class Goal(Entry):
    code: Text
    text: Text
    missions: tuple[Text, ...] = ()


class Mission(Entry):
    code: Text
    text: Text


class PlanDocument(Entry):
    """One version of a Renstra, RKT, PK, RAPK or IKU decree.

    Renstra rows use `yearly`; RKT, PK and the decree use `target`; RAPK rows use `monthly` (for a staged
    indicator months 1–11 are progress in percent and month 12 is the outcome in its own unit).
    """

    kind: Literal["strategic_plan", "annual_plan", "performance_agreement", "action_plan", "kpi_decree"]
    title: Text
    first_year: Year
    last_year: Year
    number: str = ""
    version: Annotated[int, Field(ge=1, le=9999)] = 1
    signed_on: date | None
    effective_from: date
    reason: str = ""
    source: Text
    first_party: str = ""
    second_party: str = ""
    activity: str = ""
    budget: Rupiah | None = None
    vision: str = ""
    missions: tuple[Mission, ...] = ()
    goals: tuple[Goal, ...] = ()
    objectives: Annotated[tuple[PlanObjective, ...], Field(min_length=1)]
