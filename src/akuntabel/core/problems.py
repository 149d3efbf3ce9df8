"""Users' mistakes as values: gathered, each with its place, none lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One mistake: where it stands in what was given (keys and positions), and a sentence for the official
    that names the thing, its value and the remedy."""

    place: tuple[str | int, ...]
    message: str


class Refused(Exception):
    """Nothing was written; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))
