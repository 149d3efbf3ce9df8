"""What a plan document must pass before it is adopted: pure checks, each mistake in a sentence that names it.

`check_document` looks at one document, `together.py` at documents that are in force at the same time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import NotDefined, groups_of, indicator_version
from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.schema import IndicatorVersion, RatioFormula
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import indonesian_as_entered
from akuntabel.core.periods import MONTH_NAMES, Period
from akuntabel.core.problems import Problem
from akuntabel.planning import schema
from akuntabel.planning.models import DocumentKind

SHORT_KINDS = {
    DocumentKind.STRATEGIC_PLAN: "Renstra",
    DocumentKind.ANNUAL_PLAN: "RKT",
    DocumentKind.PERFORMANCE_AGREEMENT: "PK",
    DocumentKind.ACTION_PLAN: "RAPK",
    DocumentKind.KPI_DECREE: "SK IKU",
}

Place = tuple[str | int, ...]


_PLACE_OF_TARGETS = {"strategic_plan": "yearly", "action_plan": "monthly"}
"""Where a document of this kind has its targets; all others have one per row, in `target`."""


def check_document(document: schema.PlanDocument, definitions: SchemeDefinitions) -> list[Problem]:
    """Everything in a plan document that cannot be adopted, each in a sentence that names it."""
    problems = [*_check_years(document), *_check_links(document, definitions), *check_names(document, definitions)]
    for place, row in rows_with_place(document):
        problems += _check_row(document, row, place, definitions)
    return problems


def check_names(document: schema.PlanDocument, definitions: SchemeDefinitions) -> list[Problem]:
    """Keys, numbers and codes that are unknown, misplaced or given twice.

    Other files refer to them: until they are right, nothing can be said about what those files name.
    """
    problems = list(_check_once(document))
    for o, objective in enumerate(document.objectives):
        if objective.objective not in definitions.objectives:
            near = nearest(objective.objective, definitions.objectives)
            text = f'sasaran "{objective.objective}" tidak ada dalam katalog{near}. Perbaiki kuncinya.'
            problems.append(Problem(("objectives", o, "objective"), f"{title_of(document)}: {text}"))
    seen: set[str] = set()
    for place, row in rows_with_place(document):
        if row.indicator in seen:
            problems.append(Problem((*place, "indicator"), f"{row_label(document, row)}: indikator ini sudah ada dalam "
                                    "dokumen yang sama. Hapus salah satu."))  # fmt: skip
        seen.add(row.indicator)
        problems += _check_key(document, row, place, definitions)
    return problems


def _check_key(
    document: schema.PlanDocument, row: schema.PlanRow, place: Place, definitions: SchemeDefinitions
) -> Iterator[Problem]:
    """An indicator is in the catalogue, and counts for the objective that its definition names."""
    name = row_label(document, row)
    if definition_in(definitions, row.indicator, document.last_year) is None:
        near = nearest(row.indicator, definitions.indicators)
        yield Problem((*place, "indicator"), f'{name}: kunci "{row.indicator}" tidak ada dalam katalog '
                      f"{definitions.scheme.id}{near}. Perbaiki kuncinya, atau tambahkan definisinya.")  # fmt: skip
        return
    objective, right = document.objectives[int(place[1])], definitions.indicators[row.indicator].objective
    if objective.objective in definitions.objectives and right != objective.objective:
        yield Problem((*place, "indicator"), f"{name}: berada di bawah sasaran {objective.code} "
                      f'"{objective.objective}", padahal katalog menempatkannya di "{right}". Pindahkan indikatornya, '
                      "atau perbaiki kuncinya.")  # fmt: skip


def _check_years(document: schema.PlanDocument) -> Iterator[Problem]:
    """Years that follow one another, one year for all but a Renstra, and a day that comes within them."""
    name = SHORT_KINDS[DocumentKind(document.kind)]
    if document.last_year < document.first_year:
        yield Problem(("last_year",), f"{name}: tahun akhir {document.last_year} mendahului tahun awal "
                      f"{document.first_year}. Perbaiki salah satu.")  # fmt: skip
    elif document.kind != "strategic_plan" and document.last_year != document.first_year:
        yield Problem(("last_year",), f"{name}: berlaku untuk satu tahun, tetapi tertulis {document.first_year} sampai "
                      f"{document.last_year}. Samakan last_year dengan first_year.")  # fmt: skip
    if document.effective_from.year > document.last_year:
        yield Problem(("effective_from",), f"{title_of(document)}: berlaku sejak {indonesian_date(document.effective_from)}, "
                      f"sesudah tahun {document.last_year} lewat. Perbaiki tanggalnya.")  # fmt: skip


def _check_links(document: schema.PlanDocument, definitions: SchemeDefinitions) -> Iterator[Problem]:
    """Missions, goals and causes that the document names and does not have.

    A cause may be the objective whose key is misspelt; then only the key is told.
    """
    name = title_of(document)
    missions, goals = {m.code for m in document.missions}, {g.code for g in document.goals}
    objectives = {o.objective for o in document.objectives}
    for g, goal in enumerate(document.goals):
        for code in sorted(set(goal.missions) - missions):
            yield Problem(("goals", g, "missions"), f'{name}: misi "{code}" pada tujuan {goal.code} tidak ada.')
    for o, objective in enumerate(document.objectives):
        for code in sorted(set(objective.goals) - goals):
            yield Problem(("objectives", o, "goals"), f'{name}: tujuan "{code}" pada {objective.code} tidak ada.')
        for slug in sorted(set(objective.causes) - objectives) if objectives <= set(definitions.objectives) else ():
            yield Problem(("objectives", o, "causes"), f'{name}: penyebab "{slug}" pada {objective.code} bukan '
                          "sasaran dokumen ini.")  # fmt: skip


def _check_once(document: schema.PlanDocument) -> Iterator[Problem]:
    """Codes, numbers and keys that stand twice in the document."""
    rows = [(o, r, row.number) for o, e in enumerate(document.objectives) for r, row in enumerate(e.indicators)]
    once: dict[str, list[tuple[Place, str]]] = {
        "kode misi": [(("missions", n), m.code) for n, m in enumerate(document.missions)],
        "kode tujuan": [(("goals", n), g.code) for n, g in enumerate(document.goals)],
        "sasaran": [(("objectives", n), o.objective) for n, o in enumerate(document.objectives)],
        "kode sasaran": [(("objectives", n), o.code) for n, o in enumerate(document.objectives)],
        "nomor indikator": [(("objectives", o, "indicators", r), number) for o, r, number in rows if number],
    }
    for what, entries in once.items():
        keys = [key for _, key in entries]
        for position, (place, key) in enumerate(entries):
            if key in keys[:position]:
                yield Problem(place, f'{title_of(document)}: {what} "{key}" dipakai dua kali. Beri yang lain.')


def title_of(document: schema.PlanDocument) -> str:
    years = str(document.first_year) if document.first_year == document.last_year else (
        f"{document.first_year}–{document.last_year}")  # fmt: skip
    return f"{SHORT_KINDS[DocumentKind(document.kind)]} {years}"


def row_label(document: schema.PlanDocument, row: schema.PlanRow) -> str:
    return f"{title_of(document)}, indikator {row.number} {row.printed_name}".replace("  ", " ")


def rows_with_place(document: schema.PlanDocument) -> Iterator[tuple[Place, schema.PlanRow]]:
    """Every row with its place in the document."""
    for o, objective in enumerate(document.objectives):
        for r, row in enumerate(objective.indicators):
            yield ("objectives", o, "indicators", r), row


def definition_in(definitions: SchemeDefinitions, slug: str, last_year: int) -> IndicatorVersion | None:
    """The definition in the document's last year; None when the catalogue has none."""
    indicator = definitions.indicators.get(slug)
    if indicator is None:
        return None
    try:
        return indicator_version(indicator, date(last_year, 12, 31))
    except NotDefined:
        return None


