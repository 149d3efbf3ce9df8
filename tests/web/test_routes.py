"""Every route: who may open it is declared, the menu leads somewhere, and a stranger sees nothing."""

from __future__ import annotations

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from akuntabel.organisation.roles import Permission, Role
from akuntabel.web import navigation
from akuntabel.web import urls as web

pytestmark = pytest.mark.database


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


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_what_opens_to_keepers_of_records_opens_to_keepers_of_confidential_ones(name):
    keepers = {Permission.EDIT_RECORDS, Permission.EDIT_CONFIDENTIAL_RECORDS}
    assert ROUTES[name].permissions & keepers in (keepers, frozenset())


@pytest.mark.parametrize("entry", navigation.entries(), ids=lambda entry: entry.route)
def test_menu_entry_needs_what_its_page_needs(entry):
    assert resolve(reverse(entry.route, args=["a", "2024-Q1"])).func.permission is entry.permission


def test_menu_shows_only_what_a_role_may_open(as_role, kupang):
    html = as_role(Role.ADMINISTRATOR, kupang).get("/kupang/2023-Q2/").content.decode()

    assert "/kupang/2023-Q2/rapor/" not in html


def test_no_registration_and_no_admin_site():
    paths = [str(pattern.pattern) for pattern in patterns(get_resolver().url_patterns)]

    assert not [path for path in paths if "admin" in path or "daftar" in path]
