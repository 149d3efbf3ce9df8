"""Every route: who may open it is declared, the menu leads somewhere, and a stranger sees nothing."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from akuntabel.organisation.roles import ROLE_PERMISSIONS, Permission, Role
from akuntabel.web import navigation
from akuntabel.web import urls as web

pytestmark = pytest.mark.database

ARGUMENTS = {"slug": "random-drug-compliance"}


def patterns(entries) -> list[URLPattern]:
    found = []
    for entry in entries:
        found += patterns(entry.url_patterns) if isinstance(entry, URLResolver) else [entry]
    return found


def view_of(pattern: URLPattern):
    return getattr(pattern.callback, "view_class", pattern.callback)


ROUTES = {pattern.name: view_of(pattern) for pattern in patterns(web.urlpatterns)}
OF_A_UNIT = {pattern.name: pattern for pattern in patterns(web.of_a_unit)}


@pytest.mark.parametrize("name", ROUTES)
def test_every_view_says_who_may_open_it(name):
    view = ROUTES[name]
    declared = [mark for mark in ("permission", "public_because", "any_account") if getattr(view, mark, None)]

    assert len(declared) == 1


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_page_of_a_unit_needs_a_permission(name):
    assert isinstance(ROUTES[name].permission, Permission)


@pytest.mark.parametrize("entry", navigation.entries(), ids=lambda entry: entry.route)
def test_menu_entry_needs_what_its_page_needs(entry):
    assert resolve(reverse(entry.route, args=["a", "2024-Q1"])).func.permission is entry.permission


def address(name: str) -> str | None:
    """A route's address in the reference office; None for routes that need more than we know."""
    needs = set(OF_A_UNIT[name].pattern.converters)
    if not needs <= set(ARGUMENTS):
        return None
    return reverse(name, kwargs={"unit": "kupang", "period": "2023-Q2"} | {k: ARGUMENTS[k] for k in needs})


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_nobody_without_a_role_gets_in(name, client, as_role, kupang, dinas):
    page = address(name)
    if page is None:
        pytest.skip("tested with its page")

    assert client.get(page).headers.get("Location", "").startswith("/masuk/?next=/kupang/")
    assert as_role(Role.HEAD, dinas).get(page).status_code == 404
    assert as_role(None).get(page).status_code == 404


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_each_role_gets_what_its_permissions_say(name, as_role, kupang):
    page = address(name)
    if page is None:
        pytest.skip("tested with its page")

    for role in (Role.ADMINISTRATOR, Role.INVESTIGATOR, Role.HEAD):
        allowed = ROUTES[name].permission in ROLE_PERMISSIONS[role]
        assert (as_role(role, kupang).get(page).status_code != 403) == allowed


def test_menu_shows_only_what_a_role_may_open(as_role, kupang):
    html = as_role(Role.ADMINISTRATOR, kupang).get("/kupang/2023-Q2/").content.decode()

    assert "/kupang/2023-Q2/rapor/" not in html


def test_no_registration_and_no_admin_site():
    paths = [str(pattern.pattern) for pattern in patterns(get_resolver().url_patterns)]

    assert not [path for path in paths if "admin" in path or "daftar" in path]
