"""Reads a scheme's folder of definition files and reports every mistake at once, with file and line.

definitions/<scheme>/: scheme.yaml, perspectives.yaml, objectives.yaml, regulations.yaml, measures.yaml,
parameters.yaml, indicators/*.yaml, rule_sets/*.yaml; registers/*.yaml, calendar/*.yaml and outputs.yaml where the scheme
keeps registers, counts in working days, or compares them with the budget's outputs; timeliness.yaml where it says when
a month is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from akuntabel.catalogue import schema
from akuntabel.catalogue.calendars import CalendarYear, check_calendar
from akuntabel.catalogue.entries import Entry
from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.realisation import measures_of, parameters_of, stands_in_for
from akuntabel.catalogue.register_checks import check_counted, check_reference, check_register
from akuntabel.catalogue.register_schema import Register
from akuntabel.catalogue.source_files import (
    Finding,
    Place,
    SourceError,
    SourceFile,
    entries_of,
    read_source,
    validated,
)
from akuntabel.catalogue.timeliness import TimelinessRule
from akuntabel.core.ratings import Band, tiling_problems

Item = TypeVar("Item", bound=Entry)


@dataclass
class SchemeDefinitions:
    """One scheme, loaded and checked."""

    scheme: schema.Scheme
    perspectives: dict[str, schema.Perspective]
    objectives: dict[str, schema.Objective]
    regulations: dict[str, schema.Regulation]
    measures: dict[str, schema.Measure]
    parameters: dict[str, schema.ParameterKey]
    indicators: dict[str, schema.Indicator]
    rule_sets: dict[str, schema.RuleSet]
    registers: dict[str, Register]
    outputs: dict[str, schema.OutputBasis]
    calendars: dict[str, CalendarYear]
    """The days off, by year as text."""
    timeliness: dict[str, TimelinessRule]
    """When a month is reported and a record entered, by the first period in force."""
    fingerprint: str
    """SHA-256 over all files: equal definitions have an equal one."""


@dataclass
class _Reader:
    """Collects entries, the place each came from, and all findings."""

    folder: Path
    label: str
    findings: list[Finding] = field(default_factory=list)
    places: dict[int, tuple[SourceFile, Place]] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)
    """The kinds of entry (`id` of the mapping) of which one could not be read: nobody knows its key."""

    def source(self, relative: str) -> SourceFile | None:
        try:
            return read_source(self.folder / relative, f"{self.label}/{relative}")
        except SourceError as error:
            self.findings += error.findings
            return None

    def one(self, relative: str, model: type[Item]) -> Item | None:
        source = self.source(relative)
        return self._entry(source, model, ()) if source else None

    def many(
        self, relative: str, model: type[Item], key: Callable[[Item], str], *, optional: bool = False
    ) -> dict[str, Item]:
        before = len(self.findings)
        if optional and not self.folder.joinpath(relative).exists():
            return self._keyed([], key, whole=True)
        source = self.source(relative)
        positions = entries_of(source, self.findings) if source else range(0)
        entries = [self._entry(source, model, (number,)) for number in positions] if source else []
        return self._keyed(entries, key, whole=len(self.findings) == before)

    def folder_of(
        self, relative: str, model: type[Item], key: Callable[[Item], str], *, optional: bool = False
    ) -> dict[str, Item]:
        before = len(self.findings)
        files = sorted((self.folder / relative).glob("*.yaml"))
        if not files and not optional:
            self.findings.append(
                Finding(
                    f"{self.label}/{relative}",
                    1,
                    "folder ini tidak berisi berkas .yaml; tambahkan paling sedikit satu",
                )
            )
        entries = list(_keyed_by_file(self, files, relative, model, key))
        return self._keyed(entries, key, whole=len(self.findings) == before)

    def known(
        self, entry: Entry, place: Place, kind: str, keys: Iterable[str], entries: Mapping[str, object]
    ) -> None:
        """A finding for each key that `entries` lacks; none while an entry of that kind cannot be read."""
        if id(entries) in self.unread:
            return
        for key in keys:
            if key not in entries:
                near = nearest(key, entries)
                self.at(entry, place, f'{kind} "{key}" tidak ada dalam katalog ini{near}; perbaiki, atau tambahkan')

    def at(self, entry: Entry, place: Place, message: str) -> None:
        source, start = self.places[id(entry)]
        self.findings.append(source.finding((*start, *place), message))

    def _entry(self, source: SourceFile, model: type[Item], place: Place) -> Item | None:
        entry = validated(source, model, self.findings, place)
        if entry is not None:
            self.places[id(entry)] = (source, place)
        return entry

    def _keyed(self, entries: Iterable[Item | None], key: Callable[[Item], str], *, whole: bool) -> dict[str, Item]:
        found: dict[str, Item] = {}
        if not whole:
            self.unread.add(id(found))
        for entry in entries:
            if entry is None:
                continue
            if key(entry) in found:
                self.at(entry, (), f'"{key(entry)}" tercantum dua kali; hapus salah satu')
            found[key(entry)] = entry
        return found


def _keyed_by_file(
    reader: _Reader, files: list[Path], relative: str, model: type[Item], key: Callable[[Item], str]
) -> Iterator[Item | None]:
    for file in files:
        entry = reader.one(f"{relative}/{file.name}", model)
        if entry is not None and key(entry) != file.stem:
            reader.at(entry, (), f'nama berkas "{file.stem}" berbeda dari isinya "{key(entry)}"; samakan')
        yield entry


def load_scheme(folder: Path) -> SchemeDefinitions:
    """Load and check one scheme. Raises SourceError with every finding of every file."""
    reader = _Reader(folder, folder.name)
    scheme = reader.one("scheme.yaml", schema.Scheme)
    loaded = SchemeDefinitions(
        scheme=scheme,  # type: ignore[arg-type]  # None only together with findings, which raise below
        perspectives=reader.many("perspectives.yaml", schema.Perspective, lambda entry: entry.slug),
        objectives=reader.many("objectives.yaml", schema.Objective, lambda entry: entry.slug),
        regulations=reader.many("regulations.yaml", schema.Regulation, lambda entry: entry.slug),
        measures=reader.many("measures.yaml", schema.Measure, lambda entry: entry.key),
        parameters=reader.many("parameters.yaml", schema.ParameterKey, lambda entry: entry.key),
        indicators=reader.folder_of("indicators", schema.Indicator, lambda entry: entry.slug),
        rule_sets=reader.folder_of("rule_sets", schema.RuleSet, lambda entry: entry.id),
        registers=reader.folder_of("registers", Register, lambda entry: entry.key, optional=True),
        outputs=reader.many("outputs.yaml", schema.OutputBasis, lambda entry: entry.code, optional=True),
        calendars=reader.folder_of("calendar", CalendarYear, lambda entry: str(entry.year), optional=True),
        timeliness=reader.many("timeliness.yaml", TimelinessRule, lambda entry: entry.in_force_from, optional=True),
        fingerprint=fingerprint_of(folder),
    )
    if not reader.findings:  # with a rule set unread, every version would seem to lack its weights
        for indicator in loaded.indicators.values():
            _check_composites(reader, loaded, indicator)
    if not reader.findings or scheme is not None:
        _check_references(reader, loaded)
        _check_indicators(reader, loaded)
        _check_registers(reader, loaded)
        _check_calendars(reader, loaded)
        for rule_set in loaded.rule_sets.values():
            _check_bands(reader, rule_set)
    if reader.findings:
        raise SourceError(reader.findings)
    return loaded


def fingerprint_of(folder: Path) -> str:
    """SHA-256 over the names and bytes of a scheme's files: equal definitions have an equal one."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*.yaml")):
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"{file.relative_to(folder).as_posix()} {content}\n".encode())
    return digest.hexdigest()


