"""The language is chosen by the reader or the installation, never by what the browser asks for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.urls import reverse
from tests.web.reading import text_of

from akuntabel.organisation.roles import Role

ENGLISH_BROWSER = {"Accept-Language": "en-GB,en;q=0.9"}


def page(client, **headers):
    return client.get(reverse("sign_in"), headers=headers)


def choose(client, language, **more):
    return client.post(reverse("set_language"), {"language": language, **more})


def test_an_english_browser_gets_indonesian(client, db):
    answer = page(client, **ENGLISH_BROWSER)
    assert '<html lang="id">' in answer.content.decode()
    assert answer.headers["Content-Language"] == "id"
    assert "Cookie" in answer.headers["Vary"]


def test_the_readers_choice_stays(client, db):
    assert choose(client, "en", next=reverse("sign_in")).headers["Location"] == reverse("sign_in")
    assert '<html lang="en">' in page(client).content.decode()
    choose(client, "id")
    assert '<html lang="id">' in page(client, **ENGLISH_BROWSER).content.decode()


def test_an_unknown_language_counts_as_none(client, db):
    choose(client, "fr")
    assert '<html lang="id">' in page(client).content.decode()
    client.cookies["django_language"] = "../x"
    assert '<html lang="id">' in page(client).content.decode()


def test_an_installation_may_begin_in_english(client, db, settings):
    settings.LANGUAGE_CODE = "en"
    assert '<html lang="en">' in page(client).content.decode()


def test_the_choice_leads_to_no_other_site(client, db):
    assert choose(client, "en", next="https://lain.invalid/").headers["Location"] == "/"


def test_the_choice_needs_a_form_of_ours(db):
    from django.test import Client

    assert choose(Client(enforce_csrf_checks=True), "en").status_code == 403


HSTS = "s.SECURE_HSTS_SECONDS > 0, s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "(False, False, False)"),
        ("HTTPS", "(True, False, False)"),
        ("HTTPS HSTS_PRELOAD", "(True, False, False)"),
        ("HTTPS HSTS_SUBDOMAINS", "(True, True, False)"),
        ("HTTPS HSTS_SUBDOMAINS HSTS_PRELOAD", "(True, True, True)"),
        ("HSTS_SUBDOMAINS HSTS_PRELOAD", "(False, False, False)"),
    ],
)
def test_an_offices_host_binds_no_neighbour_unless_asked(tmp_path, asked, expected):
    """Settings are read at start, so in a process of its own."""
    wanted = {f"AKUNTABEL_{name}": "1" for name in asked.split()} | {"AKUNTABEL_VAR": str(tmp_path)}
    command = [sys.executable, "-c", f"import akuntabel.settings as s; print(({HSTS}))"]
    done = subprocess.run(command, env=os.environ | wanted, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == expected


@pytest.mark.parametrize("address", ["/kupang/2023-Q2/anggaran/?urut=kode", "/tidak/ada/di/sini/"])
def test_other_language_is_offered_and_leads_back(head, address):
    """The footer's button posts the choice and comes back to the page it stood on."""
    html = head.get(address).content.decode()

    assert f'action="{reverse("set_language")}"' in html
    assert 'name="language" value="en" lang="en">English</button>' in html
    assert f'name="next" value="{address}"' in html
    assert 'name="csrfmiddlewaretoken"' in html


@pytest.mark.parametrize(
    ("address", "words", "indonesian"),
    [
        ("rapor/", ["Missing", "Not computable", "weighted mean"], ["Kosong", "rata-rata berbobot"]),
        (
            "indikator/average-processing-days/",
            ["not known for certain", "× 100, at least 0", "realisation Mar"],
            ["realisasi Mar"],
        ),
        ("indikator/outreach-understanding/?bagian=riwayat", ["value none yet"], ["nilai belum ada"]),
        ("efisiensi/", ["IE at least 1"], ["paling rendah"]),
    ],
)
def test_words_beside_the_figures_follow_the_language(as_role, dinas, address, words, indonesian):
    """Official names and data stay Indonesian; what the screen itself says does not."""
    client = as_role(Role.HEAD, dinas)
    client.cookies["django_language"] = "en"
    response = client.get(f"/dinas-contoh/2024-Q2/{address}")
    text = text_of(response) + response.content.decode()

    assert [word for word in words if word not in text] == []
    assert [word for word in indonesian if word in text] == []
