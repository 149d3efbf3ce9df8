"""One model for each register. What is not known is NULL, also in texts: a condition on it is then met by nothing but
`is_not_set`, on every engine alike."""

from akuntabel.registers.models.activities import Activity
from akuntabel.registers.models.base import RegisterRecord
from akuntabel.registers.models.cases import CriminalCase
from akuntabel.registers.models.certification import CertificationRequest, ClockStop
from akuntabel.registers.models.complaints import Complaint
from akuntabel.registers.models.decisions import CorrectiveAction, InspectionDecision
from akuntabel.registers.models.establishments import Establishment, Inspection
from akuntabel.registers.models.external_values import ExternalValue
from akuntabel.registers.models.findings import InspectionFinding
from akuntabel.registers.models.imports import ImportBatch
from akuntabel.registers.models.interventions import (
    InterventionCriterion,
    InterventionPlace,
    InterventionStage,
)
from akuntabel.registers.models.msme import MsmeBusiness, MsmeService, MsmeStage
from akuntabel.registers.models.obligations import Obligation
from akuntabel.registers.models.outreach import OutreachEvent, SurveyAnswer
from akuntabel.registers.models.plan_lines import PlanLine
from akuntabel.registers.models.samples import Sample, SampleParameter
from akuntabel.registers.models.third_party import ThirdPartyTest

__all__ = [
    "Activity",
    "CertificationRequest",
    "ClockStop",
    "Complaint",
    "CorrectiveAction",
    "CriminalCase",
    "Establishment",
    "ExternalValue",
    "ImportBatch",
    "Inspection",
    "InspectionDecision",
    "InspectionFinding",
    "InterventionCriterion",
    "InterventionPlace",
    "InterventionStage",
    "MsmeBusiness",
    "MsmeService",
    "MsmeStage",
    "Obligation",
    "OutreachEvent",
    "PlanLine",
    "RegisterRecord",
    "Sample",
    "SampleParameter",
    "SurveyAnswer",
    "ThirdPartyTest",
]
