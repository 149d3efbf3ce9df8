"""Who may do what where: own unit, unit below, other unit, no role, out of term, inactive."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from akuntabel.organisation.access import AccessDenied, UnitHidden, may, roles_in, today, unit_for, units_of
from akuntabel.organisation.models import RoleAssignment, Unit, User
from akuntabel.organisation.roles import ROLE_PERMISSIONS, Permission, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    parent = Unit.objects.create(slug="pusat", scheme="bpom")
    child = Unit.objects.create(slug="balai", scheme="bpom", parent=parent)
    grandchild = Unit.objects.create(slug="loka", scheme="bpom", parent=child)
    other = Unit.objects.create(slug="lain", scheme="bpom")
    return parent, child, grandchild, other


def account(role, unit, **fields):
    user = User.objects.create_user(f"u{User.objects.count()}", "a-long-password", display_name="Jabatan")
    fields.setdefault("valid_from", date(2023, 1, 1))
    RoleAssignment.objects.create(user=user, unit=unit, role=role, **fields)
    return user


def test_every_role_has_its_permissions_listed():
    assert set(ROLE_PERMISSIONS) == set(Role)
    assert all(Permission.VIEW_HOME in permissions for permissions in ROLE_PERMISSIONS.values())


def test_an_administrator_sees_no_figures():
    assert Permission.VIEW_SCORECARD not in ROLE_PERMISSIONS[Role.ADMINISTRATOR]


def test_a_planner_works_in_the_own_unit_only(tree):
    parent, child, grandchild, other = tree
    planner = account(Role.PLANNER, child)
    assert unit_for(planner, "balai", Permission.VIEW_PLAN) == child
    for unit in (parent, grandchild, other):
        assert not may(planner, Permission.VIEW_PLAN, unit)
        with pytest.raises(UnitHidden):
            unit_for(planner, unit.slug, Permission.VIEW_PLAN)
    assert units_of(planner) == [child]


def test_a_supervisor_reaches_down_not_up(tree):
    parent, child, grandchild, other = tree
    supervisor = account(Role.SUPERVISOR, child)
    assert may(supervisor, Permission.VIEW_SCORECARD, grandchild)
    assert not may(supervisor, Permission.VIEW_SCORECARD, parent)
    assert not may(supervisor, Permission.VIEW_SCORECARD, other)
    assert units_of(supervisor) == [child, grandchild]
    assert roles_in(account(Role.SUPERVISOR, parent), grandchild) == {Role.SUPERVISOR}


def test_a_role_that_is_too_small_is_told_so(tree):
    administrator = account(Role.ADMINISTRATOR, tree[1])
    with pytest.raises(AccessDenied, match="view_scorecard in balai"):
        unit_for(administrator, "balai", Permission.VIEW_SCORECARD)


@pytest.mark.parametrize(("start", "end"), [(1, None), (-10, -1)])
def test_a_role_counts_in_its_term_only(tree, start, end):
    day = today()
    valid_to = None if end is None else day + timedelta(end)
    user = account(Role.HEAD, tree[1], valid_from=day + timedelta(start), valid_to=valid_to)
    assert roles_in(user, tree[1]) == frozenset()


def test_nobody_without_an_active_account(tree):
    user = account(Role.HEAD, tree[1])
    user.is_active = False
    assert not may(user, Permission.VIEW_HOME, tree[1])
    assert not may(AnonymousUser(), Permission.VIEW_HOME, tree[1])
    assert units_of(AnonymousUser()) == []


def test_a_unit_that_is_not_there_looks_like_one_that_is_hidden(tree):
    with pytest.raises(UnitHidden, match="tidak-ada"):
        unit_for(account(Role.HEAD, tree[1]), "tidak-ada", Permission.VIEW_HOME)


def test_a_role_in_between_hides_nothing_below(tree):
    """Supervisor above, another role in between: the unit below is still reached."""
    parent, child, grandchild, _ = tree
    user = account(Role.SUPERVISOR, parent)
    RoleAssignment.objects.create(user=user, unit=child, role=Role.PLANNER, valid_from=date(2023, 1, 1))
    assert {unit.slug for unit in units_of(user)} == {parent.slug, child.slug, grandchild.slug}


def test_an_example_account_has_its_roles_only_during_a_demonstration(tree, settings):
    user = account(Role.HEAD, tree[1])
    user.is_demo = True
    settings.DEMO = False
    assert roles_in(user, tree[1]) == frozenset()
    settings.DEMO = True
    assert roles_in(user, tree[1]) == {Role.HEAD}
