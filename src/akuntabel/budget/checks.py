"""What in a budget file contradicts itself, the catalogue, or what is stored; and what deserves a second look."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from akuntabel.budget import schema
from akuntabel.budget.models import Allocation, AllocationDocument, Authorisation, Output, OutputProgress
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.mistakes import nearest
from akuntabel.core.number_format import rupiah, signed_rupiah
from akuntabel.core.periods import Period
from akuntabel.core.problems import Problem
from akuntabel.organisation.models import Unit
from akuntabel.planning.outline import Outline

Place = tuple[str | int, ...]
_Line = tuple[Place, str, int]
"""Where a line stands, its code or indicator, and its ceiling."""


def check_budget(budget: schema.Budget, definitions: SchemeDefinitions) -> list[Problem]:
    """What a budget file says against itself or the catalogue; nothing of it is written then."""
    return [
        *_check_repeated(budget),
        *_check_indicators(budget, definitions),
        *_check_versions(budget),
        *_check_total(budget),
    ]


def warnings_about(budget: schema.Budget) -> list[Problem]:
    """What is written and must be seen: money spent above its ceiling, with the reason given or missing."""
    lines = [(("outputs", n), o.code, o.realised, o.ceiling, o.note) for n, o in enumerate(budget.outputs)]
    lines += [
        (("allocations", n), a.indicator, a.realised, a.ceiling, a.note) for n, a in enumerate(budget.allocations)
    ]
    return [
        Problem((*place, "realised"), f"{_name(budget)}: realisasi {what} {rupiah(realised)} di atas pagu "
                f"{rupiah(ceiling)}. " + (f"Alasan: {note}" if note else "Periksa angkanya, atau isi alasannya pada note."))
        for place, what, realised, ceiling, note in lines if realised > ceiling
    ]  # fmt: skip


def warnings_together(
    budgets: Sequence[schema.Budget], outline: Outline
) -> Iterator[tuple[schema.Budget, Problem]]:
    """A DIPA whose ceiling is not the budget of the PK in force with it; each pair of versions is named once."""
    said: set[tuple[int, int, int, int]] = set()
    for budget in sorted(budgets, key=lambda entry: (entry.year, entry.month)):
        agreement = outline.agreement_on(Period(budget.year, budget.month, "month"))
        if agreement is None or agreement.budget in {None, budget.ceiling}:
            continue
        assert agreement.budget is not None
        pair = (budget.year, budget.version, agreement.version, budget.ceiling)
        if pair not in said:
            said.add(pair)
            yield (
                budget,
                Problem(
                    ("ceiling",),
                    f"{_name(budget)}: pagu DIPA versi {budget.version} {rupiah(budget.ceiling)}, sedangkan anggaran PK "
                    f"{budget.year} versi {agreement.version} {rupiah(agreement.budget)}, selisih "
                    f"{signed_rupiah(budget.ceiling - agreement.budget)}. Periksa kedua angkanya.",
                ),
            )


def check_against_stored(unit: Unit, budget: schema.Budget) -> list[Problem]:
    """What earlier files of the unit's year say otherwise, and a month that is there already."""
    return [*_check_authorisation(unit, budget), *_check_allocation(unit, budget)]


def _name(budget: schema.Budget) -> str:
    return f"Anggaran {budget.year}"


def _check_repeated(budget: schema.Budget) -> Iterator[Problem]:
    for kind, keys in (
        ("outputs", [output.code for output in budget.outputs]),
        ("allocations", [allocation.indicator for allocation in budget.allocations]),
        ("reconciliation", [row.subject for row in budget.reconciliation]),
    ):
        for number, key in enumerate(keys):
            if key in keys[:number]:
                yield Problem((kind, number), f'{_name(budget)}: "{key}" tercantum dua kali. Hapus salah satu.')


