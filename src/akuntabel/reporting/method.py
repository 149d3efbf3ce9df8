"""Bab II.E Metode Pengukuran: the rule set in force, told from its data."""

from __future__ import annotations

from akuntabel.catalogue.schema import CONFIDENCE_WORDS, CompositeFormula
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.periods import Period
from akuntabel.core.ratings import Band
from akuntabel.documents.content import Block, Cell, CrossReference, Heading, Paragraph, Row, Spans
from akuntabel.measurement.figures import NOT_SHOWN
from akuntabel.reporting.binding import Binder
from akuntabel.reporting.sentences import ended, listed, plain, say, words
from akuntabel.reporting.tables import CENTRED, TEXT, WIDE, body_text, head_of, label, lead_in, table


def method(binder: Binder) -> list[Block]:
    data = binder.data
    rules = data.rule_set
    versions = [result.version for result in data.indicators]
    blocks: list[Block] = [
        Heading(2, words("chapter2.method.title"), "metode-pengukuran"),
        body_text(_rules(binder)),
        body_text(say("chapter2.method.achievement")),
        _formula("chapter2.method.achievement_formula"),
    ]
    if any(version.polarity == "lower_is_better" for version in versions):
        blocks += [body_text(say("chapter2.method.lower")), _formula("chapter2.method.lower_formula")]
    if any("range" in version.target_kinds for version in versions):
        blocks.append(body_text(say("chapter2.method.range")))
    blocks += [
        body_text(say("chapter2.method.score")),
        _formula("chapter2.method.score_formula"),
        body_text(say("chapter2.method.weights", kpi=indonesian_as_entered(rules.weight_by_kind["kpi"]),
                      other=indonesian_as_entered(rules.weight_by_kind["other"]))),
        body_text(say("chapter2.method.roll_up", cap=indonesian_as_entered(rules.comparison_cap))),
        body_text(say("chapter2.method.bands", table=CrossReference("tbl-kriteria"))),
        _bands(binder),
        lead_in(words("chapter2.method.rounding_lead"), say("chapter2.method.rounding",
                places=str(rules.realisation_places), display=str(rules.display_places))),
        body_text(say("chapter2.method.efficiency", standard=indonesian_as_entered(rules.efficiency.standard))),
        _formula("chapter2.method.efficiency_formulas"),
        body_text(say("chapter2.method.efficiency_verdict", efficient=rules.efficiency.efficient_name,
                      inefficient=rules.efficiency.inefficient_name)),
        *_composites(binder),
    ]  # fmt: skip
    if rules.note:
        blocks.append(Paragraph(say("chapter2.method.note", note=ended(rules.note)), style="small"))
    return blocks


def _formula(key: str) -> Paragraph:
    return Paragraph(say(key), "center")


def _rules(binder: Binder) -> Spans:
    data = binder.data
    rules = data.rule_set
    regulation = data.definitions.regulations[rules.regulation]
    spans = say("chapter2.method.rules", name=rules.name, regulation=regulation.short_name,
                since=Period.parse(rules.in_force_from).name)  # fmt: skip
    checked = (
        say("chapter2.method.checked", author=rules.author, checker=rules.checked_by)
        if rules.checked_by
        else say("chapter2.method.unchecked", author=rules.author,
                 confidence=CONFIDENCE_WORDS[rules.confidence].indonesian)
    )  # fmt: skip
    return (*spans, *plain(" "), *checked)


def _bands(binder: Binder) -> Block:
    body = [_band_row(band) for band in binder.data.card.scale.bands]
    return table([WIDE, CENTRED, TEXT, TEXT],
                 head_of("bands"), body,
                 caption=words("chapter2.method.bands_caption"), name="tbl-kriteria")  # fmt: skip


def _band_row(band: Band) -> Row:
    return (
        Cell(plain(band.name), tone=band.colour),
        label(band.condition),
        label(band.colour_name),
        label(band.conclusion or NOT_SHOWN),
    )


def _composites(binder: Binder) -> list[Block]:
    blocks: list[Block] = []
    names = _component_names(binder)
    for weights, composite in binder.data.card.composites.items():
        parts = [
            say("chapter2.method.composite_part", component=names.get((weights, key), key),
                weight=indonesian_as_entered(weight))
            for key, weight in composite.weights.items()
        ]  # fmt: skip
        blocks.append(body_text(say("chapter2.method.composite", name=composite.name, parts=listed(parts))))
    return blocks


def _component_names(binder: Binder) -> dict[tuple[str, str], str]:
    """(composite, component) → the name of the measure it reads, from the indicators that use it."""
    definitions = binder.data.definitions
    formulas = [result.formula for result in binder.data.indicators]
    return {
        (formula.weights, component): definitions.measures[measure].name
        for formula in formulas
        if isinstance(formula, CompositeFormula)
        for component, measure in formula.components.items()
    }