def check_teams(document: schema.PlanDocument, teams: Collection[str]) -> Iterator[Problem]:
    """Rows of a team that the unit does not have."""
    for place, row in rows_with_place(document):
        if row.team and row.team not in teams:
            have = ", ".join(dict.fromkeys(teams)) or "belum ada tim"
            yield Problem((*place, "team"), f'{row_label(document, row)}: tim "{row.team}" tidak '
                          f"ada{nearest(row.team, teams)}. Pilih: {have}.")  # fmt: skip


def _check_row(
    document: schema.PlanDocument, row: schema.PlanRow, place: Place, definitions: SchemeDefinitions
) -> Iterator[Problem]:
    name = row_label(document, row)
    version = definition_in(definitions, row.indicator, document.last_year)
    if version is None:
        return  # check_names says so
    yield from _check_place_of_targets(document, row, place)
    yield from _check_aspects(row, name, version, place, definitions)
    if document.kind == "action_plan":
        months = _measured_months(definitions, row.indicator, document.first_year)
        yield from _check_months(row, name, months, place)
    if document.kind in {"performance_agreement", "annual_plan"} and row.target is None:
        yield Problem(place, f"{name}: target belum diisi. Isi angka target tahun {document.first_year}.")
    if document.kind == "strategic_plan":
        missing = [year for year in range(document.first_year, document.last_year + 1) if year not in row.yearly]
        if missing:
            yield Problem(place, f"{name}: target tahun {', '.join(map(str, missing))} belum diisi. "
                          'Isi, atau tulis "tidak tersedia".')  # fmt: skip
    for where, label, target, month in _targets(row):
        for message in _check_target(document, version, target, month):
            yield Problem((*place, *where), f"{name}: {label} {message}")