def _check_indicators(budget: schema.Budget, definitions: SchemeDefinitions) -> Iterator[Problem]:
    for number, allocation in enumerate(budget.allocations):
        if allocation.indicator not in definitions.indicators:
            near = nearest(allocation.indicator, definitions.indicators)
            yield Problem(("allocations", number, "indicator"), f"{_name(budget)}: indikator "
                          f'"{allocation.indicator}" tidak ada dalam katalog{near}. Perbaiki kuncinya.')  # fmt: skip
    if budget.allocations and budget.allocation_document is None:
        yield Problem(("allocations",), f"{_name(budget)}: pembagian kepada indikator belum menyebut dokumennya. "
                      "Isi allocation_document (version, signed_on, effective_from, source).")  # fmt: skip


def _check_versions(budget: schema.Budget) -> Iterator[Problem]:
    """A version is signed, in force by the end of its month, and from the first change on has a reason."""
    if budget.effective_from < budget.authorised_on:
        yield Problem(("effective_from",), f"{_name(budget)}: DIPA berlaku sejak {budget.effective_from}, sebelum "
                      f"disahkan {budget.authorised_on}. Perbaiki salah satunya.")  # fmt: skip
    allocation = budget.allocation_document
    versions: list[tuple[Place, str, schema.Budget | schema.AllocationDocument]] = [((), "DIPA", budget)]
    if allocation is not None:
        versions.append((("allocation_document",), "alokasi", allocation))
    end = _month_end(budget)
    for place, what, version in versions:
        if version.effective_from > end:
            yield Problem((*place, "effective_from"), f"{_name(budget)}: {what} versi {version.version} berlaku sejak "
                          f"{version.effective_from}, sesudah akhir bulan yang dicatat ({end}). Catat bulan itu dengan "
                          "versi yang berlaku saat itu.")  # fmt: skip
        if version.version > 0 and not version.reason:
            yield Problem((*place, "version"), f"{_name(budget)}: {what} versi {version.version} belum menyebut alasan "
                          "perubahan. Isi reason.")  # fmt: skip


def _check_total(budget: schema.Budget) -> Iterator[Problem]:
    total = sum(output.ceiling for output in budget.outputs)
    if total != budget.ceiling:
        yield Problem(("ceiling",), f"{_name(budget)}: pagu RO berjumlah {rupiah(total)}, pagu DIPA "
                      f"{rupiah(budget.ceiling)}. Samakan keduanya.")  # fmt: skip


def _month_end(budget: schema.Budget) -> date:
    return Period(budget.year, budget.month, "month").last_day


@dataclass(frozen=True)
class _Versions:
    """The stored versions of one kind of document of a year, and the months recorded under any of them."""

    what: str
    place: Place
    in_force_since: dict[int, date]
    months: Sequence[int]

    def check(self, budget: schema.Budget, version: int, effective_from: date) -> Iterator[Problem]:
        """A month is recorded under the version in force on its last day, and no version reaches back."""
        name, end = _name(budget), _month_end(budget)
        if newer := [v for v, day in self.in_force_since.items() if v > version and day <= end]:
            yield Problem((*self.place, "version"), f"{name}: pada {end} berlaku {self.what} versi {max(newer)}, bukan "
                          f"{version}. Pakai versi itu.")  # fmt: skip
        elif version in self.in_force_since:
            if self.in_force_since[version] != effective_from:
                yield Problem((*self.place, "effective_from"), f"{name}: {self.what} versi {version} tersimpan berlaku "
                              f"sejak {self.in_force_since[version]}, bukan {effective_from}. Samakan, atau beri nomor "
                              "versi berikutnya.")  # fmt: skip
        elif reached := [month for month in self.months if self._end(budget, month) >= effective_from]:
            yield Problem((*self.place, "effective_from"), f"{name}: {self.what} versi {version} berlaku sejak "
                          f"{effective_from}, padahal bulan {max(reached)} sudah dicatat dengan versi sebelumnya. Isi "
                          f"tanggal sesudah {self._end(budget, max(reached))}.")  # fmt: skip

    def _end(self, budget: schema.Budget, month: int) -> date:
        return Period(budget.year, month, "month").last_day


