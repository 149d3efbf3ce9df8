"""Assisted businesses, their stages and services: upkeep and checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.checks import below_zero, in_order, named, not_before, once, once_together
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.allowed import allowed_for
from akuntabel.registers.models import MsmeBusiness, MsmeService, MsmeStage


def _check_business(business: MsmeBusiness) -> Iterator[Problem]:
    yield from once(business, "number")
    yield from below_zero(business, "product_registrations")
    yield from in_order(business, "first_assisted_on", "outcome_on")
    if (business.outcome is None) != (business.outcome_on is None):
        column, other = ("outcome", "outcome_on") if business.outcome is None else ("outcome_on", "outcome")
        yield Problem(
            (column,), f"{named(business, column)}: belum diisi, padahal {business.label(other)} sudah. Isi."
        )
    if business.outcome == "met" and business.proof is None:
        yield Problem(("proof",), f"{named(business, 'proof')}: belum diisi, padahal UMKM memenuhi standar. Tulis "
                      "nomornya.")  # fmt: skip
    if business.pk is not None:
        yield from _check_against_stages(business)


def _check_against_stages(business: MsmeBusiness) -> Iterator[Problem]:
    """A corrected business still has room for the stages that were recorded."""
    stages = business.stages.order_by("done_on")
    if stages.exclude(stage__in=allowed_for(business.unit, "msme_stage", "stage", business.commodity)).exists():
        yield Problem(("commodity",), f"{named(business, 'commodity')}: UMKM ini sudah mempunyai tahapan yang tidak ada "
                      "pada komoditas itu. Perbaiki tahapannya dahulu.")  # fmt: skip
    first = stages.first()
    if first is not None:
        yield from not_before(business, "first_assisted_on", first, "done_on", at="first_assisted_on")


def _maintain_stage(stage: MsmeStage) -> None:
    """Commodity and first day as the business has them now."""
    stage.commodity, stage.first_assisted_on = stage.business.commodity, stage.business.first_assisted_on


def _check_stage(stage: MsmeStage) -> Iterator[Problem]:
    yield from once_together(stage, "business", "stage")
    yield from not_before(stage.business, "first_assisted_on", stage, "done_on", at="done_on")


def _check_service(service: MsmeService) -> Iterator[Problem]:
    yield from once_together(service, "business", "service", "begun_on")
    yield from in_order(service, "begun_on", "finished_on")


def _after_business(business: MsmeBusiness) -> Iterable[Affected]:
    """Its stages, which have its commodity and first day."""
    stages = business.stages.select_related("unit", "business")
    return [Affected(MSME_STAGE, stage, "commodity") for stage in stages]


MSME_BUSINESS = Kind("msme_business", MsmeBusiness, check=_check_business, after=_after_business)
MSME_STAGE = Kind("msme_stage", MsmeStage, maintain=_maintain_stage, check=_check_stage)
MSME_SERVICE = Kind("msme_service", MsmeService, check=_check_service)
