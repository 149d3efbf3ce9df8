"""Pages for what did not work."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import RequestFactory

from akuntabel.web import errors

pytestmark = pytest.mark.database


def test_address_that_leads_nowhere(client, db):
    response = client.get("/tidak/ada/di/sini/")

    assert response.status_code == 404
    assert "Alamat ini tidak ada." in response.content.decode()


def test_failure_is_told_without_details(client, db, monkeypatch):
    from akuntabel.web.pages.home import views

    def fail(request):
        raise RuntimeError("rahasia di dalam")

    client.raise_request_exception = False
    monkeypatch.setattr(views, "units_of", fail)
    from akuntabel.organisation.models import User

    user = User.objects.create(username="a", display_name="A")
    client.force_login(user)

    response = client.get("/")

    assert response.status_code == 500
    html = response.content.decode()
    assert "Halaman ini belum dapat ditampilkan" in html
    assert "rahasia" not in html


@pytest.mark.parametrize(
    ("handler", "exception", "status", "words"),
    [
        (errors.bad_request, SuspiciousOperation(), 400, "Permintaan tidak terbaca"),
        (errors.permission_denied, PermissionDenied(), 403, "Permintaan ditolak"),
    ],
)
def test_other_refusals_have_a_next_step(db, handler, exception, status, words):
    request = RequestFactory().get("/")

    response = handler(request, exception)

    assert response.status_code == status
    html = response.content.decode()
    assert words in html
    assert 'href="/"' in html


def test_every_page_forbids_what_is_inline(client, db):
    policy = client.get("/masuk/").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("page", ["", "rapor/", "indikator/", "efisiensi/", "rapk/", "anggaran/", "peta-strategi/"])
def test_definitions_that_cannot_be_read_are_said_not_thrown(head, monkeypatch, page):
    """A broken file of the installation is no 500, and its findings stay in the log."""
    from akuntabel.catalogue.source_files import Finding, SourceError
    from akuntabel.measurement import monthly

    def broken(unit):
        raise SourceError([Finding("measures.yaml", 3, "rahasia di dalam")])

    monkeypatch.setattr(monthly, "definitions_for", broken)
    response = head.get(f"/kupang/2023-Q2/{page}")
    html = response.content.decode()

    assert response.status_code == 503
    assert "Berkas definisi tidak dapat dibaca" in html
    assert "rahasia" not in html
    assert 'href="/"' in html


def test_indicator_without_a_definition_is_named(head, monkeypatch):
    from akuntabel.catalogue.lookup import NotDefined
    from akuntabel.measurement import scorecard

    def undefined(indicator, day):
        raise NotDefined(f"Indikator {indicator.slug} belum mempunyai definisi.")

    monkeypatch.setattr(scorecard, "indicator_version", undefined)
    response = head.get("/kupang/2023-Q2/rapor/")

    assert response.status_code == 404
    assert "Indikator random-drug-compliance belum mempunyai definisi." in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"), [("/kupang/2023-Q2/tidak-ada/", 404), ("/kupang/2023-Q2/anggaran/", 403)]
)
def test_refusal_is_in_indonesian_with_a_way_out(as_role, kupang, address, status):
    from akuntabel.organisation.roles import Role

    response = as_role(Role.INVESTIGATOR, kupang).get(address)
    html = response.content.decode()

    assert response.status_code == status
    assert '<html lang="id">' in html
    assert "Buka beranda" in html