def _check_authorisation(unit: Unit, budget: schema.Budget) -> Iterator[Problem]:
    year = {"unit": unit, "year": budget.year}
    stored = {found.version: found for found in Authorisation.objects.filter(**year)}
    months = set(
        OutputProgress.objects.filter(output__authorisation__in=stored.values()).values_list("month", flat=True)
    )
    if budget.month in months:
        yield Problem(("month",), f"{_name(budget)}: bulan {budget.month} sudah dicatat. Catat bulan berikutnya.")
        return
    since = {version: found.effective_from for version, found in stored.items()}
    yield from _Versions("DIPA", (), since, sorted(months)).check(budget, budget.version, budget.effective_from)
    if budget.version in stored:
        yield from _check_same_authorisation(stored[budget.version], budget)


def _check_same_authorisation(stored: Authorisation, budget: schema.Budget) -> Iterator[Problem]:
    name, remedy = _name(budget), "Perbaiki angkanya, atau beri nomor revisi DIPA berikutnya."
    for place, what, now, before in (
        ("ceiling", "pagu", rupiah(budget.ceiling), rupiah(stored.ceiling)),
        ("authorisation_number", "nomor", budget.authorisation_number, stored.number),
        ("authorised_on", "tanggal pengesahan", budget.authorised_on, stored.authorised_on),
    ):
        if now != before:
            yield Problem((place,), f"{name}: {what} {now} berbeda dari DIPA versi {budget.version} yang tersimpan, "
                          f"{before}. {remedy}")  # fmt: skip
    lines: list[_Line] = [(("outputs", n), output.code, output.ceiling) for n, output in enumerate(budget.outputs)]
    ceilings = dict(Output.objects.filter(authorisation=stored).values_list("code", "ceiling"))
    yield from _check_ceilings(name, lines, ceilings, remedy)


def _check_allocation(unit: Unit, budget: schema.Budget) -> Iterator[Problem]:
    document = budget.allocation_document
    if document is None:
        return
    year = {"unit": unit, "year": budget.year}
    stored = {found.version: found for found in AllocationDocument.objects.filter(**year)}
    since = {version: found.effective_from for version, found in stored.items()}
    months = Allocation.objects.filter(**year).values_list("month", flat=True).distinct()
    versions = _Versions("alokasi", ("allocation_document",), since, sorted(months))
    yield from versions.check(budget, document.version, document.effective_from)
    if document.version in stored:
        yield from _check_same_allocation(stored[document.version], document, budget)


def _check_same_allocation(
    stored: AllocationDocument, document: schema.AllocationDocument, budget: schema.Budget
) -> Iterator[Problem]:
    name, remedy = _name(budget), "Perbaiki, atau beri nomor versi alokasi berikutnya."
    if document.signed_on != stored.signed_on:
        yield Problem(("allocation_document", "signed_on"), f"{name}: tanggal penandatanganan "
                      f"{document.signed_on or 'kosong'} berbeda dari alokasi versi {document.version} yang tersimpan, "
                      f"{stored.signed_on or 'kosong'}. {remedy}")  # fmt: skip
    ceilings = dict(Allocation.objects.filter(document=stored).values_list("slug", "ceiling"))
    lines: list[_Line] = [
        (("allocations", n), row.indicator, row.ceiling) for n, row in enumerate(budget.allocations)
    ]
    yield from _check_ceilings(name, lines, ceilings, remedy)


def _check_ceilings(name: str, lines: Iterable[_Line], stored: dict[str, int], remedy: str) -> Iterator[Problem]:
    """Within one version the lines and their ceilings stay what they are."""
    for place, key, ceiling in lines:
        if key not in stored:
            yield Problem(place, f"{name}: {key} tidak ada dalam versi yang tersimpan. {remedy}")
        elif stored[key] != ceiling:
            yield Problem((*place, "ceiling"), f"{name}: pagu {key} {rupiah(ceiling)} berbeda dari "
                          f"{rupiah(stored[key])} yang tersimpan. {remedy}")  # fmt: skip
