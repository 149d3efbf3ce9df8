"""What in a register's definition, or in what a measure counts in it, cannot be compiled: each with its place.

Pure: the loader turns a place into file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.register_schema import (
    ORDERING,
    UNARY,
    YEAR_START,
    Column,
    Condition,
    Counted,
    Flow,
    LatestOf,
    OtherColumn,
    Register,
    SumOf,
)
from akuntabel.catalogue.source_files import Place

Mistake = tuple[Place, str]

_LITERALS: Mapping[str, tuple[type, str]] = {
    "text": (str, "teks dalam tanda kutip"),
    "choice": (str, "salah satu pilihannya"),
    "date": (date, "tanggal seperti 2023-07-20"),
    "integer": (int, "bilangan bulat"),
    "boolean": (bool, "true atau false"),
}
"""Type of a column → the literal it is compared with, and how that is written."""

_COMPARABLE: Mapping[str, frozenset[str]] = {
    "text": frozenset({"=", "!=", "in"}),
    "choice": frozenset({"=", "!=", "in"}),
    "date": frozenset({"=", "!=", "in"}) | ORDERING,
    "integer": frozenset({"=", "!=", "in"}) | ORDERING,
    "boolean": frozenset({"="}),
    "datetime": frozenset(),
    "reference": frozenset(),
}
"""Type of a column → its operators besides is_set and is_not_set. Order of texts differs between engines."""


def check_register(register: Register) -> Iterator[Mistake]:
    """Keys used twice, choices and references in the wrong place, and a register that nothing can be counted by."""
    keys = [column.key for column in register.columns]
    for number, column in enumerate(register.columns):
        place: Place = ("columns", number)
        if column.key in keys[:number]:
            yield (*place, "key"), f'kolom "{column.key}" tercantum dua kali; hapus salah satu'
        yield from _check_column(column, place)
        yield from _check_choices_by(column, (*place, "choices_by"), register)
    for key_of, chosen in (("listed", register.listed), ("named_by", register.named_by)):
        for key in chosen:
            if key not in keys:
                yield (key_of,), _unknown(key, register)
    if not register.shared and not any(column.type == "date" for column in register.columns):
        yield ("columns",), "tidak ada kolom tanggal, sehingga tidak ada bulan untuk menghitung; tambahkan"
    yield from _check_confidential(register)


def _check_column(column: Column, place: Place) -> Iterator[Mistake]:
    """What is told of a column that its type does not have."""
    if column.is_year and column.type != "integer":
        yield (*place, "is_year"), "is_year diisi untuk jenis integer, dan hanya untuk itu; perbaiki"
    if column.is_decimal and column.type != "text":
        yield (*place, "is_decimal"), "is_decimal diisi untuk jenis text, dan hanya untuk itu; perbaiki"
    if column.may_lie_ahead and (column.type != "date" or column.maintained):
        yield (*place, "may_lie_ahead"), "may_lie_ahead diisi untuk tanggal yang diisi orang; hapus"
    if column.district and column.type != "text":
        yield (*place, "district"), "district diisi untuk jenis text, dan hanya untuk itu; perbaiki"
    if (column.type == "choice") != bool(column.choices):
        yield (*place, "choices"), "choices diisi untuk jenis choice, dan hanya untuk itu; perbaiki"
    if (column.type == "reference") != (column.to is not None):
        yield (*place, "to"), "to diisi untuk jenis reference, dan hanya untuk itu; perbaiki"


def _check_confidential(register: Register) -> Iterator[Mistake]:
    """Whether a record is confidential must be certain: by choices that every record has. A secret needs more."""
    place: Place = ("confidential",)
    if register.confidential == ():
        yield place, "syarat confidential kosong; isi paling sedikit satu, atau tulis true"
    for number, condition in enumerate(register.confidential_rows):
        column = register.by_key.get(condition.column)
        if column is None:
            yield (*place, number), _unknown(condition.column, register)
        elif column.type != "choice" or not column.required or column.maintained:
            yield (
                (*place, number),
                f'kolom "{column.key}" tidak menentukan kerahasiaan; pilih kolom choice yang wajib dan diisi orang',
            )
        elif condition.op not in {"=", "in"} or isinstance(condition.operand, OtherColumn):
            yield (*place, number), "syarat confidential memakai = atau in dengan pilihan; perbaiki"
        else:
            yield from _check_condition(condition, (*place, number), register)
    for number, column in enumerate(register.columns):
        if column.sensitivity == "secret" and register.confidential is not True:
            yield (
                ("columns", number, "sensitivity"),
                f'kolom "{column.key}" secret, padahal register terbuka; tulis confidential: true',
            )


def check_reference(register: Register, registers: Mapping[str, Register]) -> Iterator[Mistake]:
    """A record is shown by its name wherever it is referred to: a confidential one nowhere."""
    for number, column in enumerate(register.columns):
        other = registers.get(column.to or "")
        if other is not None and other.confidential:
            yield (
                ("columns", number, "to"),
                f'kolom "{column.key}" merujuk register {other.key} yang rahasia, sehingga isinya tampak; hapus rujukannya',
            )


def _check_choices_by(column: Column, place: Place, register: Register) -> Iterator[Mistake]:
    """The other column is a choice, each of its choices has its list, and each of ours stands in one of them."""
    by = column.choices_by
    if by is None:
        return
    other = register.by_key.get(by.column)
    if column.type != "choice":
        yield place, "choices_by diisi hanya untuk jenis choice; hapus"
    elif other is None:
        yield (*place, "column"), _unknown(by.column, register)
    elif other.type != "choice" or other.key == column.key:
        yield (*place, "column"), f'kolom "{other.key}" bukan choice lain dalam register ini; pilih yang choice'
    elif set(by.allowed) != set(other.choices):
        differing = ", ".join(sorted(set(by.allowed) ^ set(other.choices)))
        yield (
            (*place, "allowed"),
            f'{differing}: allowed memuat tepat pilihan kolom "{other.key}"; tulis satu baris untuk masing-masing',
        )
    else:
        allowed = {key for keys in by.allowed.values() for key in keys}
        if differing := ", ".join(sorted(allowed ^ set(column.choices))):
            yield (
                (*place, "allowed"),
                f'{differing}: allowed memuat tepat pilihan kolom "{column.key}", masing-masing sekali atau lebih; '
                "samakan",
            )


def check_counted(counted: Counted, groups: Mapping[str, str], register: Register) -> Iterator[Mistake]:
    """Columns, operators and operands that the register does not have or that do not go together."""
    if register.shared:
        yield ("in_register",), f'"{register.key}" daftar bersama, bukan register; pilih register yang dicatat'
        return
    if register.confidential and counted.units != "own":
        yield ("units",), f"register {register.key} rahasia bagi satuan kerjanya; hitung dengan units: own"
    for number, flow in enumerate(counted.flows):
        yield from _check_flow(flow, ("flows", number), register)
    if counted.group_by is None:
        if groups:
            yield ("group_by",), "ukuran ini mempunyai groups, tetapi tidak dikelompokkan; tambahkan group_by"
        return
    column = register.by_key.get(counted.group_by)
    if column is None:
        yield ("group_by",), _unknown(counted.group_by, register)
    elif column.type != "choice":
        yield (
            ("group_by",),
            f'kolom "{column.key}" bukan choice, sehingga kelompoknya tidak tertentu; pilih kolom lain',
        )
    elif not groups:
        yield (
            ("group_by",),
            f'ukuran ini dikelompokkan menurut "{column.key}" tanpa groups, sehingga tidak ada yang dihitung; tulis groups '
            f"dengan pilihan kolom itu ({', '.join(column.choices)}), atau hapus group_by",
        )
    elif unknown := sorted(set(groups) - set(column.choices)):
        yield (
            ("group_by",),
            (
                f'kelompok {", ".join(unknown)} bukan pilihan kolom "{column.key}"; pilih: {", ".join(column.choices)}'
            ),
        )


def _check_flow(flow: Flow, place: Place, register: Register) -> Iterator[Mistake]:
    columns = register.by_key
    by = columns.get(flow.by)
    if by is None:
        yield (*place, "by"), _unknown(flow.by, register)
    elif by.type != "date":
        yield (*place, "by"), f'kolom "{by.key}" berjenis {by.type}; bulan ditentukan oleh kolom tanggal'
    match flow.value:
        case SumOf(sum=key):
            yield from _check_typed(key, ("integer",), (*place, "value", "sum"), register)
        case LatestOf(latest=key, scale=scale, then_by=then_by):
            yield from _check_typed(key, ("integer",), (*place, "value", "latest"), register)
            yield from _check_typed(scale, ("integer",), (*place, "value", "scale"), register)
            for other in then_by:
                yield from _check_typed(other, ("date", "integer"), (*place, "value", "then_by"), register)
    for number, condition in enumerate(flow.where):
        yield from _check_condition(condition, (*place, "where", number), register)


def _check_typed(key: str, types: Sequence[str], place: Place, register: Register) -> Iterator[Mistake]:
    column = register.by_key.get(key)
    if column is None:
        yield place, _unknown(key, register)
    elif column.type not in types:
        use = "yang dijumlahkan kolom" if place[-1] == "sum" else "pilih kolom"
        yield place, f'kolom "{key}" berjenis {column.type}; {use} {" atau ".join(types)}'


def _check_condition(condition: Condition, place: Place, register: Register) -> Iterator[Mistake]:
    column = register.by_key.get(condition.column)
    if column is None:
        yield place, _unknown(condition.column, register)
        return
    if condition.op in UNARY:
        return
    if condition.op not in _COMPARABLE[column.type]:
        allowed = [*sorted(_COMPARABLE[column.type]), *sorted(UNARY)]
        yield (
            place,
            f'operator {condition.op} tidak berlaku untuk kolom "{column.key}" ({column.type}); pilih: '
            + ", ".join(allowed),
        )
    elif isinstance(condition.operand, OtherColumn):
        yield from _check_other(column, condition.operand, place, register)
    else:
        operands = condition.operand if isinstance(condition.operand, tuple) else (condition.operand,)
        for operand in operands:
            yield from _check_literal(column, operand, place)


def _check_other(column: Column, operand: OtherColumn, place: Place, register: Register) -> Iterator[Mistake]:
    other = register.by_key.get(operand.column)
    if other is None:
        yield place, _unknown(operand.column, register)
    elif other.type != column.type:
        yield (
            place,
            (
                f'kolom "{column.key}" ({column.type}) tidak dapat dibandingkan dengan "{other.key}" ({other.type})'
                "; pilih kolom sejenis"
            ),
        )


def _check_literal(column: Column, operand: Any, place: Place) -> Iterator[Mistake]:
    if operand == YEAR_START and column.type == "date":
        return
    kind, written = _LITERALS[column.type]
    if not isinstance(operand, kind) or (kind is int and isinstance(operand, bool)):
        yield place, f'kolom "{column.key}" ({column.type}) dibandingkan dengan {operand!r}; tulis {written}'
    elif column.type == "choice" and operand not in column.choices:
        yield (
            place,
            (
                f'"{operand}" bukan pilihan kolom "{column.key}"{nearest(str(operand), column.choices)}; pilih: '
                + ", ".join(column.choices)
            ),
        )


def _unknown(key: str, register: Register) -> str:
    near = nearest(key, register.by_key)
    return f'kolom "{key}" tidak ada dalam register {register.key}{near}; pilih: {", ".join(register.by_key)}'
