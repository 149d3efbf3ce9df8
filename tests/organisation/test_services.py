from __future__ import annotations

from datetime import date, timedelta

import pytest

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import read_source, validated
from akuntabel.core.problems import Refused
from akuntabel.organisation import services
from akuntabel.organisation.models import RoleAssignment, StaffCount, Team, Unit, User
from akuntabel.organisation.queries import UnitUnknown, teams_on, unit_by_code, version_on
from akuntabel.organisation.schema import Office
from akuntabel.organisation.services import create_demo_accounts, renew_demo_passwords, save_office
from offices import EXAMPLES

BY = Actor("test", "test")


@pytest.fixture
def office():
    findings = []
    found = validated(read_source(EXAMPLES / "kupang-2023/office.yaml"), Office, findings)
    assert findings == []
    return found


def test_facts_are_stored_and_totals_are_not(kupang):
    numbers = list(StaffCount.objects.filter(unit=kupang).values_list("number", flat=True))
    assert sum(number for number in numbers if number is not None) == 66
    assert None in numbers  # a dash of the source is no 0
    assert 0 not in numbers
    assert kupang.is_example


def test_the_same_office_twice_is_refused(kupang, office):
    with pytest.raises(Refused, match='"kupang" sudah ada'):
        save_office(office, catalogue().scheme("bpom"), by=BY)


def test_an_office_that_somebody_else_loads_meanwhile_is_refused(db, office, monkeypatch):
    """Both have looked and found nothing; the second is told what it would have been told a second later."""

    def meanwhile(*arguments):
        Unit.objects.create(slug="kupang", scheme="bpom")
        return []

    monkeypatch.setattr(services, "check_office", meanwhile)
    with pytest.raises(Refused, match='"kupang" sudah ada'):
        save_office(office, catalogue().scheme("bpom"), by=BY)


def test_demo_passwords_are_random_and_work(kupang):
    first = {name: password for name, password, _ in renew_demo_passwords(by=BY)}
    second = {name: password for name, password, _ in renew_demo_passwords(by=BY)}
    assert set(first) == set(second)
    assert all(first[name] != second[name] for name in first)
    name = next(iter(second))
    assert User.objects.get(username=name).check_password(second[name])
    assert not User.objects.get(username=name).check_password(first[name])


def test_until_then_no_password_works(kupang):
    assert all(not user.has_usable_password() for user in User.objects.all())


def test_a_taken_user_name_is_refused(kupang, office):
    with pytest.raises(Refused, match="sudah dipakai"):
        create_demo_accounts(kupang, office, by=BY)


def test_every_role_of_the_example_is_assigned(kupang):
    roles = set(RoleAssignment.objects.filter(unit=kupang).values_list("role", flat=True))
    assert roles >= {"data_officer", "team_leader", "planner", "finance", "head", "supervisor", "evaluator",
                     "administrator"}  # fmt: skip


def test_names_belong_to_a_day(dinas):
    versions = list(dinas.versions.order_by("valid_from"))
    assert len(versions) == 2
    assert version_on(dinas, versions[1].valid_from) == versions[1]
    assert version_on(dinas, versions[0].valid_from) == versions[0]


def test_an_unknown_unit_lists_the_known(kupang):
    with pytest.raises(UnitUnknown, match="Yang ada: kupang"):
        unit_by_code("tidak-ada")
    assert unit_by_code("kupang") == Unit.objects.get()


def test_an_account_with_two_roles_gets_one_password(kupang):
    first = RoleAssignment.objects.filter(user__is_demo=True).first()
    RoleAssignment.objects.create(user=first.user, unit=kupang, role="finance", valid_from=first.valid_from)
    printed = [password for name, password, _ in renew_demo_passwords(by=BY) if name == first.user.username]
    assert len(printed) == 1
    assert User.objects.get(pk=first.user.pk).check_password(printed[0])


def renamed(office, slug, **of_last_version):
    """The office under another slug, without accounts; its last dated row changed."""
    versions = (*office.versions[:-1], office.versions[-1].model_copy(update=of_last_version))
    return office.model_copy(update={"slug": slug, "demo_accounts": (), "versions": versions})


def test_a_unit_stands_under_another_since_a_day(kupang, office):
    """The parent comes from the office's own file and holds from its row's day."""
    definitions = catalogue().scheme("bpom")
    first, later = office.versions[0], date(2024, 1, 1)
    moved = first.model_copy(update={"valid_from": later, "parent": "kupang"})
    child = save_office(renamed(office, "loka").model_copy(update={"versions": (first, moved)}), definitions, by=BY)
    assert version_on(child, later - timedelta(1)).parent is None
    assert version_on(child, later).parent == kupang


def test_an_unknown_parent_is_refused_at_its_place(kupang, office):
    with pytest.raises(Refused, match='Satuan induk "tidak-ada" belum ada') as caught:
        save_office(renamed(office, "loka", parent="tidak-ada"), catalogue().scheme("bpom"), by=BY)
    [problem] = caught.value.problems
    assert problem.place == ("versions", 0, "parent")
    assert problem.message.endswith("Yang ada: kupang.")
    assert not Unit.objects.filter(slug="loka").exists()


def test_rows_in_any_order_make_the_same_unit(kupang, office):
    """The newest row is the newest by its day, not the last in the file; accounts begin with the oldest."""
    old = office.versions[0]
    new = old.model_copy(update={"valid_from": date(2024, 1, 1), "name": "Nama baru"})
    account = office.demo_accounts[0].model_copy(update={"username": "petugas_loka"})
    turned = office.model_copy(update={"slug": "loka", "versions": (new, old), "demo_accounts": (account,)})
    unit = save_office(turned, catalogue().scheme("bpom"), by=BY)
    create_demo_accounts(unit, turned, by=BY)
    assert version_on(unit, date(2023, 6, 30)).name == old.name
    assert set(unit.district_set.values_list("as_of", flat=True)) == {new.valid_from}
    assert RoleAssignment.objects.get(unit=unit).valid_from == old.valid_from


def test_a_team_is_looked_up_by_day(kupang):
    """A team renamed in July has its old name in June and does not exist before it was made."""
    old = Team.objects.get(unit=kupang, slug="testing")
    new = Team.objects.create(unit=kupang, slug="testing", name="Tim Pengujian", head_title="Ketua Tim",
                              valid_from=date(2023, 7, 1))  # fmt: skip
    assert teams_on(kupang, date(2023, 6, 30))["testing"] == old
    assert teams_on(kupang, date(2023, 7, 1))["testing"] == new
    assert teams_on(kupang, date(2022, 12, 31)) == {}
