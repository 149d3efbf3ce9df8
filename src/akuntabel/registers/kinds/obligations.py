"""Obligations: how late each was fulfilled, maintained; checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import Held, held, holds
from akuntabel.organisation.records.checks import in_order, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.models import Obligation


def _maintain_obligation(obligation: Obligation) -> None:
    """Calendar days after the last day; 0 on time, None while it is not fulfilled."""
    obligation.days_late = None
    if obligation.fulfilled_on is not None:
        obligation.days_late = max(0, (obligation.fulfilled_on - obligation.due_on).days)


def _check_obligation(obligation: Obligation) -> Iterator[Problem]:
    yield from in_order(obligation, "opens_on", "due_on")
    yield from in_order(obligation, "opens_on", "fulfilled_on")
    yield from _check_follows(obligation)
    has_proof = obligation.proof is not None or obligation.proof_note is not None
    if obligation.fulfilled_on is not None and not has_proof:
        yield Problem(("proof_note",), f"{named(obligation, 'proof_note')}: belum diisi, padahal kewajiban sudah dipenuhi. "
                      "Pilih dokumennya, atau tulis di mana buktinya.")  # fmt: skip


def _check_follows(obligation: Obligation) -> Iterator[Problem]:
    """It follows an earlier one of the same duty."""
    before = obligation.follows
    if before is None:
        return
    if before.duty != obligation.duty:
        yield Problem(
            ("follows",), f"{named(obligation, 'follows')}: {before} kewajiban lain. Pilih kewajiban yang sama."
        )
    if before.opens_on >= obligation.opens_on:
        yield Problem(("follows",), f"{named(obligation, 'follows')}: {before} mulai {indonesian_date(before.opens_on)}, "
                      "tidak lebih dahulu. Pilih masa sebelumnya, atau perbaiki mulai pada.")  # fmt: skip


def _followed(obligations: Sequence[Obligation]) -> Held:
    return held(obligations, "follows")


def _check_followed_once(obligation: Obligation, followed: Held) -> Iterator[Problem]:
    if obligation.follows is not None and not holds(obligation, followed, "follows"):
        yield Problem(("follows",), f"{named(obligation, 'follows')}: {obligation.follows} sudah dilanjutkan catatan lain. "
                      "Perbaiki catatan itu, atau kosongkan.")  # fmt: skip


OBLIGATION = Kind(
    "obligation",
    Obligation,
    maintain=_maintain_obligation,
    check=_check_obligation,
    ask=_followed,
    check_among=_check_followed_once,
)
