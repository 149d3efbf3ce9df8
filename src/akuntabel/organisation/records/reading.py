"""What was typed or imported → the value of a column, or a sentence that says how it is written.

The same for a form, a file and the command line, so that a file exported from here reads back to the same record.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.number_format import indonesian_as_entered, indonesian_number
from akuntabel.core.number_reading import decimal_of, decimal_text, readings
from akuntabel.core.periods import MONTH_NAMES
from akuntabel.core.problems import Problem
from akuntabel.core.scaled import LARGEST_SCALE, to_scaled

Value = str | int | bool | date | datetime | UUID | None

YES, NO = "ya", "tidak"
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""Years that a day may lie in: licences may be old, nothing else is."""
_DAY = re.compile(r"(?P<day>\d{1,2})[-/. ](?P<month>\d{1,2}|[A-Za-z]{3,9})[-/. ](?P<year>\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_MONTHS = {
    short: number for number, name in enumerate(MONTH_NAMES, 1) for short in (name[:3].lower(), name.lower())
}
LARGEST = 2**53
"""Whole numbers beyond this are mistakes of typing (and no spreadsheet keeps them exact)."""
LARGEST_DECIMAL = 10**12
"""The same for decimals: with six places they still fit into a column."""
LONGEST = 2000
"""Letters in one text."""


def read_values(register: Register, typed: Mapping[str, str]) -> tuple[dict[str, Value], list[Problem]]:
    """The values of the columns that a person fills, and every mistake with its column as place.

    A column that is missing from `typed` is read as empty. Maintained columns are not read.
    """
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for column in register.columns:
        if column.maintained:
            continue
        text = typed.get(column.key, "").strip()
        try:
            values[column.key] = read_value(column, text)
        except ValueError as error:
            problems.append(Problem((column.key,), f"{column.name}: {error}"))
        else:
            if column.required and text == "":
                problems.append(Problem((column.key,), f"{column.name}: belum diisi. Isi kolom ini."))
    return values, problems


def read_value(column: Column, text: str) -> Value:
    """One value. Raises ValueError with what is wrong and how it is written."""
    if text == "":
        return None
    match column.type:
        case "text":
            return _decimal(text) if column.is_decimal else _text(text)
        case "choice":
            return _choice(column, text)
        case "date":
            return read_day(text)
        case "integer":
            return _whole(text)
        case "boolean":
            return _yes_or_no(text)
        case "datetime":
            return _moment(text)
        case "reference":
            return _identity(text)


def shown_value(column: Column, value: Value) -> str:
    """A value for people: a choice by its word, a day in words; empty for an absent one."""
    if isinstance(value, bool | datetime) or value is None or column.is_year:
        return written_value(column, value)
    if column.is_decimal:
        return indonesian_as_entered(decimal_of(str(value)))
    if isinstance(value, date):
        return indonesian_date(value)
    if isinstance(value, int):
        return indonesian_number(value, 0)
    return column.choices.get(str(value), str(value)) if column.type == "choice" else str(value)


def written_value(column: Column, value: Value) -> str:
    """A value as a file holds it: what `read_value` reads back to the same value."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    return column.choices.get(str(value), str(value)) if column.type == "choice" else str(value)


def _text(text: str) -> str:
    """A browser ends the lines of a long text with two signs, a file with one: they are one text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise ValueError(
            f"{indonesian_number(len(text), 0)} huruf, paling banyak {indonesian_number(LONGEST, 0)}. Pendekkan."
        )
    if "\x00" in text:
        raise ValueError("berisi tanda yang tidak tampak. Ketik ulang.")
    return text


def _decimal(text: str) -> str:
    """1.234,56 or 2.48 with every digit; what may be read in two ways is refused, never guessed."""
    found = readings(text)
    if not found:
        raise ValueError(f'"{text}" bukan bilangan. Tulis seperti 2,48 atau 1.234,56.')
    if len(found) > 1:
        ways = " atau ".join(decimal_text(number) for number in found)
        raise ValueError(f'"{text}" dapat dibaca dengan dua cara. Tulis {ways}.')
    try:
        to_scaled(found[0])
    except ValueError:
        raise ValueError(
            f'"{text}" mempunyai lebih dari {LARGEST_SCALE} desimal. Bulatkan seperti dalam dokumennya.'
        ) from None
    if abs(found[0]) > LARGEST_DECIMAL:
        raise ValueError(f'"{text}" terlalu besar. Periksa angkanya.')
    return decimal_text(found[0])


def _choice(column: Column, text: str) -> str:
    """By its key or by its word, whatever the case."""
    words = {word.casefold(): key for key, word in column.choices.items()}
    if text in column.choices:
        return text
    if text.casefold() in words:
        return words[text.casefold()]
    near = nearest(text, column.choices.values())
    raise ValueError(f'"{text}" bukan pilihan{near}. Pilih: {", ".join(column.choices.values())}.')


def read_day(text: str) -> date:
    """2023-07-20, 20-07-2023 with hyphens, slashes, dots or spaces, or 20 Juli 2023. Raises ValueError."""
    found = _DAY.fullmatch(text) or _ISO_DAY.fullmatch(text)
    if found is None:
        raise ValueError(f'"{text}" bukan tanggal. Tulis seperti 20-07-2023 atau 2023-07-20.')
    month = _MONTHS.get(found["month"].lower(), 0) if found["month"].isalpha() else int(found["month"])
    if not EARLIEST_YEAR <= int(found["year"]) <= LATEST_YEAR:
        raise ValueError(
            f'"{text}": tahun {found["year"]} di luar {EARLIEST_YEAR} sampai {LATEST_YEAR}. Periksa tahunnya.'
        )
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        raise ValueError(f'"{text}" bukan tanggal: hari itu tidak ada. Tulis seperti 20-07-2023.') from None


def _whole(text: str) -> int:
    """1250 or 1.250; a decimal comma is refused, never cut off."""
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    if not re.fullmatch(r"-?\d{1,18}", text):
        raise ValueError(f'"{text}" bukan bilangan bulat. Tulis seperti 1250 atau 1.250.')
    if abs(int(text)) > LARGEST:
        raise ValueError(f'"{text}" terlalu besar. Periksa angkanya.')
    return int(text)


def _yes_or_no(text: str) -> bool:
    if text.casefold() in {YES, "true", "1"}:
        return True
    if text.casefold() in {NO, "false", "0"}:
        return False
    raise ValueError(f'"{text}" bukan ya atau tidak. Tulis salah satu.')


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f'"{text}" bukan tanggal dan jam. Tulis seperti 2023-07-20 14:05.') from None


def _identity(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(f'"{text}" bukan kunci catatan. Pilih dari daftar.') from None
