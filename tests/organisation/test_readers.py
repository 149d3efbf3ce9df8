"""Naming somebody for confidential records: who may be named, for how long, and the event it leaves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from akuntabel.audit.models import Event
from akuntabel.audit.services import Actor
from akuntabel.core.problems import Refused
from akuntabel.organisation.access import AccessDenied, may_keep, named_for
from akuntabel.organisation.models import RoleAssignment, Unit, User
from akuntabel.organisation.queries import day_in, definitions_for
from akuntabel.organisation.readers import NotNamed, end_naming, name_reader, namings_of
from akuntabel.organisation.roles import Role

pytestmark = pytest.mark.django_db

BY = Actor("Kepala Balai", "cli")


@pytest.fixture
def until(kupang):
    return day_in(kupang, timezone.now()) + timedelta(30)


def account(role, unit):
    user = User.objects.create_user(f"u{User.objects.count()}", "sandi-uji-panjang", display_name="Jabatan")
    RoleAssignment.objects.create(user=user, unit=unit, role=role, valid_from=date(2023, 1, 1))
    return user


def register(unit, key="criminal_case"):
    return definitions_for(unit).registers[key]


@pytest.fixture
def head(kupang):
    return account(Role.HEAD, kupang)


def test_a_naming_counts_until_it_is_ended(kupang, until, head):
    user = account(Role.INVESTIGATOR, kupang)
    assert named_for(user, kupang) == frozenset()
    made = name_reader(kupang, register(kupang), user, until=until, reason=" Perkara 1 ", by=BY, acting=head)
    assert (made.reason, made.named_by) == ("Perkara 1", "Kepala Balai")
    assert named_for(user, kupang) == {"criminal_case"}
    end_naming(kupang, "criminal_case", user, reason="Pindah", by=BY, acting=head)
    assert named_for(user, kupang) == frozenset()

    events = Event.objects.filter(action__startswith="named_reader", subject=f"named_reader/{made.uuid}")
    assert [one.action for one in events.order_by("number")] == ["named_reader.named", "named_reader.ended"]
    assert events.get(action="named_reader.named").after == {
        "register": "criminal_case", "account": user.username, "from": str(made.valid_from), "until": str(until)
    }  # fmt: skip
    assert made in namings_of(kupang)
    with pytest.raises(NotNamed):
        end_naming(kupang, "criminal_case", user, reason="Pindah", by=BY, acting=head)


@pytest.mark.parametrize(
    ("change", "place", "sentence"),
    [
        ({"register": "sample"}, "register", "tidak memuat catatan rahasia"),
        ({"days": -31}, "until", "sudah lewat"),
        ({"reason": " "}, "reason", "belum diisi"),
        ({"self": True, "role": Role.HEAD}, "user", "tidak dapat menunjuk diri sendiri"),
        ({"role": Role.ADMINISTRATOR}, "user", "tidak boleh melihat register"),
        ({"twice": True}, "user", "sudah ditunjuk"),
    ],
)
def test_a_naming_that_cannot_be_is_refused(until, head, change, place, sentence):
    kupang = Unit.objects.get(slug="kupang")
    user = account(change.get("role", Role.INVESTIGATOR), kupang)
    if "twice" in change:
        name_reader(kupang, register(kupang), user, until=until, reason="Perkara", by=BY, acting=head)
    before = len(namings_of(kupang))
    with pytest.raises(Refused) as refused:
        name_reader(kupang, register(kupang, change.get("register", "criminal_case")), user,
                    until=until + timedelta(change.get("days", 0)), reason=change.get("reason", "Perkara"), by=BY,
                    acting=user if "self" in change else head)  # fmt: skip
    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message
    assert len(namings_of(kupang)) == before


@pytest.mark.parametrize("role", [Role.DATA_OFFICER, Role.INVESTIGATOR, Role.ADMINISTRATOR])
def test_only_who_names_readers_names_or_ends(kupang, until, head, role):
    acting, user = account(role, kupang), account(Role.INVESTIGATOR, kupang)
    with pytest.raises(AccessDenied):
        name_reader(kupang, register(kupang), user, until=until, reason="Perkara", by=BY, acting=acting)
    name_reader(kupang, register(kupang), user, until=until, reason="Perkara", by=BY, acting=head)
    with pytest.raises(AccessDenied):
        end_naming(kupang, "criminal_case", user, reason="Pindah", by=BY, acting=acting)
    assert named_for(user, kupang) == {"criminal_case"}


@pytest.mark.parametrize(
    ("role", "named", "key", "may"),
    [
        (Role.INVESTIGATOR, False, "criminal_case", False),
        (Role.INVESTIGATOR, True, "criminal_case", True),
        (Role.INVESTIGATOR, False, "sample", False),
        (Role.DATA_OFFICER, False, "criminal_case", False),
        (Role.DATA_OFFICER, True, "criminal_case", True),
        (Role.DATA_OFFICER, False, "complaint", True),
        (Role.HEAD, True, "criminal_case", False),
    ],
)
def test_who_keeps_records(kupang, role, named, key, may):
    assert may_keep([role], register(kupang, key), named=named) is may
