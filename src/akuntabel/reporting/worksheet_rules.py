"""Sheet "Aturan": the rule set in force, and the table that every kriteria formula looks up."""

from __future__ import annotations

from dataclasses import dataclass

from akuntabel.catalogue.schema import CONFIDENCE_WORDS, CompositeFormula
from akuntabel.core.periods import Period
from akuntabel.core.ratings import Band
from akuntabel.documents.workbook import Area, ConditionalFormat, Number, Sheet
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.reporting.sentences import lines, words
from akuntabel.reporting.sources import ReportData
from akuntabel.reporting.worksheets import BOLD, DECIMALS, NUMBER, TEXT, Filling, as_entered, at, quote

NAME = "Aturan"
_FIRST = 2
PLACES_ROW, KPI_ROW, OTHER_ROW, STANDARD_ROW, CAP_ROW = 7, 8, 9, 10, 11
BANDS_HEAD = 14
_KEY = "workbook.rules"


@dataclass(frozen=True)
class Rules:
    """Where other sheets find the rules."""

    sheet: Sheet
    bands: tuple[Band, ...]
    """From the lowest to the highest, as the table lists them."""

    @property
    def places(self) -> str:
        return at(NAME, PLACES_ROW, 1)

    @property
    def standard(self) -> str:
        return at(NAME, STANDARD_ROW, 1)

    @property
    def cap(self) -> str:
        return at(NAME, CAP_ROW, 1)

    def rating(self, cell: str) -> str:
        """The formula that classifies a cell as displayed, or repeats its text."""
        first, last = BANDS_HEAD + 1, BANDS_HEAD + len(self.bands)
        limits = f"{at(NAME, first, 0)}:{at(NAME, last, 0).split('!')[1]}"
        names = f"{at(NAME, first, 1)}:{at(NAME, last, 1).split('!')[1]}"
        return f"=IF(ISNUMBER({cell}),LOOKUP(ROUND({cell},2),{limits},{names}),{cell})"

    def conditions(self, area: Area, first_cell: str) -> list[ConditionalFormat]:
        """A tone for each band's name, and none of it by colour alone: the name is printed."""
        return [ConditionalFormat(area, f"={first_cell}={quote(band.name)}", band.colour) for band in self.bands]


def rules(data: ReportData) -> Rules:
    """The sheet and the addresses in it."""
    rule_set = data.rule_set
    regulation = data.definitions.regulations[rule_set.regulation]
    filling = Filling(NAME)
    filling.title(words(f"{_KEY}.title", name=rule_set.name))
    facts = [
        ("id", rule_set.id),
        ("regulation", f"{regulation.short_name}: {regulation.title}"),
        ("in_force", Period.parse(rule_set.in_force_from).name),
        ("author", rule_set.author),
        ("checked", f"{rule_set.checked_by or words(f'{_KEY}.unchecked')}; "
         f"{CONFIDENCE_WORDS[rule_set.confidence].indonesian}"),
    ]  # fmt: skip
    for row, (fact, text) in enumerate(facts, _FIRST):
        filling.text(row, 0, words(f"{_KEY}.{fact}"), BOLD)
        filling.text(row, 1, text)
    numbers: list[tuple[int, str, Number]] = [
        (PLACES_ROW, "places", rule_set.realisation_places),
        (KPI_ROW, "kpi", rule_set.weight_by_kind["kpi"]),
        (OTHER_ROW, "other", rule_set.weight_by_kind["other"]),
        (STANDARD_ROW, "standard", rule_set.efficiency.standard),
        (CAP_ROW, "cap", rule_set.comparison_cap),
    ]
    for row, rule, number in numbers:
        filling.text(row, 0, words(f"{_KEY}.{rule}"), BOLD)
        filling.number(row, 1, number, as_entered(number))
    bands = tuple(sorted(data.card.scale.bands, key=lambda band: (band.first is not None, band.first or 0)))
    filling.text(BANDS_HEAD - 1, 0, words(f"{_KEY}.bands"), BOLD, colspan=8)
    filling.heads(BANDS_HEAD, lines(f"{_KEY}.heads"))
    for row, band in enumerate(bands, BANDS_HEAD + 1):
        _band(filling, row, band)
    _composites(filling, data, BANDS_HEAD + len(bands) + 3)
    row = filling.last_row + 2
    filling.text(row, 0, words(f"{_KEY}.note"), BOLD)
    filling.text(row, 1, rule_set.note or NOT_SHOWN, TEXT, colspan=7)
    return Rules(filling.sheet([44, 44, 12, 10, 12, 10, 16, 24], landscape=True), bands)


def _band(filling: Filling, row: int, band: Band) -> None:
    inside, outside = words(f"{_KEY}.inclusive"), words(f"{_KEY}.exclusive")
    if band.lower is None:
        filling.number(row, 0, 0, DECIMALS)  # nothing measured lies below 0
    else:
        first = band.first
        assert first is not None
        filling.formula(row, 0, f"=IF(D{row + 1}={quote(inside)},C{row + 1},C{row + 1}+0.01)", first)
    filling.text(row, 1, band.name)
    for column, limit, inclusive in ((2, band.lower, band.lower_inclusive), (4, band.upper, band.upper_inclusive)):
        if limit is None:
            filling.text(row, column, NOT_SHOWN)
            filling.text(row, column + 1, NOT_SHOWN)
        else:
            filling.number(row, column, limit, as_entered(limit), NUMBER)
            filling.text(row, column + 1, inside if inclusive else outside)
    filling.text(row, 6, band.colour_name)
    filling.text(row, 7, band.conclusion or NOT_SHOWN)


def _composites(filling: Filling, data: ReportData, row: int) -> None:
    """Weights of composite scores, under the names of the measures that they weigh."""
    for slug, composite in data.card.composites.items():
        names = _component_names(data, slug)
        filling.text(row, 0, composite.name, BOLD)
        filling.text(row, 1, words(f"{_KEY}.weights"), BOLD)
        for offset, (key, weight) in enumerate(composite.weights.items(), 1):
            filling.text(row + offset, 0, names.get(key, key))
            filling.number(row + offset, 1, weight, as_entered(weight))
        row += len(composite.weights) + 2


def _component_names(data: ReportData, slug: str) -> dict[str, str]:
    """Component of a composite → name of its measure, from the first indicator that uses it."""
    for result in data.indicators:
        if isinstance(result.formula, CompositeFormula) and result.formula.weights == slug:
            measures = data.definitions.measures
            return {key: measures[measure].name for key, measure in result.formula.components.items()}
    return {}
