"""Laporan: what is missing, the preview, and the files."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web.reading import text_of

from akuntabel.measurement.models import Observation
from akuntabel.organisation.roles import Role
from akuntabel.web.pages.reports import files

pytestmark = pytest.mark.database

ADDRESS = "/kupang/2023-Q2/laporan/"


@pytest.fixture(autouse=True)
def nothing_built():
    """What one test builds is not there for another."""
    yield
    files._file.cache_clear()
    files._preview.cache_clear()


def test_preview_with_contents_beside_it(head):
    response = head.get(ADDRESS)
    html, text = response.content.decode(), text_of(response)

    assert '<article class="akd"' in html
    assert "BAB III Akuntabilitas Kinerja" in text
    assert 'class="contents-link" href="#' in html
    assert "103,34" in text
    assert "/kupang/2023-Q2/laporan/naskah.css" in html
    assert "style=" not in html


def test_every_link_of_the_contents_leads_to_a_heading(head):

    html = head.get(ADDRESS).content.decode()
    anchors = re.findall(r'class="contents-link" href="#([^"]+)"', html)

    assert anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in html] == []


def test_style_of_the_text_is_a_file_of_its_own(head):
    response = head.get("/kupang/2023-Q2/laporan/naskah.css")

    assert response.headers["Content-Type"].startswith("text/css")
    assert ".akd" in response.content.decode()


@pytest.mark.parametrize(
    ("form", "name", "start"),
    [
        ("pdf", "laporan-kinerja-kupang-2023-Q2.pdf", b"%PDF-"),
        ("docx", "laporan-kinerja-kupang-2023-Q2.docx", b"PK"),
        ("xlsx", "kertas-kerja-kupang-2023-Q2.xlsx", b"PK"),
        ("html", "laporan-kinerja-kupang-2023-Q2.html", b"<!DOCTYPE html>"),
    ],
)
def test_each_format_is_downloaded(head, form, name, start):
    response = head.get(f"{ADDRESS}unduh/{form}/")

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == files.CONTENT_TYPES[form]
    assert response.content.startswith(start)
    if start == b"PK":
        assert zipfile.ZipFile(io.BytesIO(response.content)).testzip() is None


def test_unchanged_data_is_not_built_again(head, monkeypatch):
    calls = []
    build = files.build_files
    monkeypatch.setattr(files, "build_files", lambda *a, **k: calls.append(a) or build(*a, **k))

    first = head.get(f"{ADDRESS}unduh/html/").content
    second = head.get(f"{ADDRESS}unduh/html/").content

    assert first == second
    assert len(calls) == 1


def test_a_change_builds_it_again(head, kupang, monkeypatch):
    from akuntabel.audit.services import Actor, record

    calls = []
    build = files.build_files
    monkeypatch.setattr(files, "build_files", lambda *a, **k: calls.append(a) or build(*a, **k))

    head.get(f"{ADDRESS}unduh/html/")
    record(chain=kupang.slug, action="test", subject="unit", actor=Actor("test", "test"))
    head.get(f"{ADDRESS}unduh/html/")

    assert len(calls) == 2


def test_what_is_missing_is_listed_instead(head, kupang):
    Observation.objects.filter(unit=kupang, month__lt=6).delete()
    response = head.get("/kupang/2023-Q1/laporan/")
    text = text_of(response)

    assert response.status_code == 200
    assert "2 hal belum ada" in text
    assert "Belum ada satu pun angka kinerja sampai dengan Triwulan I 2023." in text
    assert "Unduh" not in text


def test_file_of_an_incomplete_report_is_refused_with_the_reasons(head):
    response = head.get("/kupang/2023-Q1/laporan/unduh/pdf/")

    assert response.status_code == 409
    assert "belum ditulis" in text_of(response)


def test_build_that_fails_says_so(head, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("no ink")

    monkeypatch.setattr(files, "build_files", fail)
    response = head.get(f"{ADDRESS}unduh/pdf/")

    assert response.status_code == 500
    assert "Program berhenti ketika menulis berkas PDF." in text_of(response)
    assert "no ink" not in text_of(response)


def test_preview_that_fails_says_so(head, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("no paper")

    monkeypatch.setattr(files, "performance_report", fail)
    response = head.get(ADDRESS)

    assert response.status_code == 500
    assert "Program berhenti ketika menyusun naskah." in text_of(response)


def test_unknown_format_is_missing(head):
    response = head.get(f"{ADDRESS}unduh/odt/")

    assert response.status_code == 404
    assert "Yang ada: pdf, docx, xlsx, html." in text_of(response)


def test_example_office_can_be_reported(as_role, dinas):
    client = as_role(Role.HEAD, dinas)

    assert "102,78" in text_of(client.get("/dinas-contoh/2024-Q2/laporan/"))


def test_number_of_queries_once_built(head):
    head.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        assert head.get(ADDRESS).status_code == 200

    assert len(queries) <= 22


@pytest.mark.parametrize("page", [ADDRESS, f"{ADDRESS}unduh/html/", f"{ADDRESS}naskah.css"])
def test_who_may_not(page, as_role, kupang, dinas, head):
    assert Client().get(page).headers["Location"].startswith("/masuk/?next=")
    assert as_role(Role.HEAD, dinas).get(page).status_code == 404
    assert as_role(Role.ADMINISTRATOR, kupang).get(page).status_code == 403
    assert head.post(page).status_code == 405
    assert head.get(page.replace("2023-Q2", "2023-Q5")).status_code == 404
