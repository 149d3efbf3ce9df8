"""Assisted businesses, their stages and services: upkeep and checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, held, in_parts, stored_keys
from akuntabel.organisation.records.checks import below_zero, in_order, named, not_before, once_together
from akuntabel.organisation.records.kinds import Affected, Kind
from akuntabel.registers.kinds.allowed import allowed_by
from akuntabel.registers.models import MsmeBusiness, MsmeService, MsmeStage


def _check_business(business: MsmeBusiness) -> Iterator[Problem]:
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


@dataclass(frozen=True)
class _Facts:
    """The stages of each commodity, those of each stored business, the first done first, and its first service."""

    allowed: Mapping[str, tuple[str, ...]]
    stages: Mapping[int, Sequence[MsmeStage]]
    services: Mapping[int, MsmeService]


def _ask(businesses: Sequence[MsmeBusiness]) -> _Facts:
    stages, services = dict[int, list[MsmeStage]](), dict[int, MsmeService]()
    for part in in_parts(stored_keys(businesses)):
        for one in MsmeStage.objects.filter(business__in=part).order_by("done_on"):
            stages.setdefault(one.business_id, []).append(one)
        for service in MsmeService.objects.filter(business__in=part).order_by("begun_on"):
            services.setdefault(service.business_id, service)
    return _Facts(allowed_by(businesses[0].unit, "msme_stage", "stage"), stages, services)


def _check_against_stages(business: MsmeBusiness, facts: _Facts) -> Iterator[Problem]:
    """A corrected business still has room for the stages that were recorded."""
    stages, allowed = facts.stages.get(business.pk, ()), facts.allowed.get(business.commodity, ())
    if any(one.stage not in allowed for one in stages):
        yield Problem(("commodity",), f"{named(business, 'commodity')}: UMKM ini sudah mempunyai tahapan yang tidak ada "
                      "pada komoditas itu. Perbaiki tahapannya dahulu.")  # fmt: skip
    if stages:
        yield from not_before(business, "first_assisted_on", stages[0], "done_on", at="first_assisted_on")
    if business.pk in facts.services:
        service = facts.services[business.pk]
        yield from not_before(business, "first_assisted_on", service, "begun_on", at="first_assisted_on")


def _maintain_stage(stage: MsmeStage) -> None:
    """Commodity and first day as the business has them now."""
    stage.commodity, stage.first_assisted_on = stage.business.commodity, stage.business.first_assisted_on


def _check_stage(stage: MsmeStage) -> Iterator[Problem]:
    yield from not_before(stage.business, "first_assisted_on", stage, "done_on", at="done_on")


def _held_stages(stages: Sequence[MsmeStage]) -> Held:
    return held(stages, "business", "stage")


def _check_stage_once(stage: MsmeStage, facts: Held) -> Iterator[Problem]:
    yield from once_together(stage, facts, "business", "stage")


def _check_service(service: MsmeService) -> Iterator[Problem]:
    yield from in_order(service, "begun_on", "finished_on")
    yield from not_before(service.business, "first_assisted_on", service, "begun_on", at="begun_on")


def _held_services(services: Sequence[MsmeService]) -> Held:
    return held(services, "business", "service", "begun_on")


def _check_service_once(service: MsmeService, facts: Held) -> Iterator[Problem]:
    yield from once_together(service, facts, "business", "service", "begun_on")


def _after_businesses(businesses: Sequence[MsmeBusiness]) -> Iterator[Affected]:
    """Their stages, which have their commodity and first day."""
    causes = {one.pk: one for one in businesses}
    for part in in_parts(stored_keys(businesses)):
        for stage in MsmeStage.objects.filter(business__in=part).select_related("unit", "business"):
            yield Affected(MSME_STAGE, stage, causes[stage.business_id], "commodity")


MSME_BUSINESS = Kind(
    "msme_business",
    MsmeBusiness,
    check=_check_business,
    ask=_ask,
    check_among=_check_against_stages,
    after=_after_businesses,
)
MSME_STAGE = Kind(
    "msme_stage",
    MsmeStage,
    maintain=_maintain_stage,
    check=_check_stage,
    ask=_held_stages,
    check_among=_check_stage_once,
)
MSME_SERVICE = Kind(
    "msme_service", MsmeService, check=_check_service, ask=_held_services, check_among=_check_service_once
)
