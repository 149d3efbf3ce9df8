"""The shape of definition files. Every class is one kind of entry; unknown keys are refused.

Numbers arrive as `int` or `Decimal` exactly as written (the reader never makes a float).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    model_validator,
)

from akuntabel.catalogue.entries import Entry, Key, Slug, Text
from akuntabel.catalogue.register_schema import Counted
from akuntabel.core.periods import Period, period_key

PeriodKey = Annotated[str, AfterValidator(period_key)]
Rupiah = Annotated[int, Field(ge=0, lt=10**16)]
Count = Annotated[int, Field(ge=0, lt=2**31)]
Year = Annotated[int, Field(ge=2000, le=2100)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]
Month = Annotated[int, Field(ge=1, le=12)]


def exact_number(value: object) -> object:
    """An int becomes a Decimal; text, floats and booleans stay what they are and are refused."""
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


MOST_PLACES, LARGEST = 6, Decimal(10) ** 12


def storable(number: Decimal) -> Decimal:
    """What a column can keep: at most six decimals, below 10¹² either way."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > MOST_PLACES or abs(number) >= LARGEST:
        raise ValueError(f"{number} terlalu panjang; paling banyak {MOST_PLACES} desimal dan di bawah 10^12")
    return number


Number = Annotated[Decimal, BeforeValidator(exact_number), AfterValidator(storable)]
Weight = Annotated[Decimal, BeforeValidator(exact_number), AfterValidator(storable), Field(gt=0)]

Confidence = Literal["V", "S", "G", "U"]
"""How sure we are: V read in the named source, S recomputed from a published report, G general
knowledge, U unknown. Anything but V with a checker is shown as such wherever the rule is explained."""


class InBothLanguages(NamedTuple):
    """Words that are printed in Indonesian and in English."""

    indonesian: str
    english: str


CONFIDENCE_WORDS: dict[Confidence, InBothLanguages] = {
    "V": InBothLanguages("dibaca dalam sumbernya", "read in the source"),
    "S": InBothLanguages("dihitung ulang dari laporan terbit", "recomputed from a published report"),
    "G": InBothLanguages(
        "pengetahuan umum, belum dibaca dalam sumbernya", "general knowledge, not read in the source yet"
    ),
    "U": InBothLanguages("belum diketahui pasti", "not known for certain"),
}

Polarity = Literal["higher_is_better", "lower_is_better"]


class Scheme(Entry):
    """One agency's set of definitions (`scheme.yaml`)."""

    id: Slug
    name: Text
    name_en: str = ""
    agency: Text
    objective_level: Text = "Sasaran Kegiatan"
    objective_abbreviation: Text = "SK"
    is_example: bool = False


class Regulation(Entry):
    """A law, regulation, decree or guideline that a rule cites."""

    slug: Slug
    kind: Text
    number: str = ""
    year: int | None = None
    title: Text
    short_name: Text
    in_force_from: date | None = None
    amended_by: tuple[Slug, ...] = ()
    repealed_by: Slug | None = None
    confidence: Confidence
    note: str = ""


class Perspective(Entry):
    """A balanced scorecard perspective (perspektif)."""

    slug: Slug
    name: Text
    name_en: str = ""
    official_name: str = ""
    order: Annotated[int, Field(ge=1)]


class Objective(Entry):
    """An objective (sasaran strategis, program or kegiatan); a unit's plan prints its own wording."""

    slug: Slug
    name: Text
    short_name: Text
    name_en: str = ""
    perspective: Slug
    order: Annotated[int, Field(ge=1)]


class Measure(Entry):
    """One series per unit and month. A flow adds over months, a state keeps its latest value, an external
    value is given by another office."""

    key: Key
    name: Text
    kind: Literal["flow", "state", "external"]
    unit: Text
    divisible: bool = False
    """Whether its values may have decimals (hours, percent); those of an external measure always may."""
    groups: dict[Key, Text] = {}
    source: str = ""
    issuer: str = ""
    note: str = ""
    counted: Counted | None = None
    """How it is counted from a register; without it the value is entered."""


class OutputBasis(Entry):
    """A rincian output (RO) whose volume counts something like what measures count, and on which basis each does."""

    code: Text
    measures: Annotated[tuple[Key, ...], Field(min_length=1)]
    basis: Text
    confidence: Confidence


class ParameterKey(Entry):
    """Something a unit sets for a year (bobot tahapan, jumlah rencana): the catalogue lists the keys only.

    A `table` is a set of named weights that must add up to `total`; a `number` stands alone.
    """

    key: Key
    name: Text
    kind: Literal["number", "table"]
    unit: Text
    total: Number | None = None
    rows: tuple[Key, ...] = ()
    may_be_zero: bool = False
    """Whether a number may be 0: nothing of the kind is planned for the year."""
    note: str = ""


class RatioFormula(Entry):
    """numerator ÷ denominator × 100."""

    kind: Literal["ratio"]
    numerator: Key
    denominator: Key


class CountFormula(Entry):
    """The measure itself, as a number."""

    kind: Literal["count"]
    measure: Key


class ExternalFormula(Entry):
    """A value given by another office or entered with its document."""

    kind: Literal["external"]
    measure: Key


class WeightedMeanFormula(Entry):
    """Σ(weight × value of group) ÷ Σ weight over the groups of one measure."""

    kind: Literal["weighted_mean"]
    measure: Key
    weights: Key


class MeanOfGroupsFormula(Entry):
    """Plain mean of the groups of one measure."""

    kind: Literal["mean_of_groups"]
    measure: Key


