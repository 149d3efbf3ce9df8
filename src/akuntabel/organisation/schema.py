"""What an office tells about itself: the shape that `services.save_office` takes and `office.yaml` has."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from akuntabel.catalogue.entries import Entry, Key, Slug, Text
from akuntabel.catalogue.schema import Confidence, Count, Number, Rupiah, Year


class UnitVersion(Entry):
    """What the unit is called, where it stands and under whom, from a day on.

    `parent` is the slug of the unit above it, if that one is in this database too.
    """

    valid_from: date
    name: Text
    long_name: Text
    code: str = ""
    kind: Text
    parent: Slug | None = None
    parent_name: Text
    city: Text
    province: Text
    time_zone: Literal["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]
    address: str = ""
    phone: str = ""
    head_title: Text
    superior_title: Text


class Team(Entry):
    slug: Slug
    name: Text
    head_title: Text
    duty: str = ""
    valid_from: date


class Naming(Entry):
    """A register for whose confidential records an account is named, from the office's first day on."""

    in_register: Key
    until: date
    reason: Text


class DemoAccount(Entry):
    """A demonstration account; its password is random at each start."""

    username: Key
    position: Annotated[Text, Field(max_length=150)]
    role: Key
    team: Slug | None = None
    named_for: tuple[Naming, ...] = ()


class StaffRow(Entry):
    """Number of staff of one section by education (no names). Where the source has a dash, leave it out."""

    section: Text
    counts: dict[Text, Count]


class StaffTable(Entry):
    as_of: date
    education: tuple[Text, ...]
    rows: tuple[StaffRow, ...]
    source: Text
    stated_total: Count | None = None


class Asset(Entry):
    name: Text
    quantity: str
    description: str = ""
    value: Rupiah | None = None


class FacilityRow(Entry):
    category: Text
    name: Text
    facilities: Count | None
    supervised: Count | None


class District(Entry):
    name: Text
    kind: Literal["kota", "kabupaten"]
    island: str = ""


class StrategicIssue(Entry):
    scope: Literal["external", "internal"]
    title: Text
    text: Text
    indicators: tuple[Slug, ...] = ()


class Fact(Entry):
    """A lettered fact about the office (integrity zone and the like): own words, with its series."""

    code: Text
    text: Text


class SeriesPoint(Entry):
    """One value of a series about the office; kept as written, with at least `places` decimals."""

    series: Text
    period: Text
    value: Number
    places: Annotated[int, Field(ge=0, le=4)] = 0
    label: str = ""
    unit: str = ""


class UnitParameter(Entry):
    """What the unit sets for a year; `number` or `table`, as the catalogue's key says."""

    key: Key
    year: Year
    number: Number | None = None
    table: dict[Key, Number] | None = None
    document: Text
    effective_from: date
    confidence: Confidence
    note: str = ""

    @model_validator(mode="after")
    def one_value(self) -> UnitParameter:
        if (self.number is None) == (self.table is None):
            raise ValueError("isi salah satu: number atau table")
        return self


class Office(Entry):
    slug: Slug
    scheme: Slug
    is_example: bool
    example_note: str = ""
    versions: Annotated[tuple[UnitVersion, ...], Field(min_length=1)]
    teams: tuple[Team, ...] = ()
    demo_accounts: tuple[DemoAccount, ...] = ()
    duty: str = ""
    functions: tuple[Text, ...] = ()
    staff: StaffTable | None = None
    assets: tuple[Asset, ...] = ()
    facilities: tuple[FacilityRow, ...] = ()
    facilities_note: str = ""
    districts: tuple[District, ...] = ()
    strategic_issues: tuple[StrategicIssue, ...] = ()
    facts: tuple[Fact, ...] = ()
    series: tuple[SeriesPoint, ...] = ()
    parameters: tuple[UnitParameter, ...] = ()

    @property
    def versions_by_day(self) -> list[UnitVersion]:
        """The dated rows, oldest first, in whatever order the file has them."""
        return sorted(self.versions, key=lambda version: version.valid_from)
