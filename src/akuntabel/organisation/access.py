"""The one place that decides who may do what: web, api, cli and services all ask here.

Scope: a role counts in its own unit; a supervisor's or evaluator's also in the units below, by the tree of
the day. Whoever has no role in a unit does not learn that it exists (404); whoever has one that does not
allow the act is told so (403). Days are those of the unit: a role that starts today starts at 00:00 there.

Confidential records are for people named for their register in the unit, on top of a role that opens registers:
no role reaches them, nor does naming reach up or down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from akuntabel.catalogue.register_schema import Register
from akuntabel.organisation.models import NamedReader, RoleAssignment, Unit, User
from akuntabel.organisation.queries import day_in, parents_at
from akuntabel.organisation.roles import INHERITED_ROLES, ONLOOKING_ROLES, ROLE_PERMISSIONS, Permission, Role

__all__ = [
    "AccessDenied",
    "NamingNeeded",
    "Permission",
    "Role",
    "UnitHidden",
    "allows",
    "may",
    "may_import",
    "may_import_with",
    "may_keep",
    "named_for",
    "roles_in",
    "roles_with",
    "unit_for",
    "units_of",
    "works_on_figures",
]


class UnitHidden(LookupError):
    """The unit does not exist, or the account has no role in it: the two look alike from outside."""


class AccessDenied(Exception):
    """The account has a role in the unit, but none that allows this; carries what was asked, and what would do as well."""

    def __init__(self, permission: Permission, unit: Unit, *, or_: Permission | None = None) -> None:
        super().__init__(f"{permission} in {unit.slug}")
        self.permission = permission
        self.unit = unit
        self.or_ = or_


class NamingNeeded(AccessDenied):
    """A role of the account would do, were the account named for the register's confidential records."""

    def __init__(self, unit: Unit) -> None:
        super().__init__(Permission.EDIT_CONFIDENTIAL_RECORDS, unit)


def _assignments(user: User | AnonymousUser) -> list[RoleAssignment]:
    """The account's roles in force now, units and their rows at hand.

    Two queries the first time; the rows stay with the account object, which lives for one request.
    """
    if not isinstance(user, User) or not user.is_active or (user.is_demo and not settings.DEMO):
        return []  # an example account has its roles only while the demonstration runs
    with_units = Prefetch(
        "assignments", RoleAssignment.objects.select_related("unit").prefetch_related("unit__versions")
    )
    prefetch_related_objects([user], with_units)
    now = timezone.now()
    return [a for a in user.assignments.all() if a.is_in_force(day_in(a.unit, now))]


def _above(unit: int, parents: Mapping[int, int | None]) -> Iterator[int]:
    """The units above one, nearest first; a ring, which nobody should have entered, ends."""
    seen = {unit}
    above = parents.get(unit)
    while above is not None and above not in seen:
        yield above
        seen.add(above)
        above = parents.get(above)


def roles_in(user: User | AnonymousUser, unit: Unit) -> frozenset[Role]:
    """The roles that count in a unit now."""
    assignments = _assignments(user)
    own = {Role(a.role) for a in assignments if a.unit_id == unit.pk}
    reaching = [a for a in assignments if Role(a.role) in INHERITED_ROLES and a.unit_id != unit.pk]
    if not reaching:
        return frozenset(own)
    above = set(_above(unit.pk, parents_at(timezone.now())))
    return frozenset(own | {Role(a.role) for a in reaching if a.unit_id in above})


def allows(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether one of the roles allows it."""
    return any(permission in ROLE_PERMISSIONS[role] for role in roles)


def roles_with(permission: Permission) -> list[Role]:
    """The roles that allow it, in the order of the list of roles."""
    return [role for role in Role if allows([role], permission)]


def works_on_figures(roles: Iterable[Role]) -> bool:
    """Whether one of the roles works on a unit's figures, plan or budget, instead of looking on."""
    return bool(set(roles) - ONLOOKING_ROLES)


def may(user: User | AnonymousUser, permission: Permission, unit: Unit) -> bool:
    """Whether the account may do this in the unit now."""
    return allows(roles_in(user, unit), permission)


def named_for(user: User | AnonymousUser, unit: Unit) -> frozenset[str]:
    """The registers of the unit whose confidential records the account may see now. One query, none without a role."""
    if not isinstance(user, User) or not may(user, Permission.VIEW_RECORDS, unit):
        return frozenset()
    today = day_in(unit, timezone.now())
    return frozenset(
        one.register for one in NamedReader.objects.filter(user=user, unit=unit) if one.is_in_force(today)
    )


def may_keep(roles: Iterable[Role], register: Register, *, named: bool) -> bool:
    """Whether somebody with these roles may keep and correct records of a register; of one that is confidential only
    when named for it."""
    has = list(roles)
    if named and allows(has, Permission.EDIT_CONFIDENTIAL_RECORDS):
        return True
    return allows(has, Permission.EDIT_RECORDS) and (named or register.confidential is not True)


def may_import(user: User | AnonymousUser, unit: Unit, register: Register) -> bool:
    """Whether the account may hold a file against a register now."""
    return may_import_with(roles_in(user, unit), register, named=register.key in named_for(user, unit))


def may_import_with(roles: Iterable[Role], register: Register, *, named: bool) -> bool:
    """Whether somebody with these roles may hold a file against a register: by the answer one learns of every record in it,
    so where some are confidential only when named for them."""
    return may_keep(roles, register, named=named) and (named or not register.confidential)


def unit_for(user: User | AnonymousUser, slug: str, permission: Permission) -> Unit:
    """The unit, for doing this in it. Raises UnitHidden (no role there) or AccessDenied (role too small)."""
    own = next((a.unit for a in _assignments(user) if a.unit.slug == slug), None)
    unit = own or Unit.objects.filter(slug=slug).first()
    roles = roles_in(user, unit) if unit else frozenset()
    if unit is None or not roles:
        raise UnitHidden(slug)
    if not allows(roles, permission):
        raise AccessDenied(permission, unit)
    return unit


def units_of(user: User | AnonymousUser) -> list[Unit]:
    """Every unit in which the account has a role now, own ones first, then those below."""
    assignments = _assignments(user)
    found = {a.unit_id: a.unit for a in assignments}
    reach = {a.unit_id for a in assignments if Role(a.role) in INHERITED_ROLES}
    if reach:
        parents = parents_at(timezone.now())
        below = [pk for pk in parents if pk not in found and reach & set(_above(pk, parents))]
        found |= {unit.pk: unit for unit in Unit.objects.filter(pk__in=below)}
    return list(found.values())
