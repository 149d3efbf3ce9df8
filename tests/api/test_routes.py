"""The read-only API: the same JSON as the command line, and who may ask."""

from __future__ import annotations

import json
from datetime import date

import pytest

from akuntabel.api.errors import STATUS
from akuntabel.catalogue.source_files import Finding, SourceError
from akuntabel.core.periods import Period
from akuntabel.measurement import monthly
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


def assert_refused(answer, status, code, sentence):
    """A stable code, an Indonesian sentence, and nothing kept by any cache."""
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/json"
    assert set(answer.json()) == {"code", "message"}
    assert answer.json()["code"] == code
    assert sentence in answer.json()["message"]
    assert answer.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_not_signed_in(client, kupang, address):
    assert_refused(client.get(address), 401, "not_signed_in", "Masuk lewat /masuk/")


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_a_role_that_is_too_small(client, kupang, address):
    """Says which roles would do, never the permission's code."""
    answer = signed_in(client, Role.ADMINISTRATOR, kupang).get(address)
    assert_refused(answer, 403, "role_insufficient", "tidak mencakup melihat rapor kinerja. Minta admin")
    assert "Kepala, Pembina" in answer.json()["message"]
    assert "view_" not in answer.json()["message"]


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_another_units_figures_do_not_exist(client, kupang, address):
    other = Unit.objects.create(slug="lain", scheme="bpom")
    answer = signed_in(client, Role.HEAD, other).get(address)
    assert_refused(answer, 404, "unit_unknown", 'Satuan kerja "kupang" tidak ada, atau akun ini')


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("/api/v1/scorecards/entah/2023-Q2", (404, "unit_unknown", 'Satuan kerja "entah" tidak ada')),
        ("/api/v1/scorecards/%00/2023-Q2", (404, "unit_unknown", "tidak ada")),
        ("/api/v1/scorecards/kupang/2023-Q7", (400, "period_invalid", "bukan periode")),
        ("/api/v1/scorecards/kupang/2021-Q2", (404, "plan_missing", "Perjanjian Kinerja (PK) 2021")),
        ("/api/v1/scorecards/kupang/2001", (404, "rules_missing", "Belum ada aturan penilaian")),
        (EXPLAIN.replace("random-drug", "entah"), (404, "indicator_unknown", 'Indikator "entah-compliance" tidak')),
        ("/api/v1/entah", (404, "address_unknown", "/api/v1/openapi.json")),
        ("/api/v2/scorecards/kupang/2023-Q2", (404, "address_unknown", "/api/v1/openapi.json")),
        ("/api/v1/", (404, "address_unknown", "/api/v1/openapi.json")),
    ],
)
def test_what_is_not_there_says_so(client, kupang, address, refusal):
    assert_refused(signed_in(client, Role.HEAD, kupang).get(address), *refusal)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_written(client, kupang, method):
    answer = getattr(signed_in(client, Role.HEAD, kupang), method)(SCORECARD)
    assert_refused(answer, 405, "method_not_allowed", "pakai GET")
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_definitions_that_cannot_be_read_are_no_fault_of_the_program(client, kupang, monkeypatch, caplog, address):
    """503 with a code of its own, as the pages say it; the findings are one line of the log, without a trace."""

    def broken(unit):
        raise SourceError([Finding("measures.yaml", 3, "salah"), Finding("scheme.yaml", 1, "lain")])

    monkeypatch.setattr(monthly, "definitions_for", broken)
    answer = signed_in(client, Role.HEAD, kupang).get(address)
    assert_refused(answer, 503, "definitions_broken", "Berkas definisi yang terpasang")
    [record] = caplog.records
    assert record.exc_info is None
    assert record.getMessage() == (
        f"{address}: definitions cannot be read: measures.yaml, baris 3: salah; scheme.yaml, baris 1: lain"
    )


def test_a_fault_of_ours_is_logged_and_not_described(client, kupang, monkeypatch, caplog):
    def broken(*_):
        raise RuntimeError("sandi basis data")

    monkeypatch.setattr("akuntabel.api.routes.scorecard", broken)
    answer = signed_in(client, Role.HEAD, kupang).get(SCORECARD)
    assert_refused(answer, 500, "server_error", "Kesalahan program")
    assert "sandi basis data" not in answer.content.decode()
    assert "RuntimeError: sandi basis data" in caplog.text


@pytest.mark.parametrize("address", [SCORECARD, EXPLAIN])
def test_figures_are_kept_by_no_cache(client, kupang, address):
    answer = signed_in(client, Role.HEAD, kupang).get(address)
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_openapi_names_every_refusal(client):
    schema = client.get("/api/v1/openapi.json").json()
    for path in schema["paths"].values():
        assert set(path["get"]["responses"]) == {"200", "400", "401", "403", "404", "405", "500", "503"}
    assert set(schema["components"]["schemas"]["ErrorOut"]["properties"]["code"]["enum"]) == set(STATUS)


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
