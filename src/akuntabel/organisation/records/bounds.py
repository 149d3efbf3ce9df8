"""What the records of a unit are held against, whatever they are about: the day it is there, and its districts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

from akuntabel.catalogue.mistakes import nearest
from akuntabel.catalogue.register_schema import Column, Register
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.facts_on import district_names
from akuntabel.organisation.models import Record, Unit
from akuntabel.organisation.queries import day_in

EASTERNMOST = ZoneInfo("Asia/Jayapura")
"""Where a day begins first: for records whose unit is not known yet."""
YEARS_AHEAD = 30
"""A day further ahead has a mistyped year, also where it may lie ahead."""
NAMED = 20
"""Districts that a refusal lists; of more it names the nearest only."""


@dataclass(frozen=True)
class Bounds:
    """The unit's day, and every name its districts have or had; without names any district is taken."""

    today: date
    districts: tuple[str, ...] = ()
    _by_folded: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_folded", dict(_meant(self.districts)))

    @classmethod
    def of(cls, unit: Unit | None, register: Register) -> Bounds:
        """Two queries, one where the register has no district; none without a unit."""
        now = timezone.now()
        if unit is None:
            return cls(now.astimezone(EASTERNMOST).date())
        has_district = any(column.district for column in register.columns)
        return cls(day_in(unit, now), tuple(district_names(unit)) if has_district else ())

    def spelt(self, column: Column, text: str) -> str:
        """A district as the working area spells it: "kota  sorong" is "Kota Sorong", "Kab. Belu" and "Belu" are "Kabupaten
        Belu"; any other text as it is, also "Sorong" where both a Kota and a Kabupaten are called so."""
        return self._by_folded.get(_folded(text), text) if column.district else text

    def spell(self, register: Register, records: Iterable[Record]) -> None:
        """Districts of the records as the working area spells them."""
        written = [column for column in register.columns if column.district and not column.maintained]
        for record in records if written else ():
            for column in written:
                text = getattr(record, column.key)
                if text:
                    setattr(record, column.key, self.spelt(column, text))

    def problems(self, register: Register, record: Record) -> Iterator[Problem]:
        """Days that have not come yet, and places outside, in the columns that a person fills."""
        for column in register.columns:
            if column.maintained or not (column.type == "date" or column.district):
                continue
            value = getattr(record, column.key)
            if value is None:
                continue
            if column.type == "date" and value > self.today:
                yield from self._ahead(column, value)
            elif column.district == "own" and self.districts and value not in self.districts:
                yield Problem((column.key,), self._outside(column, value))

    def _ahead(self, column: Column, day: date) -> Iterator[Problem]:
        if not column.may_lie_ahead:
            yield Problem((column.key,), f"{column.name} {indonesian_date(day)}: hari itu belum tiba, hari ini "
                          f"{indonesian_date(self.today)}. Periksa tanggal dan tahunnya.")  # fmt: skip
        elif day.year > self.today.year + YEARS_AHEAD:
            yield Problem((column.key,), f"{column.name} {indonesian_date(day)}: lebih dari {YEARS_AHEAD} tahun lagi. "
                          "Periksa tahunnya.")  # fmt: skip

    def _outside(self, column: Column, text: str) -> str:
        near = nearest(text, self.districts)
        listed = (
            f", salah satu dari: {', '.join(self.districts)}" if not near and len(self.districts) <= NAMED else ""
        )
        return f'{column.name}: "{text}" bukan bagian wilayah kerja{near}. Pilih dari daftar{listed}.'


def _meant(districts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What may be written for each district: without its kind only where that can be no other one."""
    bare = Counter(_KIND.sub("", _folded(name)) for name in districts)
    for name in districts:
        yield _folded(name), name
        short = _KIND.sub("", _folded(name))
        if bare[short] == 1:
            yield short, name


_KIND = re.compile(r"^(kabupaten|kota) ")


def _folded(name: str) -> str:
    return re.sub(r"^kab(\.| ) *", "kabupaten ", " ".join(name.split()).casefold())
