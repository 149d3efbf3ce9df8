"""The roles of an office and what each may do. Nothing else in the product decides that."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_noop


class Permission(StrEnum):
    """One thing that can be done. Views, API routes, commands and services name the one they need."""

    VIEW_HOME = "view_home"
    VIEW_SCORECARD = "view_scorecard"
    VIEW_PLAN = "view_plan"
    VIEW_BUDGET = "view_budget"
    VIEW_FOLLOW_UPS = "view_follow_ups"
    VIEW_REPORT = "view_report"
    VIEW_RECORDS = "view_records"
    EDIT_RECORDS = "edit_records"
    EDIT_CONFIDENTIAL_RECORDS = "edit_confidential_records"
    NAME_READERS = "name_readers"

    @property
    def words(self) -> str:
        """What it allows, in Indonesian: "melihat anggaran"; a screen translates it."""
        return _WORDS[self]


_WORDS = {
    Permission.VIEW_HOME: gettext_noop("membuka beranda"),
    Permission.VIEW_SCORECARD: gettext_noop("melihat rapor kinerja"),
    Permission.VIEW_PLAN: gettext_noop("melihat perencanaan"),
    Permission.VIEW_BUDGET: gettext_noop("melihat anggaran"),
    Permission.VIEW_FOLLOW_UPS: gettext_noop("melihat tindak lanjut"),
    Permission.VIEW_REPORT: gettext_noop("melihat laporan"),
    Permission.VIEW_RECORDS: gettext_noop("melihat register"),
    Permission.EDIT_RECORDS: gettext_noop("mencatat dan memperbaiki catatan register"),
    Permission.EDIT_CONFIDENTIAL_RECORDS: gettext_noop(
        "mencatat dan memperbaiki catatan rahasia yang dibukakan baginya"
    ),
    Permission.NAME_READERS: gettext_noop("menunjuk pembaca catatan rahasia"),
}


class Role(StrEnum):
    """A role in a unit (peran)."""

    DATA_OFFICER = "data_officer"
    TEAM_LEADER = "team_leader"
    PLANNER = "planner"
    FINANCE = "finance"
    HEAD = "head"
    SUPERVISOR = "supervisor"
    EVALUATOR = "evaluator"
    INVESTIGATOR = "investigator"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The official Indonesian word."""
        return _LABELS[self]


_LABELS = {
    Role.DATA_OFFICER: "Petugas Data",
    Role.TEAM_LEADER: "Ketua Tim",
    Role.PLANNER: "Perencana",
    Role.FINANCE: "Keuangan/PPK",
    Role.HEAD: "Kepala",
    Role.SUPERVISOR: "Pembina",
    Role.EVALUATOR: "Evaluator",
    Role.INVESTIGATOR: "Penyidik",
    Role.ADMINISTRATOR: "Admin",
}

_READ_FIGURES = frozenset(
    {
        Permission.VIEW_HOME,
        Permission.VIEW_SCORECARD,
        Permission.VIEW_PLAN,
        Permission.VIEW_BUDGET,
        Permission.VIEW_FOLLOW_UPS,
        Permission.VIEW_REPORT,
    }
)
_READ_ALL = _READ_FIGURES | {Permission.VIEW_RECORDS}
_KEEP_RECORDS = _READ_ALL | {Permission.EDIT_RECORDS}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DATA_OFFICER: _KEEP_RECORDS,
    Role.TEAM_LEADER: _KEEP_RECORDS,
    Role.PLANNER: _READ_ALL,
    Role.FINANCE: _READ_FIGURES,
    Role.HEAD: _READ_ALL | {Permission.NAME_READERS},
    Role.SUPERVISOR: _READ_ALL | {Permission.NAME_READERS},
    Role.EVALUATOR: _READ_ALL,
    Role.INVESTIGATOR: _READ_FIGURES
    - {Permission.VIEW_BUDGET, Permission.VIEW_REPORT}  # the report holds the budget
    | {Permission.VIEW_RECORDS, Permission.EDIT_CONFIDENTIAL_RECORDS},
    Role.ADMINISTRATOR: frozenset({Permission.VIEW_HOME}),
}

INHERITED_ROLES = frozenset({Role.SUPERVISOR, Role.EVALUATOR})
"""Roles that reach from a unit down to the units below it."""

ONLOOKING_ROLES = frozenset({Role.SUPERVISOR, Role.EVALUATOR, Role.INVESTIGATOR, Role.ADMINISTRATOR})
"""Roles that look on: they enter, verify and approve nothing in the unit."""
