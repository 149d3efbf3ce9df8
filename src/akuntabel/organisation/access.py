"""The one place that decides who may do what: web, api, cli and services all ask here.

Scope: a role counts in its own unit; a supervisor's or evaluator's also in the units below. Whoever has no
role in a unit does not learn that it exists (404); whoever has one that does not allow the act is told so
(403).
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from akuntabel.organisation.models import RoleAssignment, Unit, User
from akuntabel.organisation.roles import INHERITED_ROLES, ROLE_PERMISSIONS, Permission, Role

__all__ = ["AccessDenied", "Permission", "Role", "UnitHidden", "may", "roles_in", "unit_for", "units_of"]


class UnitHidden(LookupError):
    """The unit does not exist, or the account has no role in it: the two look alike from outside."""


class AccessDenied(Exception):
    """The account has a role in the unit, but none that allows this; carries what was asked."""

    def __init__(self, permission: Permission, unit: Unit) -> None:
        super().__init__(f"{permission} in {unit.slug}")
        self.permission = permission
        self.unit = unit


def today() -> date:
    return timezone.now().date()


def _assignments(user: User | AnonymousUser, day: date) -> list[RoleAssignment]:
    if not isinstance(user, User) or not user.is_active or (user.is_demo and not settings.DEMO):
        return []  # an example account has its roles only while the demonstration runs
    assignments = RoleAssignment.objects.filter(user=user).select_related("unit")
    return [assignment for assignment in assignments if assignment.is_in_force(day)]


def roles_in(user: User | AnonymousUser, unit: Unit, day: date | None = None) -> frozenset[Role]:
    """The roles that count in a unit on a day (today if none is given)."""
    assignments = _assignments(user, day or today())
    own = {Role(a.role) for a in assignments if a.unit_id == unit.pk}
    from_above: set[Role] = set()
    if any(Role(a.role) in INHERITED_ROLES for a in assignments):
        above = unit.parent
        while above is not None:
            from_above |= {
                Role(a.role) for a in assignments if a.unit_id == above.pk and Role(a.role) in INHERITED_ROLES
            }
            above = above.parent
    return frozenset(own | from_above)


def may(user: User | AnonymousUser, permission: Permission, unit: Unit, day: date | None = None) -> bool:
    """Whether the account may do this in the unit on a day."""
    return any(permission in ROLE_PERMISSIONS[role] for role in roles_in(user, unit, day))


def unit_for(user: User | AnonymousUser, slug: str, permission: Permission) -> Unit:
    """The unit, for doing this in it. Raises UnitHidden (no role there) or AccessDenied (role too small)."""
    unit = Unit.objects.select_related("parent__parent__parent").filter(slug=slug).first()
    roles = roles_in(user, unit) if unit else frozenset()
    if unit is None or not roles:
        raise UnitHidden(slug)
    if not any(permission in ROLE_PERMISSIONS[role] for role in roles):
        raise AccessDenied(permission, unit)
    return unit


def units_of(user: User | AnonymousUser) -> list[Unit]:
    """Every unit in which the account has a role today, own ones first, then those below."""
    assignments = _assignments(user, today())
    own = {assignment.unit_id: assignment.unit for assignment in assignments}
    reach = {a.unit_id for a in assignments if Role(a.role) in INHERITED_ROLES}
    found, visited = dict(own), set(reach)
    while reach:
        below = list(Unit.objects.filter(parent_id__in=reach).exclude(pk__in=visited))
        found |= {unit.pk: unit for unit in below}
        reach = {unit.pk for unit in below}
        visited |= reach
    return list(found.values())
