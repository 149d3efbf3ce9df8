"""Choosing another unit or period."""

from __future__ import annotations

import pytest

from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database

ADDRESS = "/dinas-contoh/2024-Q2/pilih/"


def test_periods_with_figures_lead_to_the_page_one_came_from(as_role, dinas):
    html = as_role(Role.PLANNER, dinas).get(ADDRESS, {"ke": "scorecard"}).content.decode()

    assert 'href="/dinas-contoh/2024-Q1/rapor/"' in html
    assert 'href="/dinas-contoh/2024-Q2/rapor/" aria-current="true"' in html


def test_unknown_page_leads_home(as_role, dinas):
    html = as_role(Role.PLANNER, dinas).get(ADDRESS, {"ke": "sign_out"}).content.decode()

    assert 'href="/dinas-contoh/2024-Q1/"' in html


def test_only_units_with_a_role_are_listed(as_role, kupang, dinas):
    html = as_role(Role.PLANNER, dinas).get(ADDRESS).content.decode()

    assert "Dinas Contoh Pelayanan" in html
    assert "Kupang" not in html


def test_unit_below_is_listed_for_a_supervisor(as_role, kupang, dinas):
    kupang.versions.update(parent=dinas)

    html = as_role(Role.SUPERVISOR, dinas).get(ADDRESS, {"ke": "scorecard"}).content.decode()

    assert 'href="/kupang/2024-Q2/rapor/"' in html


def test_unit_is_named_as_it_was_on_the_period(as_role, dinas):
    html = as_role(Role.PLANNER, dinas).get("/dinas-contoh/2023-Q2/pilih/").content.decode()

    assert "Kantor Contoh Pelayanan" in html


def test_number_of_queries(as_role, dinas, django_assert_max_num_queries):
    client = as_role(Role.PLANNER, dinas)
    with django_assert_max_num_queries(10):
        client.get(ADDRESS)


def test_guards(client, as_role, kupang, dinas):
    assert client.get(ADDRESS).status_code == 302
    assert as_role(Role.HEAD, kupang).get(ADDRESS).status_code == 404
    assert as_role(Role.HEAD, dinas).post(ADDRESS).status_code == 405
    assert as_role(Role.HEAD, dinas).get("/dinas-contoh/nanti/pilih/").status_code == 404
