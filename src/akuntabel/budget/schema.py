"""A budget with its outputs and allocation as data: what the services take and `budget/*.yaml` has."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from akuntabel.catalogue.entries import Entry, Slug, Text
from akuntabel.catalogue.schema import Count, Month, Number, Rupiah, Year

Version = Annotated[int, Field(ge=0, lt=2**15)]


class BudgetOutput(Entry):
    """One rincian output (RO). Cumulative figures to `month` of the file; None where a dash is printed."""

    code: Text
    name: Text
    unit: str = ""
    volume: Count
    volume_realised: Count | None
    progress: Number | None
    ceiling: Rupiah
    realised: Rupiah
    note: str = ""


class Allocation(Entry):
    """Budget of one indicator (input): ceiling and cumulative realisation, entered per indicator."""

    indicator: Slug
    ceiling: Rupiah
    realised: Rupiah
    note: str = ""


class AllocationDocument(Entry):
    """One version of the division of the budget among indicators; `reason` says why it was changed."""

    version: Version = 0
    signed_on: date | None
    effective_from: date
    reason: str = ""
    source: Text


class Reconciliation(Entry):
    """Why a sum of the allocation differs from the DIPA; the difference itself is always computed."""

    subject: Literal["ceiling", "realised"]
    reason: Text


class Budget(Entry):
    """The DIPA version in force on the month's last day, and cumulative figures up to that month."""

    year: Year
    month: Month
    authorisation_number: Text
    authorised_on: date
    effective_from: date
    version: Version = 0
    reason: str = ""
    programme: Text
    activity: Text
    ceiling: Rupiah
    source: Text
    outputs: Annotated[tuple[BudgetOutput, ...], Field(min_length=1)]
    allocations: tuple[Allocation, ...] = ()
    allocation_document: AllocationDocument | None = None
    reconciliation: tuple[Reconciliation, ...] = ()