def _check_place_of_targets(document: schema.PlanDocument, row: schema.PlanRow, place: Place) -> Iterator[Problem]:
    """A target that the document's kind has no place for would be stored and never read."""
    right = _PLACE_OF_TARGETS.get(document.kind, "target")
    for wrong in ("target", "yearly", "monthly"):
        if wrong != right and getattr(row, wrong):
            yield Problem((*place, wrong), f"{row_label(document, row)}: kunci {wrong} tidak dipakai dalam "
                          f"{SHORT_KINDS[DocumentKind(document.kind)]}. Pindahkan targetnya ke {right}.")  # fmt: skip
    for year in row.yearly:
        if right == "yearly" and not document.first_year <= year <= document.last_year:
            yield Problem((*place, "yearly", str(year)), f"{row_label(document, row)}: target {year} di luar tahun dokumen. "
                          f"Hapus, atau tulis tahun {document.first_year} sampai {document.last_year}.")  # fmt: skip


def _check_aspects(
    row: schema.PlanRow, name: str, version: IndicatorVersion, place: Place, definitions: SchemeDefinitions
) -> Iterator[Problem]:
    """Targets of aspects that the formula does not average, below 0, or with their bounds exchanged."""
    groups = groups_of(definitions, version)
    for aspect, target in row.aspects.items():
        where = (*place, "aspects", aspect)
        lower, upper = (target.lower, target.upper) if isinstance(target, schema.Range) else (target, target)
        if aspect not in groups:
            yield Problem(where, f'{name}: aspek "{aspect}" tidak dikenal{nearest(aspect, groups)}. '
                          f"Pilih: {', '.join(groups) or 'indikator ini tidak mempunyai aspek; hapus'}.")  # fmt: skip
        if lower < 0:
            yield Problem(
                where, f"{name}: target aspek {aspect} bernilai {_shown(lower)}, di bawah 0. Isi 0 atau lebih."
            )
        if lower > upper:
            yield Problem(where, f"{name}: target aspek {aspect} berbatas bawah {_shown(lower)} di atas batas atas "
                          f"{_shown(upper)}. Tukar keduanya.")  # fmt: skip


def _measured_months(definitions: SchemeDefinitions, slug: str, year: int) -> list[int]:
    """The months in which the definition in force at their end measures the indicator."""
    months = []
    for month in range(1, 13):
        with suppress(NotDefined):
            day = Period(year, month, "month").last_day
            if month in indicator_version(definitions.indicators[slug], day).measured_in:
                months.append(month)
    return months


def _check_months(row: schema.PlanRow, name: str, measured: list[int], place: Place) -> Iterator[Problem]:
    """Months in which the definition measures and the RAPK, once begun, has no target.

    A due month without a target counts as not due and leaves the total, so a gap would raise it unseen.
    Before its first target an indicator is not due; the last measured month always needs one.
    """
    begun = [month for month in measured if month in row.monthly]
    first = begun[:1] or measured[-1:]
    gaps = [month for month in measured if [month] >= first and month not in row.monthly]
    if gaps:
        months = ", ".join(MONTH_NAMES[month - 1] for month in gaps)
        yield Problem((*place, "monthly"), f"{name}: target {months} belum ada, padahal indikator diukur pada bulan itu; "
                      "tanpa target ia tidak ikut dihitung. Isi target kumulatifnya, atau perbaiki measured_in pada "
                      "definisi indikator.")  # fmt: skip


def _targets(row: schema.PlanRow) -> Iterator[tuple[Place, str, schema.TargetValue, int | None]]:
    if row.target is not None:
        yield ("target",), "target", row.target, None
    for year, target in row.yearly.items():
        yield ("yearly", str(year)), f"target {year}", target, None
    for month, target in row.monthly.items():
        yield ("monthly", str(month)), f"target {MONTH_NAMES[month - 1]}", target, month


def _check_target(
    document: schema.PlanDocument, version: IndicatorVersion, target: schema.TargetValue, month: int | None
) -> Iterator[str]:
    strategic = document.kind == "strategic_plan"
    numbers: Iterable[Decimal] = ()
    match target:
        case schema.Range():
            numbers = (target.lower, target.upper)
            if "range" not in version.target_kinds:
                yield (
                    f"berupa rentang {_shown(target.lower)}–{_shown(target.upper)}, padahal indikator ini menerima "
                    "satu angka. Isi satu angka."
                )
            if target.lower > target.upper:
                yield f"berbatas bawah {_shown(target.lower)} di atas batas atas {_shown(target.upper)}. Tukar keduanya."
        case schema.WordedTarget():
            numbers = () if target.number is None else (target.number,)
            if not strategic:
                yield f'berupa uraian "{target.words}", padahal indikator ini menerima angka. Isi angkanya.'
        case str():
            if document.kind not in {"strategic_plan", "annual_plan"}:
                yield f'ditulis "{target}". {SHORT_KINDS[DocumentKind(document.kind)]} harus berisi angka; isi angkanya.'
        case _:
            numbers = (target,)
    is_progress = version.is_staged and month is not None and month < 12
    formula = version.formula or (None if is_progress else version.outcome)
    for number in numbers:
        if number < 0:
            yield f"bernilai {_shown(number)}, di bawah 0. Isi angka 0 atau lebih."
        elif number > 100 and (is_progress or isinstance(formula, RatioFormula)):
            yield f"bernilai {_shown(number)} %, di atas 100 %. Periksa angkanya."


def _shown(number: Decimal) -> str:
    return indonesian_as_entered(number)