def bands_of(rule_set: schema.RuleSet) -> tuple[Band, ...]:
    """The rule set's bands as `core` computes with them."""
    return tuple(Band(**band.model_dump()) for band in rule_set.bands)


def _check_bands(reader: _Reader, rule_set: schema.RuleSet) -> None:
    for problem in tiling_problems(bands_of(rule_set)):
        reader.at(rule_set, ("bands",), f"bands: {problem}; setiap nilai harus masuk tepat satu kelas")
    codes = [band.code for band in rule_set.bands]
    for number, code in enumerate(codes):
        if code in codes[:number]:
            reader.at(rule_set, ("bands", number, "code"), f"kode kelas {code} dipakai dua kali; beri yang lain")


def _check_references(reader: _Reader, loaded: SchemeDefinitions) -> None:
    for regulation in loaded.regulations.values():
        reader.known(regulation, ("amended_by",), "peraturan", regulation.amended_by, loaded.regulations)
        reader.known(
            regulation,
            ("repealed_by",),
            "peraturan",
            filter(None, [regulation.repealed_by]),
            loaded.regulations,
        )
    for objective in loaded.objectives.values():
        reader.known(objective, ("perspective",), "perspektif", [objective.perspective], loaded.perspectives)
    for rule_set in loaded.rule_sets.values():
        reader.known(rule_set, ("regulation",), "peraturan", [rule_set.regulation], loaded.regulations)
        reader.known(rule_set, ("efficiency",), "peraturan", rule_set.efficiency.references, loaded.regulations)
        for key, composite in rule_set.composites.items():
            reader.known(rule_set, ("composites", key), "peraturan", composite.references, loaded.regulations)
    for rule in loaded.timeliness.values():
        reader.known(rule, ("references",), "peraturan", rule.references, loaded.regulations)


