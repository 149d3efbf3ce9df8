"""The registers: model, upkeep and checks of each. The columns themselves are catalogue data."""

from __future__ import annotations

from akuntabel.organisation.records.kinds import Kind
from akuntabel.organisation.records.shared import AGENCY
from akuntabel.registers.kinds.activities import ACTIVITY
from akuntabel.registers.kinds.cases import CRIMINAL_CASE
from akuntabel.registers.kinds.certification import CERTIFICATION_REQUEST, CLOCK_STOP, DATED_DOCUMENT
from akuntabel.registers.kinds.complaints import COMPLAINT
from akuntabel.registers.kinds.decisions import CORRECTIVE_ACTION, INSPECTION_DECISION
from akuntabel.registers.kinds.establishments import ESTABLISHMENT, INSPECTION
from akuntabel.registers.kinds.external_values import EXTERNAL_VALUE
from akuntabel.registers.kinds.findings import INSPECTION_FINDING
from akuntabel.registers.kinds.interventions import (
    INTERVENTION_CRITERION,
    INTERVENTION_PLACE,
    INTERVENTION_STAGE,
)
from akuntabel.registers.kinds.msme import MSME_BUSINESS, MSME_SERVICE, MSME_STAGE
from akuntabel.registers.kinds.obligations import OBLIGATION
from akuntabel.registers.kinds.outreach import OUTREACH_EVENT, SURVEY_ANSWER
from akuntabel.registers.kinds.plan_lines import PLAN_LINE
from akuntabel.registers.kinds.samples import SAMPLE, SAMPLE_PARAMETER
from akuntabel.registers.kinds.third_party import THIRD_PARTY_TEST

KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        ESTABLISHMENT,
        INSPECTION,
        INSPECTION_DECISION,
        CORRECTIVE_ACTION,
        INSPECTION_FINDING,
        SAMPLE,
        SAMPLE_PARAMETER,
        CERTIFICATION_REQUEST,
        CLOCK_STOP,
        MSME_BUSINESS,
        MSME_STAGE,
        MSME_SERVICE,
        INTERVENTION_PLACE,
        INTERVENTION_STAGE,
        INTERVENTION_CRITERION,
        CRIMINAL_CASE,
        COMPLAINT,
        AGENCY,
        DATED_DOCUMENT,
        PLAN_LINE,
        ACTIVITY,
        OBLIGATION,
        EXTERNAL_VALUE,
        OUTREACH_EVENT,
        SURVEY_ANSWER,
        THIRD_PARTY_TEST,
    )
}
"""By the key that the catalogue's definition has."""
