"""Reading the trail, and checking that a chain is whole."""

from __future__ import annotations

from akuntabel.audit.models import Event
from akuntabel.audit.services import GENESIS, event_hash


def chain_problems(chain: str) -> list[str]:
    """What is wrong with a unit's chain: a gap, a changed event, a broken link; empty when whole.

    A chain cut off at its end looks whole by itself: compare its head with an anchor printed in an
    issued document.
    """
    problems: list[str] = []
    previous, expected = GENESIS, 1
    for event in Event.objects.filter(chain=chain).order_by("number").iterator():
        if event.number != expected:
            problems.append(f"event {expected} is missing before {event.number}")
        if event.previous_hash != previous:
            problems.append(f"event {event.number} does not follow its predecessor")
        if event_hash(event) != event.hash:
            problems.append(f"event {event.number} was changed after it was written")
        previous, expected = event.hash, event.number + 1
    return problems


def chain_head(chain: str) -> tuple[str, int]:
    """(hash, length) of a unit's chain, to be printed as an anchor."""
    last = Event.objects.filter(chain=chain).order_by("-number").first()
    return (last.hash, last.number) if last else (GENESIS, 0)
