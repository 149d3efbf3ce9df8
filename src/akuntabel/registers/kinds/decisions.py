"""Inspection decisions and corrective actions: the days they count on, maintained; checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, held, holds, pointing_to
from akuntabel.organisation.records.checks import in_order, named, not_before
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import CorrectiveAction, InspectionDecision, InspectionFinding


def _maintain_decision(decision: InspectionDecision) -> None:
    """The day from which a letter has both: sent and carried out; due and answered. None while one is missing."""
    decision.carried_out_counted_on = decision.answered_counted_on = None
    if decision.sent_on is not None and decision.carried_out_on is not None:
        decision.carried_out_counted_on = max(decision.sent_on, decision.carried_out_on)
    if decision.due_on is not None and decision.answered_on is not None:
        decision.answered_counted_on = max(decision.due_on, decision.answered_on)


def _check_decision(decision: InspectionDecision) -> Iterator[Problem]:
    yield from in_order(decision, "inspected_on", "drafted_on", "verified_on", "sent_on")
    yield from in_order(decision, "sent_on", "due_on")
    yield from in_order(decision, "sent_on", "answered_on")
    yield from in_order(decision, "inspected_on", "carried_out_on")
    for column in ("due_on", "answered_on"):
        if decision.sent_on is None and getattr(decision, column) is not None:
            yield Problem(
                (column,), f"{named(decision, column)}: terisi, padahal surat belum dikirim. Isi dikirim pada."
            )
    if decision.agency is None and decision.establishment is None:
        yield Problem(("establishment",), "Tujuan surat belum diisi. Pilih sarana atau instansi.")
    if decision.agency is not None and decision.establishment is not None:
        yield Problem(("agency",), "Surat ini menuju sarana dan instansi sekaligus. Kosongkan salah satu.")
    inspection = decision.inspection
    if inspection is not None and decision.inspected_on is None:
        for column in ("drafted_on", "verified_on", "sent_on", "carried_out_on"):
            if getattr(decision, column) is not None:
                yield from not_before(inspection, "inspected_on", decision, column, at=column)
    if inspection is not None and decision.inspected_on not in (None, inspection.inspected_on):
        assert decision.inspected_on is not None
        yield Problem(("inspected_on",), f"{named(decision, 'inspected_on')} {indonesian_date(decision.inspected_on)}, "
                      f"padahal pemeriksaan {inspection} tanggal {indonesian_date(inspection.inspected_on)}. Samakan, "
                      "atau kosongkan.")  # fmt: skip


def _maintain_action(action: CorrectiveAction) -> None:
    """The number: that of the inspection, and the round."""
    inspection = getattr(action, "inspection", None)
    action.number = f"{inspection.number if inspection else None}/{action.round_number}"


def _check_action(action: CorrectiveAction) -> Iterator[Problem]:
    yield from in_order(action, "requested_on", "received_on", "returned_on", "closed_on")
    yield from in_order(action, "requested_on", "due_on")
    if action.requested_on < action.inspection.inspected_on:
        yield Problem(("requested_on",), f"{named(action, 'requested_on')} {indonesian_date(action.requested_on)}, sebelum "
                      f"pemeriksaan {indonesian_date(action.inspection.inspected_on)}. Perbaiki tanggalnya.")  # fmt: skip
    if action.round_number < 1:
        yield Problem(
            ("round_number",),
            f"{named(action, 'round_number')}: {action.round_number} di bawah 1. Isi 1 atau lebih.",
        )
    if action.returned_on is not None and action.received_on is None:
        yield Problem(("received_on",), f"{named(action, 'received_on')}: belum diisi, padahal CAPA sudah dikembalikan. "
                      "Isi tanggalnya.")  # fmt: skip
    if (action.closed_on is None) != (action.outcome is None):
        column, other = ("closed_on", "outcome") if action.closed_on is None else ("outcome", "closed_on")
        yield Problem((column,), f"{named(action, column)}: belum diisi, padahal {action.label(other)} sudah. Isi.")
    if action.outcome is not None and (action.outcome == "not_submitted") != (action.received_on is None):
        yield Problem(("outcome",), f"{named(action, 'outcome')}: tidak disampaikan berarti belum diterima, dan hasil "
                      "lain berarti sudah. Samakan dengan diterima pada.")  # fmt: skip


@dataclass(frozen=True)
class _Facts:
    """Which rounds there are, and the findings that those stored have resolved."""

    rounds: Held
    resolved: list[InspectionFinding]


def _ask_actions(actions: Sequence[CorrectiveAction]) -> _Facts:
    return _Facts(held(actions, "inspection", "round_number"), pointing_to(InspectionFinding, "action", actions))


def _check_among_actions(action: CorrectiveAction, facts: _Facts) -> Iterator[Problem]:
    """A round stands once; findings that it resolved stay so: it was accepted, and belongs to their inspection."""
    if not holds(action, facts.rounds, "inspection", "round_number"):
        yield Problem(("round_number",), f"{named(action, 'round_number')}: putaran {action.round_number} pemeriksaan "
                      f"{action.inspection} sudah dicatat. Beri putaran berikutnya.")  # fmt: skip
    resolved = [one for one in facts.resolved if one.action_id == action.pk]
    elsewhere = next((one for one in resolved if one.inspection_id != action.inspection_id), None)
    any_of = next(iter(resolved), None)
    if elsewhere is not None:
        yield Problem(("inspection",), f"{named(action, 'inspection')}: temuan {elsewhere} selesai lewat CAPA ini, padahal "
                      "dari pemeriksaan lain. Perbaiki temuannya dahulu.")  # fmt: skip
    if any_of is not None and action.outcome != "accepted":
        yield Problem(("outcome",), f"{named(action, 'outcome')}: temuan {any_of} tercatat selesai lewat CAPA ini, padahal "
                      "CAPA tidak diterima. Perbaiki temuannya dahulu.")  # fmt: skip


INSPECTION_DECISION = Kind(
    "inspection_decision", InspectionDecision, maintain=_maintain_decision, check=_check_decision
)
CORRECTIVE_ACTION = Kind(
    "corrective_action",
    CorrectiveAction,
    maintain=_maintain_action,
    check=_check_action,
    ask=_ask_actions,
    check_among=_check_among_actions,
)
