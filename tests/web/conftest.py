"""Accounts and clients for the pages. The offices (`kupang`, `dinas`) come from tests/conftest.py."""

from __future__ import annotations

from datetime import date
from itertools import count

import pytest

from akuntabel.organisation.roles import Role

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def static_folder(tmp_path_factory):
    """A place for collected files that exists before the server of the browser tests starts."""
    from django.test import override_settings

    with override_settings(STATIC_ROOT=tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(scope="session")
def live_server(static_folder, live_server):
    return live_server


@pytest.fixture
def account(db):
    """Make an account, with a role in a unit or with none."""

    def make(role: Role | None = None, unit=None, **fields):
        from akuntabel.organisation.models import RoleAssignment, User

        label = role.label if role else "Tanpa peran"
        user = User(username=f"akun{next(_NUMBERS)}", display_name=label, **fields)
        user.set_unusable_password()
        user.save()
        if role is not None:
            RoleAssignment.objects.create(user=user, unit=unit, role=role, valid_from=date(2020, 1, 1))
        return user

    return make


@pytest.fixture
def as_role(account):
    """A client signed in with a role in a unit."""
    from django.test import Client

    def sign_in(role: Role | None, unit=None):
        client = Client()
        client.force_login(account(role, unit))
        return client

    return sign_in


@pytest.fixture
def head(as_role, kupang):
    """The head of the reference office, signed in."""
    return as_role(Role.HEAD, kupang)
