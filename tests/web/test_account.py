"""Signing in and out."""

from __future__ import annotations

import pytest

from akuntabel.organisation.models import User
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.database


@pytest.fixture
def planner(account, kupang):
    user = account(Role.PLANNER, kupang)
    user.set_password("kata sandi yang panjang")
    user.save()
    return user


def sign_in(client, username, password, **more):
    return client.post("/masuk/", {"username": username, "password": password, **more})


def test_right_password_leads_to_the_newest_period(client, planner):
    response = client.post(
        "/masuk/", {"username": planner.username, "password": "kata sandi yang panjang"}, follow=True
    )

    assert response.redirect_chain[-1][0] == "/kupang/2023-Q2/"


def test_right_password_leads_back_to_where_one_came_from(client, planner):
    response = sign_in(client, planner.username, "kata sandi yang panjang", next="/kupang/2023-Q2/rapor/")

    assert response.headers["Location"] == "/kupang/2023-Q2/rapor/"


def test_outside_address_is_not_followed(client, planner):
    response = sign_in(client, planner.username, "kata sandi yang panjang", next="https://example.org/")

    assert response.headers["Location"] == "/"


def test_wrong_password_and_unknown_account_look_the_same(client, planner):
    wrong = sign_in(client, planner.username, "salah").content.decode()
    unknown = sign_in(client, "siapa", "salah").content.decode()

    sentence = "Nama pengguna atau kata sandi tidak cocok."
    assert sentence in wrong
    assert sentence in unknown


def test_signed_in_account_does_not_see_the_form_again(head):
    assert head.get("/masuk/").status_code == 302


def test_demonstration_lists_accounts_without_passwords(client, settings, account, kupang):
    settings.DEMO = True
    user = account(Role.HEAD, kupang, is_demo=True)
    user.set_password("rahasia-benar")
    user.save()

    html = client.get("/masuk/").content.decode()

    assert user.username in html
    assert "Balai POM di Kupang" in html
    assert "rahasia-benar" not in html
    assert user.password not in html


def test_outside_a_demonstration_no_account_is_listed(client, account, kupang):
    user = account(Role.HEAD, kupang, is_demo=True)

    html = client.get("/masuk/").content.decode()

    assert user.username not in html
    assert "Akun contoh" not in html


def test_signing_out_needs_post(head):
    assert head.get("/keluar/").status_code == 405
    assert head.post("/keluar/").headers["Location"] == "/masuk/"
    assert head.get("/kupang/2023-Q2/rapor/").status_code == 302


def test_form_without_token_is_refused_in_words(planner):
    from django.test import Client

    response = sign_in(Client(enforce_csrf_checks=True), planner.username, "apa saja")

    assert response.status_code == 403
    assert "Formulir kedaluwarsa" in response.content.decode()


def test_an_example_account_signs_in_only_during_a_demonstration(client, kupang, settings):
    user = User.objects.filter(is_demo=True, assignments__role="head").get()
    user.set_password("sandi-uji-yang-panjang")
    user.save()
    answer = {"username": user.username, "password": "sandi-uji-yang-panjang"}
    settings.DEMO = False
    assert client.post("/masuk/", answer).status_code == 200
    assert "_auth_user_id" not in client.session
    settings.DEMO = True
    assert client.post("/masuk/", answer).status_code == 302
