"""The menu. A page appears here once it exists; a test opens every entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from akuntabel.measurement.record_queries import keeps_plan_lines, keeps_registers
from akuntabel.organisation.models import Unit
from akuntabel.organisation.roles import Permission
from akuntabel.web.place import Place


@dataclass(frozen=True)
class Entry:
    """One page of the menu: its route name takes the unit and the period and nothing else.

    `exists`: whether the unit has such a page at all; asked only of those who may open it.
    """

    route: str
    label: str | Promise
    icon: str
    permission: Permission
    exists: Callable[[Unit], bool] | None = None

    def is_for(self, place: Place) -> bool:
        return place.may(self.permission) and (self.exists is None or self.exists(place.unit))


@dataclass(frozen=True)
class Group:
    """Entries under one heading; the first group has none."""

    label: str | Promise
    entries: tuple[Entry, ...]


MENU = (
    Group("", (Entry("unit_home", _("Beranda"), "home", Permission.VIEW_HOME),)),
    Group(
        _("Kinerja"),
        (
            Entry("scorecard", _("Rapor kinerja"), "report-analytics", Permission.VIEW_SCORECARD),
            Entry("strategy_map", _("Peta strategi"), "sitemap", Permission.VIEW_SCORECARD),
            Entry("indicators", _("Indikator"), "target", Permission.VIEW_SCORECARD),
            Entry("efficiency", _("Efisiensi"), "scale", Permission.VIEW_BUDGET),
        ),
    ),
    Group(
        _("Perencanaan"),
        (
            Entry("action_plan", _("Rencana aksi (RAPK)"), "calendar-stats", Permission.VIEW_PLAN),
            Entry(
                "plan_lines", _("Rencana dan realisasi"), "list-check", Permission.VIEW_RECORDS, keeps_plan_lines
            ),
        ),
    ),
    Group(
        _("Data"),
        (Entry("registers", _("Register"), "database", Permission.VIEW_RECORDS, keeps_registers),),
    ),
    Group(
        _("Anggaran dan laporan"),
        (
            Entry("budget", _("Anggaran"), "cash-banknote", Permission.VIEW_BUDGET),
            Entry("reports", _("Laporan"), "file-text", Permission.VIEW_REPORT),
        ),
    ),
)


@dataclass(frozen=True)
class Link:
    """An entry as one page shows it."""

    label: str | Promise
    icon: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class LinkGroup:
    label: str | Promise
    links: list[Link]


def menu_for(place: Place, route: str) -> list[LinkGroup]:
    """The groups and entries that the account may open here; `route` is the page being shown."""
    groups = []
    for group in MENU:
        links = [
            Link(entry.label, entry.icon, reverse(entry.route, args=place.address), entry.route == route)
            for entry in group.entries
            if entry.is_for(place)
        ]
        if links:
            groups.append(LinkGroup(group.label, links))
    return groups


def entries() -> list[Entry]:
    """Every entry of every group."""
    return [entry for group in MENU for entry in group.entries]


def address_of(route: str, place: Place) -> str:
    """The address of a menu page here; empty when there is none or the account may not open it."""
    for entry in entries():
        if entry.route == route and entry.is_for(place):
            return reverse(route, args=place.address)
    return ""
