"""Fixtures: the two example offices, loaded through the same door as users' data. There are no others."""

from __future__ import annotations

import pytest
from django.conf import settings as django_settings
from hypothesis import settings as hypothesis_settings

from akuntabel.core.periods import Period
from offices import load

hypothesis_settings.register_profile("test", deadline=None, derandomize=True)
hypothesis_settings.register_profile("prove", deadline=None, max_examples=2000)
hypothesis_settings.load_profile("test")


@pytest.fixture(autouse=True)
def own_var(tmp_path, settings):
    """Each test has its own folder for installed definitions and static files, and quick password hashes."""
    settings.VAR = tmp_path / "var"
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return settings.VAR


@pytest.fixture
def kupang(db):
    """The reference office, published figures of quarter II 2023, without the records of its registers."""
    return load("kupang-2023")


@pytest.fixture
def kupang_records(db):
    """The reference office with the records from which its figures are counted."""
    return load("kupang-2023", records=True)


@pytest.fixture
def dinas(db):
    """The made-up office, quarters I and II 2024."""
    return load("dinas-contoh-2024")


@pytest.fixture
def kupang_card(kupang):
    from akuntabel.measurement.queries import scorecard

    return scorecard(kupang, Period.parse("2023-Q2"))


def drop_trigger(name):
    """Take one audit trigger away, as the owner of a database could."""
    from django.db import connection

    table = "" if connection.vendor == "sqlite" else " ON audit_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}{table}")


@pytest.fixture
def emptied_after(transactional_db):
    """Let the database be emptied after a test with committed data: the audit triggers would refuse it.

    Emptying sends post_migrate, which makes the triggers again.
    """
    yield
    from akuntabel.audit.triggers import trigger_names

    for name in trigger_names():
        drop_trigger(name)


DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config, items):
    """Whatever touches the database runs on both engines: `pytest -m database` is the second run.

    A test of one engine's own behaviour is not skipped on the other: there it is no test.
    """
    engine = django_settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    elsewhere = []
    for item in items:
        if DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())) or item.get_closest_marker("django_db"):
            item.add_marker("database")
        only = item.get_closest_marker("engine")
        if only is not None and only.args[0] != engine:
            elsewhere.append(item)
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
