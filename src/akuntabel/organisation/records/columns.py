"""Which columns of a register stand where: in lists, in searches, in the name of a record.

Nothing here is about one register: what its definition says, and by what its figures are counted, decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from akuntabel.catalogue.register_schema import Column, Counted, OtherColumn, Register
from akuntabel.organisation.records.services import HIDDEN

WIDEST = 9
"""Columns in a list: more do not fit a laptop's screen."""
NAME_SEPARATOR = " · "
NUMBER = "number"
"""The column that holds a record's number, where the register has one."""


@dataclass(frozen=True)
class Layout:
    """The columns of one register by their use. `counted` are the keys by which figures are counted.

    `named`: the reader is named for the register's confidential records. Without that no row of them is seen.
    """

    register: Register
    counted: frozenset[str] = frozenset()
    named: bool = False

    @classmethod
    def of(cls, register: Register, measures: Iterable[Counted] = (), *, named: bool = False) -> Layout:
        """With the columns that the measures count by."""
        return cls(register, frozenset(key for counted in measures for key in columns_of(counted)), named)

    @property
    def open(self) -> list[Column]:
        """What lists, searches and files may hold: nothing personal, nothing secret."""
        return [column for column in self.register.columns if column.sensitivity not in HIDDEN]

    @property
    def name(self) -> list[Column]:
        """What a record is called by: its number, which some have not, and the texts that every record has; two at most."""
        return [column for column in self.texts if column.required or column.key == NUMBER][:2]

    @property
    def texts(self) -> list[Column]:
        """What a search looks through."""
        return [column for column in self.open if column.type == "text"]

    @property
    def choices(self) -> list[Column]:
        return [column for column in self.open if column.type == "choice"]

    @property
    def main_date(self) -> Column | None:
        """The first date that every record has, or else the first by which figures are counted."""
        dates = [column for column in self.open if column.type == "date"]
        first = next((column for column in dates if column.required), None)
        return first or next((column for column in dates if column.key in self.counted), None)

    @property
    def district(self) -> Column | None:
        """Where a record happened: the first open text that names a district."""
        return next((column for column in self.texts if column.district), None)

    @property
    def listed(self) -> list[Column]:
        """The columns of a list: those that the register names, or else name, main date, what counts and what every record
        has, in the register's order."""
        if self.register.listed:
            return [column for column in self.open if column.key in self.register.listed]
        order = [*self.name, *filter(None, [self.main_date])]
        order += [column for column in self.open if column.key in self.counted]
        order += [column for column in self.open if column.required]
        chosen = list(dict.fromkeys(column.key for column in order))[:WIDEST]
        return [column for column in self.register.columns if column.key in chosen]

    def visible(self, *, personal: bool) -> list[Column]:
        """What a record's own page shows; all of it to named people, a secret column to nobody else."""
        if self.named:
            return list(self.register.columns)
        hidden = {"secret"} if personal else HIDDEN
        return [column for column in self.register.columns if column.sensitivity not in hidden]

    @property
    def hidden(self) -> list[Column]:
        """Of what a keeper of its records sees, what stands in no list and no ordinary file."""
        return [column for column in self.visible(personal=True) if column.sensitivity in HIDDEN]

    @property
    def written(self) -> list[Column]:
        """What a person fills in a form."""
        return [column for column in self.visible(personal=True) if not column.maintained]

    @property
    def can_be_written(self) -> bool:
        """Whether a form can hold all that a record needs: a secret column stands in that of named people."""
        written = self.written
        return all(c in written for c in self.register.columns if c.required and not c.maintained)


def columns_of(counted: Counted) -> set[str]:
    """Every column that a measure names."""
    found = {counted.group_by} if counted.group_by else set()
    for flow in counted.flows:
        found |= {flow.by, *(condition.column for condition in flow.where)}
        found |= {c.operand.column for c in flow.where if isinstance(c.operand, OtherColumn)}
        found |= {*flow.value_columns}
    return found
