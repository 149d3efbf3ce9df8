"""What units are called on a day, and who takes part in a demonstration."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.audit.models import Event
from akuntabel.organisation.models import RoleAssignment, Unit, UnitVersion, User
from akuntabel.organisation.queries import actor_of, demo_accounts, version_on, versions_on
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.django_db


def unit(slug, **names):
    """A unit with a row per `since_<year>`."""
    made = Unit.objects.create(slug=slug, scheme="bpom")
    for since, name in names.items():
        UnitVersion.objects.create(
            unit=made, valid_from=date(int(since[-4:]), 1, 1), name=name, time_zone="Asia/Makassar"
        )
    return made


def test_units_are_called_as_on_the_day(django_assert_num_queries):
    old, young = unit("balai", since_2020="Loka", since_2023="Balai"), unit("loka", since_2024="Loka baru")

    with django_assert_num_queries(1):
        names = {key: version.name for key, version in versions_on([old, young], date(2022, 6, 30)).items()}

    assert names == {old.pk: "Loka", young.pk: "Loka baru"}
    assert version_on(old, date(2023, 1, 1)).name == "Balai"


def test_accounts_of_a_demonstration(settings, django_assert_num_queries):
    """With the unit's name of today; other accounts are not listed, and outside a demonstration nobody is."""
    there = unit("balai", since_2020="Loka", since_2021="Balai", since_2999="Balai Besar")
    for name, is_demo in (("contoh", True), ("petugas", False)):
        user = User.objects.create(username=name, display_name=f"Kepala {name}", is_demo=is_demo)
        RoleAssignment.objects.create(user=user, unit=there, role=Role.HEAD, valid_from=date(2020, 1, 1))
    settings.DEMO = True

    with django_assert_num_queries(2):
        [found] = demo_accounts()

    assert (found.username, found.position, found.role, found.unit) == (
        "contoh",
        "Kepala contoh",
        "Kepala",
        "Balai",
    )
    settings.DEMO = False
    assert demo_accounts() == []


@pytest.mark.parametrize(
    ("position", "told"), [("Petugas Data", "Petugas Data (dua)"), ("J" * 150, "J" * 143 + "… (dua)")]
)
def test_the_account_stands_in_the_trail_however_long_its_position_is(position, told):
    actor = actor_of(User(username="dua", display_name=position), "cli")
    assert (actor.name, actor.origin) == (told, "cli")
    assert len(actor.name) <= Event._meta.get_field("actor").max_length
