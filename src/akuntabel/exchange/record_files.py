"""The registers of an office folder: `records/<register>.csv`, read and checked before anything is written.

A register whose measures are counted from the folder's records is their only source: the same measure entered in
`figures/` for the same year (of one that takes one record's number: for the same month) is a mistake that names both
places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.matching import entered
from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.register_schema import Counted
from akuntabel.catalogue.source_files import Finding, SourceFile
from akuntabel.core.problems import Problem
from akuntabel.measurement.counting import counted_measures, entered_instead
from akuntabel.measurement.schema import Figures
from akuntabel.organisation.records.drafting import ByNumber, Draft, draft
from akuntabel.organisation.records.files import read_file
from akuntabel.registers.kinds import KINDS

FOLDER = "records"


def record_findings(name: str, problems: Iterable[Problem]) -> list[Finding]:
    """Problems of a file of records, at (line,) or (line, column), or of what is counted from it, with their lines."""
    return [_finding(name, problem) for problem in problems]


def _finding(name: str, problem: Problem) -> Finding:
    match problem.place:
        case (int() as line,):
            return Finding(name, line, problem.message)
        case (int() as line, column):
            return Finding(name, line, f"kolom {column}: {problem.message}")
    return Finding(name, 1, problem.message)


def read_record_files(path: Path, definitions: SchemeDefinitions, findings: list[Finding]) -> list[Draft]:
    """The records of the folder, each file after those that it refers to; adds what is wrong to `findings`."""
    files = {file.stem: file for file in sorted(path.joinpath(FOLDER).glob("*.csv"))}
    kept = [key for key in definitions.registers if key in KINDS]
    for key in files.keys() - set(kept):
        known = f"pakai nama {', '.join(f'{name}.csv' for name in kept)}" if kept else "skema ini tanpa register"
        findings.append(
            Finding(_label(path, files[key]), 1, f"register ini tidak ada{nearest(key, kept)}; {known}")
        )
    drafts: list[Draft] = []
    others: dict[str, ByNumber | None] = {}
    for key in _in_order(kept, definitions):
        if key in files:
            label = _label(path, files[key])
            made = _read(files[key], label, key, definitions, others=others, findings=findings)
            others[key] = made.by_number if made else None
            drafts += [made] if made else []
    return drafts


def _read(
    file: Path,
    label: str,
    key: str,
    definitions: SchemeDefinitions,
    *,
    others: Mapping[str, ByNumber | None],
    findings: list[Finding],
) -> Draft | None:
    register = definitions.registers[key]
    try:
        content = file.read_bytes()
    except OSError:
        findings.append(Finding(label, 1, "berkas ini tidak dapat dibaca; periksa jenis dan izinnya"))
        return None
    read, problems = read_file(register, label, content)
    findings += record_findings(label, problems)
    if read is None:
        return None
    if read.encoding:
        findings.append(Finding(label, 1, "bukan teks UTF-8; simpan ulang berkasnya sebagai CSV UTF-8"))
        return None
    made, problems = draft(KINDS[key], register, read, others=others)
    findings += record_findings(label, problems)
    return made


def _label(path: Path, file: Path) -> str:
    return file.relative_to(path.parent).as_posix()


def _in_order(keys: Iterable[str], definitions: SchemeDefinitions) -> Iterator[str]:
    """Shared things first, and each register after those that its columns refer to, where that is possible."""
    waiting = sorted(keys, key=lambda key: not definitions.registers[key].shared)
    while waiting:
        free = [key for key in waiting if not _refers_to(definitions, key) & (set(waiting) - {key})]
        yield from free or waiting
        waiting = [key for key in waiting if free and key not in free]


def _refers_to(definitions: SchemeDefinitions, key: str) -> set[str]:
    return {column.to for column in definitions.registers[key].columns if column.to is not None}


def check_sources(
    figures: Iterable[tuple[SourceFile, Figures]], drafts: Iterable[Draft], definitions: SchemeDefinitions
) -> Iterator[Finding]:
    """Measures that are entered for a year, or a month of it, although the folder's records give them."""
    filled: dict[tuple[str, int], str] = {}
    given: dict[tuple[str, int, int], str] = {}
    for made in drafts:
        measures = counted_measures(definitions, made.register.key)
        added = [key for key, counted in measures.items() if not counted.latest]
        instead = entered_instead(definitions, made.register.key)
        for year, line in _years_counted(made, [measures[key] for key in added]).items():
            place = f"{made.file.name}, mulai baris {line}"
            filled |= {(key, year): place for key in (*added, *instead)}
        for key in measures.keys() - set(added):
            for day, line in _days_given(made, measures[key]):
                given.setdefault((key, day.year, day.month), f"{made.file.name}, baris {line}")
    for source, part in figures:
        for number, row in enumerate(part.observations):
            key = row.measure or ""
            if where := filled.get((key, part.year)) or given.get((key, part.year, row.month)):
                yield source.finding(
                    ("observations", number),
                    f'Angka {part.year}, bulan {row.month}, "{row.measure}": sudah dihitung dari register '
                    f"({where}). Hapus barisnya, atau jangan isi register tahun itu.",
                )


def _days_given(made: Draft, counted: Counted) -> Iterator[tuple[date, int]]:
    """Day and line of each record whose number the measure may take."""
    for row, record in zip(made.file.rows, made.records, strict=True):
        made.kind.maintain(record)
        values = {column.key: getattr(record, column.key, None) for column in made.register.columns}
        yield from ((flow.day, row.line) for flow in entered(counted, values) if flow.counts and flow.day)


def _years_counted(made: Draft, measures: Collection[Counted]) -> dict[int, int]:
    """Year → the line of the first record that enters any of the measures in it."""
    dates = {flow.by for counted in measures for flow in counted.flows}
    found: dict[int, int] = {}
    for row, record in zip(made.file.rows, made.records, strict=True):
        years = {day.year for key in dates if (day := getattr(record, key)) is not None} - found.keys()
        if years:
            values = {column.key: getattr(record, column.key, None) for column in made.register.columns}
            flows = [flow for counted in measures for flow in entered(counted, values) if flow.counts]
            found |= {flow.day.year: row.line for flow in flows if flow.day and flow.day.year in years}
    return found
