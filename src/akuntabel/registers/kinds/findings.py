"""Findings of inspections: day and establishment of the inspection, maintained; what repeats what; checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import in_parts, pointing_to
from akuntabel.organisation.records.checks import named, not_before
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import CorrectiveAction, Inspection, InspectionFinding


def _maintain_finding(finding: InspectionFinding) -> None:
    """Establishment and day as the inspection has them now; whether it repeats another, and is resolved."""
    inspection = finding.inspection
    finding.establishment = inspection.establishment
    finding.inspected_on = inspection.inspected_on
    finding.recurrence = "first" if finding.repeats is None else "repeated"
    finding.status = "open" if finding.resolved_on is None else "resolved"


def _check_finding(finding: InspectionFinding) -> Iterator[Problem]:
    """A finding against its inspection, the finding it repeats, and the corrective action that resolved it."""
    if finding.repeats is not None:
        yield from _check_repeat(finding, finding.repeats)
    elif finding.repeat_note is not None:
        yield Problem(("repeat_note",), f"{named(finding, 'repeat_note')}: terisi, padahal temuan ini tidak mengulang yang "
                      "lain. Kosongkan, atau pilih temuan yang diulang.")  # fmt: skip
    if finding.resolved_on is not None:
        yield from not_before(finding, "inspected_on", finding, "resolved_on", at="resolved_on")
    if finding.action is not None:
        yield from _check_resolution(finding, finding.action)


def _check_repeat(later: InspectionFinding, earlier: InspectionFinding) -> Iterator[Problem]:
    """A finding repeats one of an earlier inspection of the same establishment, on the same clause unless it says why."""
    if earlier == later:
        yield Problem(("repeats",), f"{named(later, 'repeats')}: menunjuk dirinya sendiri. Pilih temuan lain.")
    elif not _same(later, earlier, "establishment"):
        yield Problem(
            ("repeats",), f"{named(later, 'repeats')}: {earlier} dari sarana lain. Pilih temuan sarana yang sama."
        )
    elif earlier.inspected_on >= later.inspected_on:
        yield Problem(("repeats",), f"{named(later, 'repeats')}: {earlier} tidak dari pemeriksaan sebelumnya. Pilih temuan "
                      "yang lebih dahulu.")  # fmt: skip
    elif _clause(later) != _clause(earlier) and later.repeat_note is None:
        yield Problem(("repeat_note",), f"{named(later, 'repeat_note')}: belum diisi, padahal temuan {earlier} menurut "
                      f'klausul "{earlier.clause}" dan yang ini "{later.clause}". Samakan, atau tulis sebabnya.')  # fmt: skip


def _clause(finding: InspectionFinding) -> tuple[str, str]:
    return finding.guide, " ".join(finding.clause.casefold().split())


def _check_resolution(finding: InspectionFinding, action: CorrectiveAction) -> Iterator[Problem]:
    if not _same(finding, action, "inspection"):
        yield Problem(
            ("action",), f"{named(finding, 'action')}: {action} dari pemeriksaan lain. Pilih CAPA pemeriksaan ini."
        )
    elif action.outcome != "accepted":
        yield Problem(("action",), f"{named(finding, 'action')}: {action} belum diterima, maka belum menyelesaikan temuan. "
                      "Kosongkan, atau perbaiki hasil CAPA itu dahulu.")  # fmt: skip
    elif finding.resolved_on is None:
        yield Problem(("resolved_on",), f"{named(finding, 'resolved_on')}: belum diisi, padahal CAPA yang menyelesaikannya "
                      "sudah. Isi.")  # fmt: skip
    else:
        yield from not_before(action, "requested_on", finding, "resolved_on", at="resolved_on")


def _same(one: object, other: object, column: str) -> bool:
    """Whether two records refer to the same one, which may be of a file and not stored yet."""
    key = getattr(one, f"{column}_id")
    return bool(key == getattr(other, f"{column}_id") if key else getattr(one, column) is getattr(other, column))


@dataclass(frozen=True)
class FindingsBeside:
    """Findings of stored inspections, and findings that repeat one of those."""

    own: list[InspectionFinding]
    repeating: list[InspectionFinding]


def findings_of(inspections: Sequence[Inspection]) -> FindingsBeside:
    """Two queries for stored inspections, none for new ones."""
    own = pointing_to(InspectionFinding, "inspection", inspections)
    repeated = {one.repeats_id for one in own if one.repeats_id is not None}
    there = {one.pk: one for part in in_parts(sorted(repeated))
             for one in InspectionFinding.objects.filter(pk__in=part)}  # fmt: skip
    for one in own:
        if one.repeats_id is not None:
            one.repeats = there[one.repeats_id]
    return FindingsBeside(own, pointing_to(InspectionFinding, "repeats", own))


def check_against_findings(inspection: Inspection, findings: FindingsBeside) -> Iterator[Problem]:
    """A corrected inspection still fits its findings, and those that repeat or are repeated by them."""
    own = [one for one in findings.own if one.inspection_id == inspection.pk]
    for one in own:
        if one.repeats is None:
            continue
        if one.repeats.establishment_id != inspection.establishment_id:
            yield _unfit(inspection, "establishment", one)
        elif one.repeats.inspected_on >= inspection.inspected_on:
            yield _unfit(inspection, "inspected_on", one)
    keys = {one.pk for one in own}
    for one in findings.repeating:
        if one.repeats_id not in keys:
            continue
        if one.establishment_id != inspection.establishment_id:
            yield _unfit(inspection, "establishment", one)
        elif one.inspected_on <= inspection.inspected_on:
            yield _unfit(inspection, "inspected_on", one)
    for one in own:
        if one.resolved_on is not None and one.resolved_on < inspection.inspected_on:
            yield from not_before(inspection, "inspected_on", one, "resolved_on", at="inspected_on")


def _repeating(findings: Sequence[InspectionFinding]) -> list[InspectionFinding]:
    return pointing_to(InspectionFinding, "repeats", findings)


def _check_repeating(finding: InspectionFinding, repeating: list[InspectionFinding]) -> Iterator[Problem]:
    """A corrected finding still fits those that repeat it."""
    for later in repeating:
        if later.repeats_id == finding.pk:
            for problem in _check_repeat(later, finding):
                yield Problem(("inspection",), f"Temuan {later} mengulang temuan ini. {problem.message}")


def _unfit(inspection: Inspection, column: str, finding: InspectionFinding) -> Problem:
    return Problem((column,), f"{named(inspection, column)}: temuan {finding} mengulang temuan sebelumnya pada sarana yang "
                   "sama, dan dengan isian ini tidak lagi. Perbaiki temuannya dahulu.")  # fmt: skip


INSPECTION_FINDING = Kind(
    "inspection_finding",
    InspectionFinding,
    maintain=_maintain_finding,
    check=_check_finding,
    ask=_repeating,
    check_among=_check_repeating,
)
