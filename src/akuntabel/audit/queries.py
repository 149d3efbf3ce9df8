"""Reading the trail, and checking that its chains are whole."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from akuntabel.audit.models import Event
from akuntabel.audit.services import GENESIS, event_hash
from akuntabel.core.problems import Problem


class AnchorError(ValueError):
    """An anchor that cannot be read; the sentence shows how one is written."""


@dataclass(frozen=True)
class Anchor:
    """Head and length of a chain as they stood when a document was issued, printed in it as HASH:N."""

    hash: str
    length: int

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read "3f…:120". Raises AnchorError."""
        match = re.fullmatch(r"([0-9a-f]{64}):(0|[1-9][0-9]{0,17})", text.strip())
        if match is None:
            raise AnchorError(f'"{text}" bukan sidik jejak audit. Tulis 64 angka heksadesimal, titik dua, lalu jumlah '
                              "peristiwa, seperti tercetak dalam dokumen yang terbit.")  # fmt: skip
        return cls(match[1], int(match[2]))

    def __str__(self) -> str:
        return f"{self.hash}:{self.length}"


@dataclass(frozen=True)
class Chain:
    """One unit's chain as it is now: the two figures to print as an anchor, and what is wrong with it."""

    name: str
    head: str
    length: int
    problems: tuple[Problem, ...]


def trail(expected: Iterable[str] = ()) -> list[Chain]:
    """The chains that are `expected`, one for each unit, then any other that has an event."""
    return [chain_now(name) for name in dict.fromkeys([*expected, *chains()])]


def chain_now(name: str) -> Chain:
    """A chain that is expected to be there; without a single event something is wrong with it."""
    head, length = chain_head(name)
    nothing = Problem((name, 0), f"Jejak audit {name}: tidak ada satu pun peristiwa, padahal satuan kerjanya ada. "
                      "Bandingkan dengan cadangan.")  # fmt: skip
    return Chain(name, head, length, tuple(chain_problems(name)) if length else (nothing,))


def anchor_problems(anchor: Anchor, chain: str | None = None) -> list[Problem]:
    """What is wrong with an anchor: no chain, or not the named one, has that event at that number."""
    if not anchor.length or _has(anchor, chain):
        return []
    where = f"Jejak audit {chain} tidak memuat" if chain else "Tidak ada rantai dengan"
    return [Problem((), f"{where} sidik {anchor}: peristiwa sesudah atau sebelum dokumen itu terbit telah diubah atau "
                    "dipotong. Bandingkan dengan cadangan.")]  # fmt: skip


def chains() -> list[str]:
    """The names of all chains, one for each unit that has an event. One query."""
    return list(Event.objects.order_by("chain").values_list("chain", flat=True).distinct())


def chain_problems(chain: str) -> list[Problem]:
    """What is wrong with a unit's chain: a gap, a changed event, a broken link; empty when whole.

    Each problem stands at (chain, number of the event). A chain cut off at its end looks whole by itself:
    compare it with an anchor printed in an issued document.
    """
    problems: list[Problem] = []
    previous, expected = GENESIS, 1

    def add(number: int, what: str) -> None:
        problems.append(Problem((chain, number), f"Jejak audit {chain}: {what}. Bandingkan dengan cadangan."))

    for event in Event.objects.filter(chain=chain).order_by("number").iterator():
        if event.number != expected:
            gone = str(expected) if event.number == expected + 1 else f"{expected} sampai {event.number - 1}"
            add(expected, f"peristiwa {gone} hilang")
        if event.previous_hash != previous:
            add(event.number, f"peristiwa {event.number} tidak menyambung peristiwa sebelumnya")
        if event_hash(event) != event.hash:
            add(event.number, f"peristiwa {event.number} diubah sesudah ditulis")
        previous, expected = event.hash, event.number + 1
    return problems


def chain_head(chain: str) -> tuple[str, int]:
    """(hash, length) of a unit's chain, to be printed as an anchor."""
    last = Event.objects.filter(chain=chain).order_by("-number").first()
    return (last.hash, last.number) if last else (GENESIS, 0)


def _has(anchor: Anchor, chain: str | None) -> bool:
    events = Event.objects.filter(number=anchor.length, hash=anchor.hash)
    return (events if chain is None else events.filter(chain=chain)).exists()


def last_event(chain: str, action: str, subject: str) -> Event | None:
    """The last event of a chain that says this of a subject. One query."""
    return Event.objects.filter(chain=chain, action=action, subject=subject).last()
