"""What figures, follow-ups, texts and published values must pass before they are recorded.

Pure checks: `outline` is what the unit's plans say; None when they could not be read, and what depends on
them is then not asked. Marks in texts are checked in `marks.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.realisation import measures_of
from akuntabel.catalogue.schema import Formula, Indicator, Measure, RatioFormula
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.periods import MONTH_NAMES
from akuntabel.core.problems import Problem
from akuntabel.measurement import schema
from akuntabel.measurement.models import PUBLISHED_PREFIX
from akuntabel.planning.outline import Outline

Place = tuple[str | int, ...]


def check_figures(
    figures: schema.Figures, definitions: SchemeDefinitions, outline: Outline | None = None
) -> list[Problem]:
    """Unknown subjects, impossible values, a repeated cell, a share above 100 %, indicators outside the PK."""
    problems: list[Problem] = []
    seen: set[tuple[str, str, int]] = set()
    for number, row in enumerate(figures.observations):
        place = ("observations", number)
        problems += _check_observation(figures, row, place, definitions)
        cell = (subject_of(row), row.group, row.month)
        if cell in seen:
            problems.append(Problem(place, f"{_where(figures, row)}: tercantum dua kali. Hapus salah satu."))
        seen.add(cell)
    wrong = {position for problem in problems if isinstance(position := problem.place[1], int)}
    problems += _check_shares(figures, definitions, wrong)
    problems += _check_submissions(figures, definitions)
    if outline is not None:
        problems += _check_agreed(figures, definitions, outline)
    return problems


def subject_of(row: schema.Observation) -> str:
    """How the row is stored: its measure, or the indicator whose published realisation it is."""
    return row.measure or f"{PUBLISHED_PREFIX}{row.realisation_of}"


def _where(figures: schema.Figures, row: schema.Observation) -> str:
    group = f" kelompok {row.group}" if row.group else ""
    return f'Angka {figures.year}, bulan {row.month}, "{row.measure or row.realisation_of}"{group}'


def _check_observation(
    figures: schema.Figures, row: schema.Observation, place: Place, definitions: SchemeDefinitions
) -> Iterator[Problem]:
    where = _where(figures, row)
    measure = definitions.measures.get(row.measure) if row.measure else None
    if row.measure and measure is None:
        near = nearest(row.measure, definitions.measures)
        yield Problem((*place, "measure"), f"{where}: ukuran ini tidak ada dalam katalog{near}. Perbaiki kuncinya.")
    if row.realisation_of and row.realisation_of not in definitions.indicators:
        near = nearest(row.realisation_of, definitions.indicators)
        yield Problem((*place, "realisation_of"), f"{where}: indikator ini tidak ada dalam katalog{near}. "
                      "Perbaiki kuncinya.")  # fmt: skip
    groups = measure.groups if measure else {}
    if (measure or row.realisation_of) and (row.group or groups) and row.group not in groups:
        yield Problem((*place, "group"), f'{where}: kelompok "{row.group}" tidak dikenal. '
                      f"Pilih: {', '.join(groups) or 'tanpa kelompok'}.")  # fmt: skip
    if row.value is None:
        return
    shown = indonesian_as_entered(row.value)
    if row.value < 0:
        yield Problem((*place, "value"), f"{where}: {shown} di bawah 0. Periksa angkanya.")
    elif measure and is_counted(measure) and row.value != row.value.to_integral_value():
        yield Problem((*place, "value"), f"{where}: {shown} {measure.unit}, padahal {measure.unit} dicacah. "
                      "Isi bilangan bulat.")  # fmt: skip


def is_counted(measure: Measure) -> bool:
    """Whether the measure counts things, so that its values are whole."""
    return measure.kind != "external" and not measure.divisible


def _check_shares(figures: schema.Figures, definitions: SchemeDefinitions, wrong: set[int]) -> Iterator[Problem]:
    """A ratio of two series in one unit is a share: s.d. no month may the part exceed the whole.

    Compared only where both have a row for the month, over the rows of this file, and only up to the first month
    in which one of the `wrong` rows is, or by a misspelt key may be, a value of either series.
    """
    seen: set[tuple[str, str]] = set()
    for indicator in definitions.indicators.values():
        for formula in formulas_of(indicator, figures.year):
            if isinstance(formula, RatioFormula) and (formula.numerator, formula.denominator) not in seen:
                seen.add((formula.numerator, formula.denominator))
                yield from _check_share(figures, formula, definitions, wrong)


def _check_share(
    figures: schema.Figures, formula: RatioFormula, definitions: SchemeDefinitions, wrong: set[int]
) -> Iterator[Problem]:
    part, whole = (definitions.measures[key] for key in (formula.numerator, formula.denominator))
    if part.unit != whole.unit or part.kind != whole.kind or part.groups or whole.groups:
        return
    end = min(_first_doubt(figures, measure, definitions, wrong) for measure in (part, whole))
    parts, wholes = _cumulative(figures, part), _cumulative(figures, whole)
    for month, (number, position) in sorted(parts.items()):
        if month < end and month in wholes and number > wholes[month][0]:
            counted = f"{indonesian_as_entered(number)} dari {indonesian_as_entered(wholes[month][0])} {whole.unit}"
            yield Problem(
                ("observations", position, "value"),
                f'Angka {figures.year}, s.d. {MONTH_NAMES[month - 1]}, "{part.key}": {counted} ("{whole.key}"); bagian '
                "tidak boleh melebihi keseluruhan. Periksa kedua angkanya.",
            )
            return  # later months of a flow only repeat it


def _first_doubt(figures: schema.Figures, measure: Measure, definitions: SchemeDefinitions, wrong: set[int]) -> int:
    """The first month whose value of the measure is in doubt; 13 when none is.

    A row under an unknown key may be this measure's where it has no row of its own for the month.
    """
    own = {row.month for row in figures.observations if row.measure == measure.key}
    rows = [figures.observations[position] for position in wrong]
    unknown = {row.month for row in rows if row.measure and row.measure not in definitions.measures}
    return min({row.month for row in rows if row.measure == measure.key} | (unknown - own), default=13)


def _cumulative(figures: schema.Figures, measure: Measure) -> dict[int, tuple[Decimal, int]]:
    """Month → the measure's value s.d. that month and the position of its row."""
    rows = [(row.month, row.value, n) for n, row in enumerate(figures.observations)
            if row.measure == measure.key and row.value is not None]  # fmt: skip
    total, found = Decimal(0), {}
    for month, value, position in sorted(rows):
        total = total + value if measure.kind == "flow" else value
        found[month] = (total, position)
    return found


