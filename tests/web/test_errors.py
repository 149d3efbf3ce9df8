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
