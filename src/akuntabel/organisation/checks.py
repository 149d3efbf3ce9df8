"""What an office file says that cannot be: against the catalogue, and against itself. No database needed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator

from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.schema import ParameterKey
from akuntabel.core.problems import Problem
from akuntabel.organisation.roles import ROLE_PERMISSIONS, Permission, Role
from akuntabel.organisation.schema import Office, UnitParameter

Place = tuple[str | int, ...]


def check_office(office: Office, definitions: SchemeDefinitions) -> list[Problem]:
    """Every mistake in an office file, each at its place and with its remedy."""
    return [
        *_check_parent(office),
        *_check_repeated(office),
        *_check_accounts(office),
        *_check_namings(office, definitions),
        *_check_facts(office, definitions),
        *_check_parameters(office, definitions),
    ]


def _check_parent(office: Office) -> Iterator[Problem]:
    for number, version in enumerate(office.versions):
        if version.parent == office.slug:
            yield Problem(("versions", number, "parent"), f'Satuan induk "{version.parent}" adalah satuan ini sendiri. '
                          "Isi satuan di atasnya, atau kosongkan.")  # fmt: skip


def _check_repeated(office: Office) -> Iterator[Problem]:
    """Rows that say the same thing twice: only one of them could be kept."""
    keys: dict[str, Iterable[tuple[Hashable, str]]] = {
        "versions": ((v.valid_from, f"nama satuan sejak {v.valid_from}") for v in office.versions),
        "teams": (((t.slug, t.valid_from), f'tim "{t.slug}" sejak {t.valid_from}') for t in office.teams),
        "demo_accounts": ((a.username, f'nama pengguna "{a.username}"') for a in office.demo_accounts),
        "parameters": (
            ((p.key, p.year, p.effective_from), f'parameter "{p.key}" {p.year} sejak {p.effective_from}')
            for p in office.parameters
        ),
    }
    for place, rows in keys.items():
        seen: set[Hashable] = set()
        for number, (key, what) in enumerate(rows):
            if key in seen:
                yield Problem((place, number), f"Tercantum dua kali: {what}. Hapus salah satu.")
            seen.add(key)


def _check_namings(office: Office, definitions: SchemeDefinitions) -> Iterator[Problem]:
    known = [register.key for register in definitions.registers.values() if register.confidential]
    since = office.versions_by_day[0].valid_from
    for number, account in enumerate(office.demo_accounts):
        for which, naming in enumerate(account.named_for):
            place: Place = ("demo_accounts", number, "named_for", which)
            if naming.in_register not in known:
                choice = f"Pilih: {', '.join(known)}." if known else "Skema ini tanpa register rahasia."
                yield Problem((*place, "in_register"), f'Register "{naming.in_register}" tidak memuat catatan rahasia. '
                              f"{choice}")  # fmt: skip
            if naming.until < since:
                yield Problem(
                    (*place, "until"), f"Berakhir {naming.until}, sebelum satuan ini ada ({since}). Perbaiki."
                )
            if account.role in set(Role) and Permission.VIEW_RECORDS not in ROLE_PERMISSIONS[Role(account.role)]:
                yield Problem(
                    place, f'Peran "{account.role}" tidak membuka register. Pilih peran lain, atau hapus.'
                )


def _check_accounts(office: Office) -> Iterator[Problem]:
    teams = list(dict.fromkeys(team.slug for team in office.teams))
    for number, account in enumerate(office.demo_accounts):
        place: Place = ("demo_accounts", number)
        if account.role not in set(Role):
            yield Problem((*place, "role"), f'Peran "{account.role}" tidak dikenal. Pilih: {", ".join(Role)}.')
        if account.team is not None and account.team not in teams:
            choice = f"Pilih: {', '.join(teams)}." if teams else "Kantor ini belum mempunyai tim; tambahkan timnya."
            yield Problem(
                (*place, "team"), f'Tim "{account.team}" pada akun {account.username} tidak ada. {choice}'
            )


def _check_facts(office: Office, definitions: SchemeDefinitions) -> Iterator[Problem]:
    for number, row in enumerate(office.staff.rows if office.staff else ()):
        for education in row.counts:
            if office.staff and education not in office.staff.education:
                yield Problem(("staff", "rows", number, "counts", education), f'Pendidikan "{education}" pada '
                              f"{row.section} tidak ada dalam daftar education. Tambahkan di sana.")  # fmt: skip
    for number, issue in enumerate(office.strategic_issues):
        for slug in issue.indicators:
            if slug not in definitions.indicators:
                yield Problem(("strategic_issues", number, "indicators"), f'Isu "{issue.title}": indikator "{slug}" '
                              f"tidak ada dalam katalog {office.scheme}. Perbaiki kuncinya.")  # fmt: skip


def _check_parameters(office: Office, definitions: SchemeDefinitions) -> Iterator[Problem]:
    for number, parameter in enumerate(office.parameters):
        place: Place = ("parameters", number)
        key = definitions.parameters.get(parameter.key)
        if key is None:
            yield Problem((*place, "key"), f'Parameter "{parameter.key}" tidak ada dalam katalog {office.scheme}.')
        elif (key.kind == "table") != (parameter.table is not None):
            kind = "tabel" if key.kind == "table" else "satu angka"
            yield Problem((*place, "key"), f'Parameter "{parameter.key}" harus berupa {kind}.')
        else:
            yield from _check_value(parameter, key, place)


def _check_value(parameter: UnitParameter, key: ParameterKey, place: Place) -> Iterator[Problem]:
    """A number above 0, or 0 where the catalogue allows it; a table with exactly the catalogue's rows, each weight above
    0, adding up."""
    name = f'Parameter "{parameter.key}"'
    if parameter.number is not None and (parameter.number < 0 or (parameter.number == 0 and not key.may_be_zero)):
        least = "0 atau lebih" if key.may_be_zero else "angka di atas 0"
        yield Problem((*place, "number"), f"{name} bernilai {parameter.number}; isi {least}.")
    if parameter.table is None:
        return
    rows = ", ".join(key.rows)
    for row in parameter.table:
        if key.rows and row not in key.rows:
            yield Problem((*place, "table", row), f'{name}: baris "{row}" tidak ada dalam katalog. Pilih: {rows}.')
    for row in key.rows:
        if row not in parameter.table:
            yield Problem((*place, "table"), f'{name}: baris "{row}" belum diisi. Isi bobotnya; semuanya: {rows}.')
    for row, weight in parameter.table.items():
        if weight <= 0:
            yield Problem((*place, "table", row), f'{name}: bobot "{row}" {weight}; isi angka di atas 0.')
    total = sum(parameter.table.values())
    if key.total is not None and total != key.total:
        yield Problem((*place, "table"), f'Bobot "{parameter.key}" berjumlah {total}; harus {key.total}.')