def _check_indicators(reader: _Reader, loaded: SchemeDefinitions) -> None:
    for indicator in loaded.indicators.values():
        reader.known(indicator, ("objective",), "sasaran", [indicator.objective], loaded.objectives)
        for number, version in enumerate(indicator.versions):
            place: Place = ("versions", number)
            reader.known(indicator, (*place, "references"), "peraturan", version.references, loaded.regulations)
            for name in ("formula", "progress", "outcome"):
                formula: schema.Formula | None = getattr(version, name)
                if formula is not None:
                    reader.known(indicator, (*place, name), "ukuran", measures_of(formula), loaded.measures)
                    reader.known(indicator, (*place, name), "parameter", parameters_of(formula), loaded.parameters)
                    _check_formula(reader, loaded, indicator, (*place, name), formula)
        days = [version.valid_from for version in indicator.versions]
        if days != sorted(set(days)):
            reader.at(
                indicator,
                ("versions",),
                "urutkan menurut valid_from, yang terlama lebih dahulu, tiap tanggal sekali",
            )


def _check_formula(
    reader: _Reader,
    loaded: SchemeDefinitions,
    indicator: schema.Indicator,
    place: Place,
    formula: schema.Formula,
) -> None:
    for use, key, kind in _kinds_used(formula):
        parameter = loaded.parameters.get(key)
        if parameter is not None and parameter.kind != kind:
            reader.at(
                indicator,
                (*place, use),
                f'parameter "{key}" berjenis {parameter.kind}, padahal {use} memerlukan jenis {kind}; pilih parameter '
                "lain, atau perbaiki jenisnya",
            )
    for at, done, weights in _counted_by_stage(formula):
        if done in loaded.measures and weights in loaded.parameters:
            groups, rows = loaded.measures[done].groups, loaded.parameters[weights].rows
            if differing := ", ".join(sorted(set(groups) ^ set(rows))):
                reader.at(
                    indicator,
                    (*place, *at),
                    f'{differing}: kelompok ukuran "{done}" harus sama dengan baris parameter "{weights}"; samakan',
                )
    entered = loaded.measures.get((stands_in_for(formula) or ("",))[0])
    if entered is not None and (entered.kind == "flow" or entered.groups):  # what is counted is a flow
        reader.at(
            indicator,
            (*place, "or_entered"),
            f'ukuran "{entered.key}" menggantikan progres sebagai satu angka, jadi berjenis state atau external dan '
            "tanpa kelompok; pilih ukuran lain",
        )
    if isinstance(formula, schema.StageProgressFormula) and formula.weights in loaded.parameters:
        rows = loaded.parameters[formula.weights].rows
        for stage in formula.stages:
            if stage not in rows:
                reader.at(
                    indicator,
                    (*place, "stages"),
                    f'tahapan "{stage}" bukan baris parameter "{formula.weights}"; pilih: {", ".join(rows)}',
                )


