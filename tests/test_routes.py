"""All routes × all roles, web and API, against the hand-kept table in cases/access.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import yaml
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from akuntabel.audit.services import Actor
from akuntabel.measurement import importing
from akuntabel.measurement.record_queries import books_of
from akuntabel.organisation.models import RoleAssignment, Unit, User
from akuntabel.organisation.roles import Role

TABLE = yaml.safe_load((Path(__file__).parent / "cases/access.yaml").read_text(encoding="utf-8"))
ARGUMENTS = {"unit": "kupang", "period": "2023-Q2", "slug": "random-drug-compliance", "form": "xlsx",
             "kind": "inspection", "column": "establishment", "measure": "random_drug_samples_tested",
             "month": 6, "uuid": UUID("0b6d0c1e-0000-4000-8000-000000000001")}  # fmt: skip
OWN_ARGUMENTS = {"register_choices": {"kind": "intervention_stage", "column": "stage"}}
"""Of routes for which those do not fit."""
REFUSED_WITHOUT_SIGNING_IN = {302, 401}


def routes(patterns=None, namespace="", arguments=frozenset()):
    """{name: names of its arguments} of every route there is."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = arguments | set(pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found |= routes(pattern.url_patterns, inner, here)
        elif isinstance(pattern, URLPattern):
            found[f"{namespace}{pattern.name}"] = here
    return found


ROUTES = routes()
OF_A_UNIT = [name for name, arguments in ROUTES.items() if "unit" in arguments]


def address(name):
    return reverse(name, kwargs={key: ARGUMENTS[key] for key in ROUTES[name]} | OWN_ARGUMENTS.get(name, {}))


@pytest.fixture
def office(kupang):
    """The reference office with the records that the addresses name."""
    from akuntabel.registers.models import Establishment, ImportBatch, Inspection, PlanLine

    common = {"unit": kupang, "recorded_on": date(2023, 6, 1), "recorded_by": "uji"}
    shop = Establishment.objects.create(number="A-1", title="Sarana uji", **common)
    Inspection.objects.create(
        uuid=ARGUMENTS["uuid"], number="B-1", establishment=shop, inspected_on=date(2023, 6, 1), **common
    )
    PlanLine.objects.create(uuid=ARGUMENTS["uuid"], code="QIA.005", year=2023, subject="samples", **common)
    book = books_of(kupang)["inspection"]
    text, by = b"number,establishment,purpose,inspected_on\nB-2,A-1,Rutin,2023-06-02\n", Actor("uji", "uji")
    staged = importing.receive(kupang, book, "b.csv", text, by=by)
    importing.read(kupang, book, staged)
    importing.tell_columns(kupang, book, staged, staged.header)
    importing.examine(kupang, book, staged, by=by)
    ImportBatch.objects.filter(pk=staged.pk).update(uuid=ARGUMENTS["uuid"])
    return kupang


def account(role, unit):
    user = User.objects.create_user(f"uji_{role}_{unit.slug}", "sandi-uji-yang-panjang", display_name="Jabatan uji")
    RoleAssignment.objects.create(user=user, unit=unit, role=role, valid_from=date(2023, 1, 1))
    return user


def test_every_route_and_every_role_is_in_the_table():
    assert set(ROUTES) == {*TABLE["anybody"], *TABLE["any account"], *TABLE["routes"]}
    assert set(OF_A_UNIT) == set(TABLE["routes"])
    assert set(TABLE["roles"]) == set(Role)


@pytest.mark.parametrize("role", TABLE["roles"])
def test_each_role_opens_what_the_table_says(client, office, role):
    client.force_login(account(role, office))
    allowed = set(TABLE["roles"][role])
    answers = {name: client.get(address(name)).status_code for name in OF_A_UNIT}
    opened = dict.fromkeys(TABLE["routes"], 200) | {"import_records": 404}  # that file was not kept
    assert answers == {name: opened[name] if need in allowed else 403 for name, need in TABLE["routes"].items()}


@pytest.mark.parametrize("role", TABLE["roles"])
def test_another_unit_does_not_exist_for_any_role(client, kupang, role):
    other = Unit.objects.create(slug="lain", scheme="bpom")
    client.force_login(account(role, other))
    assert {name: client.get(address(name)).status_code for name in OF_A_UNIT} == dict.fromkeys(OF_A_UNIT, 404)


def test_nobody_gets_in_without_signing_in(client, kupang):
    answers = {name: client.get(address(name)).status_code for name in OF_A_UNIT}
    assert set(answers.values()) <= REFUSED_WITHOUT_SIGNING_IN
    assert client.get(reverse("home")).status_code == 302


def test_what_anybody_may_open(client, db):
    assert client.get(reverse("sign_in")).status_code == 200
    assert client.get(reverse("api:openapi-json")).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_route_of_a_unit_can_be_written_to_but_the_forms(client, office, method):
    client.force_login(account("data_officer", office))
    forms = dict.fromkeys(TABLE["written"], 422) | {"register_withdraw": 409}  # nothing names the version it means
    answers = {name: getattr(client, method)(address(name)).status_code for name in OF_A_UNIT}
    assert answers == {name: forms.get(name, 405) if method == "post" else 405 for name in OF_A_UNIT}


@pytest.mark.parametrize("role", [role for role, may in TABLE["roles"].items() if "catat" not in may])
def test_a_form_takes_nothing_from_who_may_not_write(client, office, role):
    client.force_login(account(role, office))
    answers = {name: client.post(address(name)).status_code for name in TABLE["written"]}
    assert answers == dict.fromkeys(TABLE["written"], 403)
