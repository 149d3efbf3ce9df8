"""What the unit's definitions allow in a column that depends on another (`choices_by`)."""

from __future__ import annotations

from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for


def allowed_for(unit: Unit, register: str, column: str, chosen: str) -> tuple[str, ...]:
    """The choices of a register's column where the column it depends on has `chosen`, in their order."""
    by = definitions_for(unit).registers[register].by_key[column].choices_by
    assert by is not None, f"{register}.{column} depends on no other column"
    return by.allowed.get(chosen, ())
