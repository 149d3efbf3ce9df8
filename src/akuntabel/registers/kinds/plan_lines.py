"""Plan lines: the sum of the year, maintained; checks. No visit and no activity may stand in two lines of a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from types import SimpleNamespace

from akuntabel.core.problems import Problem
from akuntabel.organisation.records.among import beside, pointing_to
from akuntabel.organisation.records.checks import below_zero, named
from akuntabel.organisation.records.kinds import Kind
from akuntabel.registers.kinds.output_codes import check_output_code
from akuntabel.registers.models import PlanLine, Sample
from akuntabel.registers.models.plan_lines import PLANNED

_OWN = {"samples": ("commodity", "draw"), "visits": ("category", "facility"), "activities": ("activity",)}
"""What is planned → the columns that narrow it."""
_NEEDED = {"visits": "category", "activities": "activity"}
FIRST_YEAR, LAST_YEAR = 2000, 2100


def _maintain_line(line: PlanLine) -> None:
    """The number, by which samples name the line, and the sum of the year."""
    line.number = f"{line.code}/{line.year}"
    line.total = sum(line.planned)


def _check_line(line: PlanLine) -> Iterator[Problem]:
    if not FIRST_YEAR <= line.year <= LAST_YEAR:
        yield Problem(("year",), f"{named(line, 'year')}: {line.year} bukan tahun rencana. Tulis seperti 2023.")
    yield from check_output_code(line)
    yield from below_zero(line, *PLANNED)
    if all(getattr(line, month) is None for month in PLANNED):
        yield Problem(("january",), "Belum ada bulan yang berisi. Isi banyaknya pada paling sedikit satu bulan.")
    yield from _check_subject(line)


@dataclass(frozen=True)
class _Facts:
    """The unit's lines in the years of these, what they plan, and who they are; the samples that name those stored."""

    lines: list[SimpleNamespace]
    samples: list[Sample]


def _ask(lines: Sequence[PlanLine]) -> _Facts:
    years = {line.year for line in lines}
    columns = ("year", "code", "subject", "district", *(column for own in _OWN.values() for column in own))
    there = [
        SimpleNamespace(uuid=uuid, **dict(zip(columns, values, strict=True)))
        for uuid, values in beside(lines, *columns)
        if values[0] in years
    ]
    return _Facts(there, pointing_to(Sample, "plan_line", lines))


def _check_beside(line: PlanLine, facts: _Facts) -> Iterator[Problem]:
    """Against the year's lines before this one, and the samples that name it."""
    yield from _check_against_samples(line, [one for one in facts.samples if one.plan_line_id == line.pk])
    others = [one for one in takewhile(lambda one: one.uuid != line.uuid, facts.lines) if one.year == line.year]
    if any(other.code == line.code for other in others):
        yield Problem(("code",), f'{named(line, "code")}: "{line.code}" sudah dipakai untuk {line.year}. Periksa, atau beri '
                      "kode lain.")  # fmt: skip
    for other in others:
        if other.subject == line.subject and line.subject != "samples" and _overlap(line, other):
            yield Problem(("subject",), f'{named(line, "subject")}: baris "{other.code}" memuat hal yang sama, sehingga satu '
                          "catatan akan dihitung dua kali. Bedakan jenis atau daerahnya.")  # fmt: skip


def _check_against_samples(line: PlanLine, samples: Sequence[Sample]) -> Iterator[Problem]:
    """A corrected line still has room for the samples that name it."""
    for column, outside in (
        ("subject", [one for one in samples if line.subject != "samples"]),
        ("year", [one for one in samples if one.taken_on.year != line.year]),
        ("commodity", [one for one in samples if line.commodity not in (None, one.commodity)]),
        ("draw", [one for one in samples if line.draw not in (None, one.draw)]),
    ):
        if outside:
            yield Problem((column,), f"{named(line, column)}: sampel {outside[0]} sudah menunjuk baris ini dan tidak cocok "
                          "dengan isian ini. Perbaiki sampelnya dahulu.")  # fmt: skip


def _check_subject(line: PlanLine) -> Iterator[Problem]:
    needed = _NEEDED.get(line.subject)
    if needed is not None and getattr(line, needed) is None:
        yield Problem(
            (needed,),
            f"{named(line, needed)}: belum diisi, padahal yang direncanakan memerlukannya. Pilih salah satu.",
        )
    for subject, columns in _OWN.items():
        for column in columns if subject != line.subject else ():
            if getattr(line, column) is not None:
                yield Problem(
                    (column,), f"{named(line, column)}: tidak berlaku untuk yang direncanakan. Kosongkan."
                )


def _overlap(line: PlanLine, other: SimpleNamespace) -> bool:
    """Whether one visit or activity could belong to both: an empty column takes everything."""
    pairs = [(getattr(line, column), getattr(other, column)) for column in (*_OWN[line.subject], "district")]
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


PLAN_LINE = Kind(
    "plan_line", PlanLine, maintain=_maintain_line, check=_check_line, ask=_ask, check_among=_check_beside
)
