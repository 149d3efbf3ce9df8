"""Who may do what where: own unit, unit below, other unit, no role, out of term, inactive."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from akuntabel.organisation.access import (
    AccessDenied,
    UnitHidden,
    allows,
    may,
    roles_in,
    roles_with,
    unit_for,
    units_of,
    works_on_figures,
)
from akuntabel.organisation.models import RoleAssignment, Unit, UnitVersion, User
from akuntabel.organisation.roles import ROLE_PERMISSIONS, Permission, Role

pytestmark = pytest.mark.django_db


def unit(slug, parent=None, time_zone="Asia/Jakarta"):
    made = Unit.objects.create(slug=slug, scheme="bpom")
    row(made, date(2020, 1, 1), parent, time_zone)
    return made


def row(unit, valid_from, parent=None, time_zone="Asia/Jakarta"):
    UnitVersion.objects.create(unit=unit, valid_from=valid_from, parent=parent, name=unit.slug, time_zone=time_zone)


@pytest.fixture
def tree():
    parent = unit("pusat")
    child = unit("balai", parent)
    grandchild = unit("loka", child)
    return parent, child, grandchild, unit("lain")


@pytest.fixture
def at(monkeypatch):
    """Set the clock: a moment in UTC."""
    return lambda *moment: monkeypatch.setattr(
        "akuntabel.organisation.access.timezone.now", lambda: datetime(*moment, tzinfo=UTC)
    )


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


def test_roles_that_allow_something_are_named_in_order():
    assert Role.INVESTIGATOR not in roles_with(Permission.VIEW_BUDGET)
    assert roles_with(Permission.VIEW_HOME) == list(Role)
    assert not allows([], Permission.VIEW_HOME)


def test_who_looks_on_does_not_work_on_the_figures():
    working = {role for role in Role if works_on_figures([role])}

    assert working == {Role.DATA_OFFICER, Role.TEAM_LEADER, Role.PLANNER, Role.FINANCE, Role.HEAD}
    assert works_on_figures([Role.EVALUATOR, Role.HEAD])


def test_every_permission_has_words():
    assert all(permission.words for permission in Permission)


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
def test_a_role_counts_in_its_term_only(tree, at, start, end):
    at(2024, 7, 1, 5)
    day = date(2024, 7, 1)
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


@pytest.mark.parametrize(
    ("zone", "last_before", "first_in"),
    [("Asia/Makassar", (2024, 6, 30, 15, 59), (2024, 6, 30, 16, 0)),
     ("Asia/Jayapura", (2024, 6, 30, 14, 59), (2024, 6, 30, 15, 0))],
)  # fmt: skip
def test_a_role_starts_at_midnight_in_its_unit(at, zone, last_before, first_in):
    """1 July begins at 00.00 WITA or WIT, eight or nine hours before it does in UTC."""
    there = unit("balai", time_zone=zone)
    user = account(Role.HEAD, there, valid_from=date(2024, 7, 1))
    at(*last_before)
    assert roles_in(user, there) == frozenset()
    at(*first_in)
    assert roles_in(user, there) == {Role.HEAD}


def test_a_role_ends_at_midnight_in_its_unit(at):
    """The last day ends at 24.00 WITA, while it is still that day in UTC."""
    there = unit("balai", time_zone="Asia/Makassar")
    user = account(Role.HEAD, there, valid_to=date(2024, 6, 30))
    at(2024, 6, 30, 15, 59)
    assert may(user, Permission.VIEW_HOME, there)
    at(2024, 6, 30, 16, 0)
    assert not may(user, Permission.VIEW_HOME, there)


def test_a_time_zone_belongs_to_a_day(at):
    """A unit that moves to WIT on 1 July counts its days in WIT from then on."""
    there = unit("balai", time_zone="Asia/Jakarta")
    row(there, date(2024, 7, 1), time_zone="Asia/Jayapura")
    user = account(Role.HEAD, there, valid_from=date(2024, 8, 1))
    at(2024, 7, 31, 15, 0)
    assert roles_in(user, there) == {Role.HEAD}


def test_the_tree_is_that_of_the_day(tree, at):
    """A unit that moves under another supervisor is reached by the old one until then, by the new one after."""
    _, child, grandchild, other = tree
    row(grandchild, date(2024, 7, 1), other)
    before, after = account(Role.SUPERVISOR, child), account(Role.SUPERVISOR, other)
    at(2024, 6, 30, 12)
    assert (may(before, Permission.VIEW_PLAN, grandchild), may(after, Permission.VIEW_PLAN, grandchild)) == (
        True,
        False,
    )
    assert (units_of(before), units_of(after)) == ([child, grandchild], [other])
    at(2024, 7, 1, 12)
    assert (may(before, Permission.VIEW_PLAN, grandchild), may(after, Permission.VIEW_PLAN, grandchild)) == (
        False,
        True,
    )
    assert (units_of(before), units_of(after)) == ([child], [other, grandchild])


def test_a_ring_of_units_ends(tree):
    """Two units over one another, which only a mistake can make, hang nothing."""
    parent, child, _, other = tree
    row(parent, date(2021, 1, 1), child)
    assert roles_in(account(Role.SUPERVISOR, other), child) == frozenset()
    assert may(account(Role.SUPERVISOR, child), Permission.VIEW_PLAN, parent)


@pytest.mark.parametrize("role", [Role.PLANNER, Role.SUPERVISOR])
def test_roles_are_read_once_for_an_account(tree, django_assert_num_queries, role):
    """The roles and the rows of their units; asking again reads nothing, and the unit comes along."""
    user = account(role, tree[1])
    with django_assert_num_queries(2):
        found = unit_for(user, "balai", Permission.VIEW_PLAN)
        assert roles_in(user, found) == {role}
        assert may(user, Permission.VIEW_PLAN, found)
        assert found.versions.all()[0].name == "balai"


def test_a_unit_below_costs_the_tree(tree, django_assert_num_queries):
    """Roles, their units' rows, the unit, and the tree."""
    user = account(Role.SUPERVISOR, tree[0])
    with django_assert_num_queries(4):
        unit_for(user, "loka", Permission.VIEW_PLAN)
