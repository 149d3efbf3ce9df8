"""Marks such as `{1.1.achievement}` in a planner's texts, checked when the texts are recorded.

A mark that names nothing would be found only when the report is written, often by somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.mistakes import nearest
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem
from akuntabel.measurement import schema
from akuntabel.measurement.figures import Figure, FigureBook, bound_spans
from akuntabel.planning.outline import Agreement, Outline

Place = tuple[str | int, ...]

OF_TOTAL = frozenset({"score", "rating", "total_capped", "mean_of_objectives", "mean_of_indicators"})
OF_SCORE = frozenset({"score", "rating"})
OF_INDICATOR = frozenset({
    "target", "annual_target", "numerator", "denominator", "realisation", "achievement", "rating", "input_ceiling",
    "input_realised", "input_achievement", "efficiency_index", "efficiency_level", "efficiency",
})  # fmt: skip
"""The fields of a `FigureBook` by subject; a test holds them against a whole one."""

EXAMPLE = "Contoh yang benar: {1.1.achievement}."


def check_narrative(
    narrative: schema.Narrative, definitions: SchemeDefinitions, outline: Outline | None = None
) -> list[Problem]:
    """Indicators that the PK of the period lacks or that stand twice, and marks that name no figure."""
    if outline is None:
        return []
    agreement = outline.agreement_on(Period.parse(narrative.period))
    if agreement is None:
        return [Problem(("period",), f"Naskah {narrative.period}: tidak ada PK yang berlaku pada periode itu. Masukkan "
                        "PK-nya, atau perbaiki periodenya.")]  # fmt: skip
    problems = list(_check_indicators(narrative, agreement))
    for place, text in _texts(narrative):
        sentences = _Marks(agreement, definitions).mistakes(text)
        problems += [Problem(place, f"Naskah {narrative.period}: {sentence}") for sentence in sentences]
    return problems


def _check_indicators(narrative: schema.Narrative, agreement: Agreement) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, row in enumerate(narrative.indicators):
        place: Place = ("indicators", number, "indicator")
        if row.indicator not in agreement.slugs:
            yield Problem(place, f'Naskah {narrative.period}: indikator "{row.indicator}" tidak ada dalam PK '
                          f"{agreement.year}{nearest(row.indicator, agreement.slugs)}. Perbaiki kuncinya, atau "
                          "hapus.")  # fmt: skip
        if row.indicator in seen:
            yield Problem(place, f'Naskah {narrative.period}: "{row.indicator}" tercantum dua kali. Gabungkan.')
        seen.add(row.indicator)


def _texts(narrative: schema.Narrative) -> Iterator[tuple[Place, str]]:
    """Every text that a report binds, with its place."""
    for name in ("foreword", "suggestions"):
        yield from (((name, n), text) for n, text in enumerate(getattr(narrative, name)))
    for number, row in enumerate(narrative.indicators):
        place: Place = ("indicators", number)
        yield (*place, "purpose"), row.purpose
        yield (*place, "target_review"), row.target_review
        for name in ("success_factors", "obstacles", "actions", "programmes"):
            yield from (((*place, name, n), text) for n, text in enumerate(getattr(row, name)))


class _Marks:
    """Stands in for a `FigureBook` before there are figures: knows the subjects and fields it will have."""

    def __init__(self, agreement: Agreement, definitions: SchemeDefinitions) -> None:
        scores = (*agreement.objectives, *(f"objective:{slug}" for slug in agreement.objectives.values()),
                  *(f"perspective:{slug}" for slug in _perspectives(agreement, definitions)))  # fmt: skip
        self._fields = dict.fromkeys((*agreement.indicators, *agreement.slugs), OF_INDICATOR)
        self._fields |= dict.fromkeys(scores, OF_SCORE) | {"total": OF_TOTAL}
        self._mistakes: list[str] = []

    def mistakes(self, text: str) -> list[str]:
        """A sentence for each mark of the text that names no figure."""
        spans = list(bound_spans(text, cast("FigureBook", self)))
        if any(sign in span for span in spans if isinstance(span, str) for sign in "{}"):
            self._mistakes.append(f'kurung kurawal dalam "{_excerpt(text)}" bukan tanda angka. {EXAMPLE}')
        return self._mistakes

    def get(self, subject: str, field: str) -> Figure:
        mark = f"{{{subject}.{field}}}"
        if subject not in self._fields:
            near = nearest(subject, self._fields)
            self._mistakes.append(
                f'tanda {mark}: "{subject}" bukan nomor indikator atau sasaran PK{near}. {EXAMPLE}'
            )
        elif field not in self._fields[subject]:
            known = ", ".join(sorted(self._fields[subject]))
            self._mistakes.append(f'tanda {mark}: "{field}" bukan angka yang ada. Pilih: {known}.')
        return Figure(mark, None, "")


def _perspectives(agreement: Agreement, definitions: SchemeDefinitions) -> set[str]:
    slugs = agreement.objectives.values()
    return {definitions.objectives[slug].perspective for slug in slugs if slug in definitions.objectives}


def _excerpt(text: str) -> str:
    """The words around the first brace."""
    start = max(0, min(at for at in (text.find("{"), text.find("}")) if at >= 0) - 15)
    return text[start : start + 45].strip()
