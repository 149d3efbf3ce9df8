"""What the unit's definitions allow in a column that depends on another (`choices_by`)."""

from __future__ import annotations

from collections.abc import Mapping

from akuntabel.organisation.models import Unit
from akuntabel.organisation.queries import definitions_for


def allowed_by(unit: Unit, register: str, column: str) -> Mapping[str, tuple[str, ...]]:
    """Value of the column it depends on → the choices of a register's column, in their order."""
    by = definitions_for(unit).registers[register].by_key[column].choices_by
    assert by is not None, f"{register}.{column} depends on no other column"
    return by.allowed
