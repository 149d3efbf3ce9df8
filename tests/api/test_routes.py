"""The read-only API: the same JSON as the command line, and who may ask."""

from __future__ import annotations

import json
from datetime import date

import pytest

from akuntabel.core.periods import Period
from akuntabel.measurement.explain import explain_json
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.scorecard_json import scorecard_json
from akuntabel.organisation.models import RoleAssignment, Unit, User
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.django_db

SCORECARD = "/api/v1/scorecards/kupang/2023-Q2"
EXPLAIN = "/api/v1/indicators/kupang/2023-Q2/random-drug-compliance/explain"


def signed_in(client, role, unit):
    user = User.objects.create_user(f"uji_{role}", "sandi-uji-yang-panjang", display_name="Jabatan uji")
    RoleAssignment.objects.create(user=user, unit=unit, role=role, valid_from=date(2023, 1, 1))
    client.force_login(user)
    return client


def test_scorecard_is_the_command_lines_json(client, kupang):
    answer = signed_in(client, Role.HEAD, kupang).get(SCORECARD)
    assert answer.status_code == 200
    assert answer.json() == scorecard_json(scorecard(kupang, Period.parse("2023-Q2")))


def test_explain_is_the_command_lines_json(client, kupang):
    answer = signed_in(client, Role.EVALUATOR, kupang).get(EXPLAIN)
    expected = explain_json(scorecard(kupang, Period.parse("2023-Q2")), "random-drug-compliance")
    assert answer.json() == json.loads(json.dumps(expected))


def test_ranges_fit_the_contract(client, dinas):
    answer = signed_in(client, Role.HEAD, dinas).get("/api/v1/scorecards/dinas-contoh/2024-Q2")
    assert answer.status_code == 200
    assert answer.json() == scorecard_json(scorecard(dinas, Period.parse("2024-Q2")))


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_not_signed_in(client, kupang, address):
    assert client.get(address).status_code == 401


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_a_role_that_is_too_small(client, kupang, address):
    answer = signed_in(client, Role.ADMINISTRATOR, kupang).get(address)
    assert answer.status_code == 403
    assert "view_scorecard" in answer.json()["detail"]


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_another_units_figures_do_not_exist(client, kupang, address):
    other = Unit.objects.create(slug="lain", scheme="bpom")
    answer = signed_in(client, Role.HEAD, other).get(address)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/api/v1/scorecards/kupang/2023-Q7", "bukan periode"),
        ("/api/v1/scorecards/kupang/2021-Q2", "Perjanjian Kinerja (PK) 2021"),
        ("/api/v1/scorecards/kupang/2001", "Belum ada aturan penilaian"),
        ("/api/v1/indicators/kupang/2023-Q2/entah/explain", 'Indikator "entah" tidak ada'),
    ],
)
def test_what_is_not_there_says_so(client, kupang, address, sentence):
    answer = signed_in(client, Role.HEAD, kupang).get(address)
    assert answer.status_code == 404
    assert sentence in answer.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, kupang, method):
    assert getattr(signed_in(client, Role.HEAD, kupang), method)(SCORECARD).status_code == 405


def test_openapi_is_published(client):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert set(paths) == {
        "/api/v1/scorecards/{unit}/{period}", "/api/v1/indicators/{unit}/{period}/{slug}/explain"}  # fmt: skip


def test_money_is_null_for_a_role_without_the_budget(client, kupang):
    client = signed_in(client, Role.INVESTIGATOR, kupang)
    assert client.get(EXPLAIN).json()["efficiency"] is None
    for address in (SCORECARD, "/kupang/2023-Q2/rapor.json"):
        first = client.get(address).json()["perspectives"][0]["objectives"][0]["indicators"][0]
        assert (first["achievement"], first["input_ceiling"], first["efficiency"]) == ("106.52", None, None)
    assert "395288100" not in client.get("/kupang/2023-Q2/rapor.csv").content.decode()