class ShareOfPlanFormula(Entry):
    """Mean over the parts of (part ÷ planned number × 100)."""

    kind: Literal["share_of_plan"]
    parts: Annotated[tuple[Key, ...], Field(min_length=1)]
    plan: Key


class StageProgressFormula(Entry):
    """Σ(stage weight × number at that stage) ÷ planned number; stage names are the weight table's rows.

    The numbers are one measure for each of the `stages`, or `done`: one measure whose groups are the stages.
    `or_entered` is the progress as one figure; it stands in where nothing of the parts was counted.
    """

    kind: Literal["stage_progress"]
    stages: dict[Key, Key] = {}
    done: Key | None = None
    weights: Key
    plan: Key
    or_entered: Key | None = None

    @model_validator(mode="after")
    def one_way_to_count(self) -> StageProgressFormula:
        if bool(self.stages) == (self.done is not None):
            raise ValueError(
                "isi stages (satu ukuran untuk tiap tahapan) atau done (satu ukuran berkelompok), salah satu"
            )
        return self


class StagesOfPart(Entry):
    """The progress of one part: `done` counts by stage, as in a stage progress."""

    name: Text
    done: Key
    weights: Key
    plan: Key


class MeanOfStagesFormula(Entry):
    """Plain mean of the stage progress of several parts; one of which the unit plans 0 for the year leaves the mean."""

    kind: Literal["mean_of_stages"]
    parts: Annotated[dict[Key, StagesOfPart], Field(min_length=1)]
    or_entered: Key | None = None


class CompositeFormula(Entry):
    """Weighted mean of components with the weights of a dated rule set (`composites.<weights>`)."""

    kind: Literal["composite"]
    components: Annotated[dict[Key, Key], Field(min_length=1)]
    weights: Key


Formula = Annotated[
    RatioFormula
    | CountFormula
    | ExternalFormula
    | WeightedMeanFormula
    | MeanOfGroupsFormula
    | ShareOfPlanFormula
    | StageProgressFormula
    | MeanOfStagesFormula
    | CompositeFormula,
    Field(discriminator="kind"),
]


class IndicatorVersion(Entry):
    """What one indicator means from a day on.

    A plain indicator has `formula`. A staged one has `progress` (in percent, months 1–11) and `outcome`
    (in its own unit, December) instead; the two are never compared with each other.
    """

    valid_from: date
    name: Text
    short_name: Text
    name_en: str = ""
    unit: Text
    polarity: Polarity = "higher_is_better"
    definition: Text
    formula: Formula | None = None
    formula_text: Text
    progress: Formula | None = None
    progress_text: str = ""
    outcome: Formula | None = None
    measured_in: Annotated[tuple[Month, ...], Field(min_length=1)]
    target_kinds: tuple[Literal["number", "range"], ...] = ("number",)
    data_source: Text
    references: Annotated[tuple[Slug, ...], Field(min_length=1)]
    confidence: Confidence
    note: str = ""
    author: Text
    checked_by: str | None = None
    comparable_with_previous: bool | None = None
    comparability_reason: str = ""

    @model_validator(mode="after")
    def one_way_to_measure(self) -> IndicatorVersion:
        staged = self.progress is not None or self.outcome is not None
        if staged == (self.formula is not None):
            raise ValueError("isi formula saja, atau progress dan outcome keduanya")
        if staged and (self.progress is None or self.outcome is None):
            raise ValueError("indikator bertahap memerlukan progress dan outcome")
        return self

    @property
    def is_staged(self) -> bool:
        return self.formula is None


class Indicator(Entry):
    """An indicator (indikator kinerja); `is_kpi` marks an IKU. The slug is its permanent key."""

    slug: Slug
    is_kpi: bool
    objective: Slug
    aliases: tuple[Text, ...] = ()
    versions: Annotated[tuple[IndicatorVersion, ...], Field(min_length=1)]


class Band(Entry):
    """One rating band (kriteria): `lower`/`upper` in percent, open ends are null."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z_]*$")]
    name: Text
    short_name: Text
    name_en: Text
    letter: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}$")]
    lower: Number | None
    lower_inclusive: bool
    upper: Number | None
    upper_inclusive: bool
    colour: Colour
    colour_name: Text
    tone: Literal["meets", "below", "fails", "inconclusive"]
    conclusion: str = ""


class EfficiencyRule(Entry):
    """Efficiency of resource use: IE = output ÷ input, SE = `standard`, TE = (IE − SE) ÷ SE."""

    standard: Weight
    efficient_name: Text
    inefficient_name: Text
    references: tuple[Slug, ...] = ()


class Composite(Entry):
    """Weights of a composite value such as the budget performance score (NKA).

    They follow their own regulation: the indicator's version in force names the composite of its years.
    """

    name: Text
    weights: Annotated[dict[Key, Weight], Field(min_length=1)]
    references: tuple[Slug, ...] = ()
    confidence: Confidence


class RuleSet(Entry):
    """All that a decree may change about scoring, keyed by the first period in force."""

    id: Slug
    name: Text
    regulation: Slug
    in_force_from: PeriodKey
    author: Text
    checked_by: str | None
    confidence: Confidence
    realisation_places: Annotated[int, Field(ge=0, le=6)]
    display_places: Literal[2]
    weight_by_kind: dict[Literal["kpi", "other"], Weight]
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]
    comparison_cap: Weight
    efficiency: EfficiencyRule
    composites: dict[Key, Composite] = {}
    not_measured_name: Text
    note: str = ""

    @property
    def first_period(self) -> Period:
        return Period.parse(self.in_force_from)