def _check_registers(reader: _Reader, loaded: SchemeDefinitions) -> None:
    """The registers themselves, and what measures count in them."""
    for register in loaded.registers.values():
        for place, message in (*check_register(register), *check_reference(register, loaded.registers)):
            reader.at(register, place, message)
    for output in loaded.outputs.values():
        reader.known(output, ("measures",), "ukuran", output.measures, loaded.measures)
    for measure in loaded.measures.values():
        counted = measure.counted
        if counted is None:
            continue
        where: Place = ("counted",)
        kinds = ("external", "state") if counted.latest else ("flow",)
        if measure.kind not in kinds:
            reader.at(
                measure,
                where,
                f"ukuran yang {'diambil dari satu catatan' if counted.latest else 'dihitung dari register'} berjenis "
                f"{' atau '.join(kinds)}, bukan {measure.kind}; perbaiki",
            )
        reader.known(measure, (*where, "in_register"), "register", [counted.in_register], loaded.registers)
        if register_of := loaded.registers.get(counted.in_register):
            for place, message in check_counted(counted, measure.groups, register_of):
                reader.at(measure, (*where, *place), message)


def _check_calendars(reader: _Reader, loaded: SchemeDefinitions) -> None:
    for calendar in loaded.calendars.values():
        for place, message in check_calendar(calendar):
            reader.at(calendar, place, message)
        for number, off in enumerate(calendar.days):
            cited = filter(None, [off.decree, off.withdrawn_by])
            reader.known(calendar, ("days", number), "peraturan", cited, loaded.regulations)


def _kinds_used(formula: schema.Formula) -> list[tuple[str, str, str]]:
    """The parameters of a formula: where each is named, its key, and the kind that its use takes."""
    match formula:
        case schema.WeightedMeanFormula():
            return [("weights", formula.weights, "table")]
        case schema.StageProgressFormula():
            return [("weights", formula.weights, "table"), ("plan", formula.plan, "number")]
        case schema.ShareOfPlanFormula():
            return [("plan", formula.plan, "number")]
        case schema.MeanOfStagesFormula():
            parts = formula.parts.values()
            return [
                ("parts", key, kind)
                for part in parts
                for key, kind in ((part.weights, "table"), (part.plan, "number"))
            ]
        case _:
            return []


def _counted_by_stage(formula: schema.Formula) -> list[tuple[Place, str, str]]:
    """Where a formula counts by the groups of a measure: the place, the measure, and the table of their weights."""
    match formula:
        case schema.StageProgressFormula(done=str() as done):
            return [(("done",), done, formula.weights)]
        case schema.MeanOfStagesFormula():
            return [(("parts", key, "done"), part.done, part.weights) for key, part in formula.parts.items()]
        case _:
            return []


def _check_composites(reader: _Reader, loaded: SchemeDefinitions, indicator: schema.Indicator) -> None:
    """Every rule set that is in force together with a version has the weights of its composite."""
    ends = [version.valid_from for version in indicator.versions[1:]] + [date.max]
    for number, (version, end) in enumerate(zip(indicator.versions, ends, strict=True)):
        formula = version.formula
        if not isinstance(formula, schema.CompositeFormula):
            continue
        place: Place = ("versions", number, "formula")
        for rule_set in _in_force_between(loaded, version.valid_from, end):
            composite = rule_set.composites.get(formula.weights)
            if composite is None:
                reader.at(
                    indicator,
                    (*place, "weights"),
                    f"{rule_set.id}, yang berlaku bersama versi ini, tidak memuat composites.{formula.weights}; "
                    "tambahkan, atau perbaiki namanya",
                )
                continue
            for component in formula.components:
                if component not in composite.weights:
                    reader.at(
                        indicator,
                        (*place, "components"),
                        f'komponen "{component}" tidak berbobot dalam {rule_set.id}.composites.{formula.weights}; '
                        "tambahkan bobotnya, atau perbaiki namanya",
                    )


def _in_force_between(loaded: SchemeDefinitions, first: date, end: date) -> Iterator[schema.RuleSet]:
    ordered = sorted(loaded.rule_sets.values(), key=lambda rule_set: rule_set.first_period.begins_on)
    ends = [rule_set.first_period.begins_on for rule_set in ordered[1:]] + [date.max]
    for rule_set, ends_on in zip(ordered, ends, strict=True):
        if rule_set.first_period.begins_on < end and first < ends_on:
            yield rule_set
