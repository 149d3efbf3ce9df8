"""Figures, recommendations and texts as data: what the services take and the office folder has."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from akuntabel.catalogue.entries import Entry, Key, Slug, Text
from akuntabel.catalogue.schema import Month, Number, PeriodKey, Year

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]


class Observation(Entry):
    """One value of a measure (or of an indicator's published realisation) for a month."""

    measure: Key | None = None
    realisation_of: Slug | None = None
    group: str = ""
    month: Month
    value: Number | None = None
    state: Literal["measured", "missing", "suspended", "not_applicable"] = "measured"
    reason: str = ""
    source: Text
    document: str = ""

    @model_validator(mode="after")
    def one_subject(self) -> Observation:
        if (self.measure is None) == (self.realisation_of is None):
            raise ValueError("isi salah satu: measure atau realisation_of")
        if (self.state == "measured") == (self.value is None):
            raise ValueError("keadaan measured memerlukan value; keadaan lain tanpa value, dengan reason")
        if self.state != "measured" and not self.reason:
            raise ValueError("keadaan selain measured memerlukan reason; isi alasannya")
        return self


class Submission(Entry):
    """The four-eyes steps that approved a set of figures; positions, not names."""

    month: Month
    indicators: Literal["all"] | tuple[Slug, ...]
    state: Literal["draft", "submitted", "verified", "approved"]
    on: date
    note: str = ""


class Figures(Entry):
    year: Year
    observations: tuple[Observation, ...]
    submissions: tuple[Submission, ...] = ()


class Recommendation(Entry):
    """A recommendation and its follow-up (tindak lanjut). "done" needs evidence or a date."""

    indicator: Slug
    number: Annotated[int, Field(ge=1, le=9999)]
    origin: ShortText
    made_in: PeriodKey
    text: Text
    status: Literal["open", "in_progress", "done"]
    follow_up: str = ""
    evidence: str = ""
    due: PeriodKey | None = None
    completed_in: PeriodKey | None = None

    @model_validator(mode="after")
    def done_is_shown(self) -> Recommendation:
        if self.status == "done" and not (self.completed_in and (self.evidence or self.follow_up)):
            raise ValueError(
                "status done memerlukan completed_in, dan evidence atau follow_up; lengkapi, atau ubah statusnya"
            )
        return self


class IndicatorNarrative(Entry):
    indicator: Slug
    purpose: str = ""
    success_factors: tuple[Text, ...] = ()
    obstacles: tuple[Text, ...] = ()
    actions: tuple[Text, ...] = ()
    programmes: tuple[Text, ...] = ()
    target_review: str = ""


class Narrative(Entry):
    """Texts of one period in the unit's own words. `{1.1.achievement}` marks a bound figure."""

    period: PeriodKey
    signed_on: date
    foreword: tuple[Text, ...] = ()
    indicators: tuple[IndicatorNarrative, ...] = ()
    suggestions: tuple[Text, ...] = ()


class PublishedValue(Entry):
    """A value of an earlier year as published, not recomputed here; kept as written, with at least `places` decimals."""

    indicator: Slug
    year: Year
    value: Number
    places: Annotated[int, Field(ge=0, le=4)] = 2
    source: Text
    note: str = ""


class History(Entry):
    values: tuple[PublishedValue, ...]