def formulas_of(indicator: Indicator, year: int) -> Iterator[Formula]:
    """The formulas of every version that is in force at some time of the year."""
    begun = [version for version in indicator.versions if version.valid_from.year <= year]
    during = [version for version in begun if version.valid_from.year == year]
    before = [version for version in begun if version.valid_from.year < year][-1:]
    for version in (*before, *during):
        yield from filter(None, (version.formula, version.progress, version.outcome))


def _check_submissions(figures: schema.Figures, definitions: SchemeDefinitions) -> Iterator[Problem]:
    seen: set[tuple[int, str]] = set()
    for number, entry in enumerate(figures.submissions):
        where = f"Isian {figures.year}, bulan {entry.month}"
        for slug in ("all",) if entry.indicators == "all" else entry.indicators:
            place: Place = ("submissions", number, "indicators")
            if slug != "all" and slug not in definitions.indicators:
                near = nearest(slug, definitions.indicators)
                yield Problem(
                    place, f'{where}: indikator "{slug}" tidak ada dalam katalog{near}. Perbaiki kuncinya.'
                )
            others = {other for month, other in seen if month == entry.month}
            if slug in others or "all" in others or (slug == "all" and others):
                yield Problem(
                    place, f'{where}: "{slug}" tercantum dua kali untuk bulan yang sama. Hapus salah satu.'
                )
            seen.add((entry.month, slug))


def _check_agreed(figures: schema.Figures, definitions: SchemeDefinitions, outline: Outline) -> Iterator[Problem]:
    """Figures that no indicator of the year's PK reads would be stored and count nowhere."""
    agreed = outline.agreed(figures.year)
    if not agreed:
        yield Problem(("year",), f"Angka {figures.year}: Perjanjian Kinerja (PK) {figures.year} tidak ada. Masukkan PK "
                      "tahun itu, atau perbaiki tahunnya.")  # fmt: skip
        return
    read = {
        key for slug in agreed if slug in definitions.indicators
        for formula in formulas_of(definitions.indicators[slug], figures.year) for key in measures_of(formula)
    }  # fmt: skip
    for number, row in enumerate(figures.observations):
        if row.measure in definitions.measures and row.measure not in read:
            yield Problem(("observations", number, "measure"), f"{_where(figures, row)}: tidak dipakai indikator mana pun "
                          f"dalam PK {figures.year}. Hapus barisnya, atau perbaiki kuncinya.")  # fmt: skip
        if row.realisation_of in definitions.indicators and row.realisation_of not in agreed:
            yield Problem(("observations", number, "realisation_of"), f"{_where(figures, row)}: indikator ini tidak ada "
                          f"dalam PK {figures.year}. Hapus barisnya, atau perbaiki kuncinya.")  # fmt: skip
    for number, entry in enumerate(figures.submissions):
        for slug in () if entry.indicators == "all" else entry.indicators:
            if slug in definitions.indicators and slug not in agreed:
                yield Problem(("submissions", number, "indicators"), f"Isian {figures.year}, bulan {entry.month}: indikator "
                              f'"{slug}" tidak ada dalam PK {figures.year}. Hapus, atau perbaiki kuncinya.')  # fmt: skip


def check_recommendations(rows: Sequence[schema.Recommendation], outline: Outline | None = None) -> list[Problem]:
    """Indicators that no document of the unit has, and a number given twice."""
    problems: list[Problem] = []
    seen: set[tuple[str, str, int]] = set()
    for position, row in enumerate(rows):
        name = f'Rekomendasi {row.made_in} nomor {row.number} untuk "{row.indicator}"'
        problems += _check_planned(row.indicator, (position, "indicator"), name, outline)
        if (row.made_in, row.indicator, row.number) in seen:
            problems.append(Problem((position, "number"), f"{name}: tercantum dua kali. Beri nomor lain."))
        seen.add((row.made_in, row.indicator, row.number))
    return problems


def check_history(history: schema.History, outline: Outline | None = None) -> list[Problem]:
    """Indicators that no document of the unit has, and a year given twice."""
    problems: list[Problem] = []
    seen: set[tuple[str, int]] = set()
    for position, row in enumerate(history.values):
        name = f'Nilai terbit {row.year} "{row.indicator}"'
        problems += _check_planned(row.indicator, ("values", position, "indicator"), name, outline)
        if (row.indicator, row.year) in seen:
            problems.append(Problem(("values", position, "year"), f"{name}: tercantum dua kali. Hapus salah satu."))
        seen.add((row.indicator, row.year))
    return problems


def _check_planned(slug: str, place: Place, name: str, outline: Outline | None) -> Iterator[Problem]:
    if outline is not None and slug not in outline.slugs:
        yield Problem(place, f"{name}: indikator ini tidak ada dalam dokumen perencanaan mana pun"
                      f"{nearest(slug, outline.slugs)}. Perbaiki kuncinya, atau hapus.")  # fmt: skip
