"""The registers: model, upkeep and checks of each. The columns themselves are catalogue data."""

from __future__ import annotations

from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.shared import AGENCY
from akuntabel.registers.kinds.certification import CERTIFICATION_REQUEST, CLOCK_STOP, DATED_DOCUMENT
from akuntabel.registers.kinds.decisions import CORRECTIVE_ACTION, INSPECTION_DECISION
from akuntabel.registers.kinds.establishments import ESTABLISHMENT, INSPECTION
from akuntabel.registers.kinds.samples import SAMPLE

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        ESTABLISHMENT,
        INSPECTION,
        INSPECTION_DECISION,
        CORRECTIVE_ACTION,
        SAMPLE,
        CERTIFICATION_REQUEST,
        CLOCK_STOP,
        AGENCY,
        DATED_DOCUMENT,
    )
}
"""By the key that the catalogue's definition has."""
