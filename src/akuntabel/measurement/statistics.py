"""What may honestly be said beside a realisation: none of it is official, and none of it enters a score.

An interval stands only where the definition says that the records are a random sample; a targeted one would pretend
to a certainty it does not have.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.schema import CountFormula, RatioFormula
from akuntabel.core.achievement import Polarity
from akuntabel.core.number_format import indonesian_number, plain_number, unit_suffix
from akuntabel.core.rounding import exact
from akuntabel.core.statistics import (
    SMALL_DENOMINATOR,
    Interval,
    Told,
    is_small,
    projected,
    told_apart,
    wilson_interval,
)
from akuntabel.core.values import Value
from akuntabel.measurement.results import IndicatorResult
from akuntabel.planning.models import Series


@dataclass(frozen=True)
class Statistics:
    """`part_above_whole`: numerator and denominator of a share, where the first is larger; then there is no interval.
    `is_small`: a denominator below 30. `interval` in percent and `told`: of a share of a random sample only.

    `projection`: where the year ends if it goes on as planned (a count) or as it is (a ratio); None for values from
    outside, stages and years that are over.
    """

    is_small: bool
    interval: Interval | None
    told: Told | None
    projection: Fraction | None
    is_target_to_review: bool
    part_above_whole: tuple[Value, Value] | None = None

    @property
    def interval_shown(self) -> str:
        """ "96,11–98,99"; empty without an interval."""
        return "" if self.interval is None else "–".join(indonesian_number(bound) for bound in self.interval)

    @property
    def projection_shown(self) -> str:
        """With two decimals; empty without a projection."""
        return "" if self.projection is None else indonesian_number(self.projection)


def statistics_of(result: IndicatorResult, definitions: SchemeDefinitions, month: int) -> Statistics | None:
    """The statistics of an indicator s.d. a month; None where nothing was measured."""
    if not result.realisation.is_measured:
        return None
    interval = _interval(result, definitions)
    parts = result.parts
    return Statistics(
        is_small=parts is not None and parts[1].is_measured and is_small(parts[1].number),
        interval=interval,
        told=_told(result, interval),
        projection=_projection(result, month),
        is_target_to_review=result.rating is not None and result.rating.tone == "inconclusive",
        part_above_whole=_part_above_whole(result),
    )


def statistics_json(found: Statistics | None) -> dict[str, Any] | None:
    """For machines: bounds and projection as strings with two decimals, null where there is none."""
    if found is None:
        return None
    interval = found.interval
    return {
        "small_denominator": found.is_small,
        "interval": None if interval is None else {
            "lower": plain_number(interval.lower), "upper": plain_number(interval.upper), "confidence": "95"
        },
        "told_apart": None if found.told is None else found.told.value,
        "projection": None if found.projection is None else plain_number(found.projection),
        "review_target": found.is_target_to_review,
        "numerator_above_denominator": found.part_above_whole is not None,
    }  # fmt: skip


_TOLD = {
    Told.REACHED: "seluruh rentang itu tidak di bawah target, jadi target terlampaui bukan karena kebetulan contoh",
    Told.MISSED: "seluruh rentang itu di bawah target, jadi kekurangannya bukan karena kebetulan contoh",
    Told.UNDECIDED: "target berada dalam rentang itu, jadi contoh ini belum dapat membedakannya",
}


def statistics_remarks(found: Statistics | None, unit: str) -> list[str]:
    """For people, one sentence each; empty where there is nothing to say."""
    if found is None:
        return []
    remarks = []
    if found.part_above_whole is not None:
        part, whole = found.part_above_whole
        counted = f"{indonesian_number(part.number, 0)} {part.name}, dari {indonesian_number(whole.number, 0)} {whole.name}"
        remarks.append(f"Pembilang lebih besar daripada penyebut: {counted}. Realisasinya tetap dihitung; periksa catatan "
                       "atau isian keduanya.")  # fmt: skip
    if found.is_small:
        remarks.append(
            f"Pembaginya kurang dari {SMALL_DENOMINATOR}: satu catatan menggeser angka ini lebih dari tiga poin."
        )
    if found.interval is not None:
        told = f"; {_TOLD[found.told]}" if found.told is not None else ""
        remarks.append(f"Contohnya acak: bagian yang sebenarnya berada antara {found.interval_shown} % (Wilson, tingkat "
                       f"keyakinan 95 %){told}.")  # fmt: skip
    if found.projection is not None:
        remarks.append(
            f"Bila berlanjut seperti sekarang, akhir tahun menjadi {found.projection_shown}{unit_suffix(unit)}."
        )
    if found.is_target_to_review:
        remarks.append("Capaian sejauh ini di luar kelas yang dapat disimpulkan: tinjau targetnya.")
    return remarks


def _interval(result: IndicatorResult, definitions: SchemeDefinitions) -> Interval | None:
    if not isinstance(result.formula, RatioFormula) or result.parts is None:
        return None
    counted = [definitions.measures[key].counted for key in (result.formula.numerator, result.formula.denominator)]
    if not all(one is not None and one.inference == "random_sample" for one in counted):
        return None
    part, whole = result.parts
    if not (part.is_measured and whole.is_measured) or whole.number < 1 or not 0 <= part.number <= whole.number:
        return None
    return wilson_interval(int(part.number), int(whole.number))


def _part_above_whole(result: IndicatorResult) -> tuple[Value, Value] | None:
    """Both of a ratio of things in one unit, which is a share, where the part is more than the whole."""
    if result.parts is None:
        return None
    part, whole = result.parts
    if not (part.is_measured and whole.is_measured) or part.unit != whole.unit:
        return None
    return (part, whole) if part.number > whole.number else None


def _told(result: IndicatorResult, interval: Interval | None) -> Told | None:
    """Against one number, where more is better; a range or a limit is not what the question means."""
    target = result.target
    if interval is None or target is None or target.upper is not None:
        return None
    return (
        told_apart(interval, exact(target.lower)) if Polarity(result.version.polarity) is Polarity.HIGHER else None
    )


def _projection(result: IndicatorResult, month: int) -> Fraction | None:
    if month == max(result.version.measured_in) or result.series == Series.PROGRESS:
        return None
    if isinstance(result.formula, RatioFormula):
        return result.realisation.number
    if not isinstance(result.formula, CountFormula) or result.target is None or result.target.upper is not None:
        return None
    last = result.monthly_targets.get(12)
    if last is None or last.number is None or last.upper is not None:
        return None
    return projected(result.realisation.number, exact(result.target.lower), exact(last.number))
