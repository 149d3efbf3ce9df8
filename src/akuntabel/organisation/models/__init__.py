from akuntabel.organisation.models.facts import (
    Asset,
    District,
    FacilityCount,
    SeriesPoint,
    StaffCount,
    StatedTotal,
    Statement,
    StrategicIssue,
)
from akuntabel.organisation.models.people import RoleAssignment, User, UserManager
from akuntabel.organisation.models.readers import NamedReader
from akuntabel.organisation.models.records import Record
from akuntabel.organisation.models.shared import Agency, DatedDocument
from akuntabel.organisation.models.units import Team, Unit, UnitParameter, UnitVersion

__all__ = [
    "Agency",
    "Asset",
    "DatedDocument",
    "District",
    "FacilityCount",
    "NamedReader",
    "Record",
    "RoleAssignment",
    "SeriesPoint",
    "StaffCount",
    "StatedTotal",
    "Statement",
    "StrategicIssue",
    "Team",
    "Unit",
    "UnitParameter",
    "UnitVersion",
    "User",
    "UserManager",
]
