"""A file that holds personal columns too: a choice of its own, told to the trail before anybody has the file."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.models import Unit
from akuntabel.organisation.records.columns import Layout
from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.queries import Registers, Search, values_for_file
from akuntabel.organisation.records.reading import Value
from akuntabel.organisation.records.services import hashed

LONGEST_PURPOSE = 300


@transaction.atomic
def personal_export(
    kind: Kind,
    layout: Layout,
    unit: Unit,
    search: Search,
    registers: Registers,
    *,
    purpose: str,
    also: Sequence[str] = (),
    by: Actor,
) -> list[list[Value]]:
    """The records found with every column that a keeper of them sees, fields of the model to stand beside them, and the
    UUID. Raises Refused without a purpose.

    The caller has asked whether the account keeps the register's records.
    """
    if not layout.hidden:
        raise Refused([Problem(("purpose",), "Register ini tidak memuat kolom pribadi. Pakai unduhan biasa.")])
    purpose = " ".join(purpose.split())[:LONGEST_PURPOSE]
    if not purpose:
        raise Refused([Problem(("purpose",), "Keperluan belum diisi. Tulis untuk apa data pribadi ini diunduh.")])
    columns = layout.visible(personal=True)
    rows = list(values_for_file(kind, layout, unit, search, registers, columns=columns, also=also))
    secret = layout.register.confidential is not False
    tell(chain=unit.slug, action=f"{kind.key}.exported", subject=kind.key, actor=by,
         after={"records": len(rows), "columns": [column.key for column in layout.hidden],
                "filter": told_filter(search, secret=secret)},
         reason=hashed(purpose) if secret else purpose)  # fmt: skip
    return rows


def told_filter(search: Search, *, secret: bool) -> dict[str, str]:
    """What was asked for; words, which may be a name, and all about a register with confidential records as keyed hashes."""
    asked = {"year": search.year, "since": search.since, "until": search.until, "district": search.district,
             "state": search.state, **search.chosen}  # fmt: skip
    told = {key: hashed(str(value)) if secret else str(value) for key, value in asked.items() if value}
    return told | ({"words": hashed(search.words)} if search.words else {})
