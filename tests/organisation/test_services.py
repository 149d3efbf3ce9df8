from __future__ import annotations

import pytest
from tests.conftest import EXAMPLES

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import read_source, validated
from akuntabel.core.problems import Refused
from akuntabel.organisation.models import RoleAssignment, StaffCount, Unit, User
from akuntabel.organisation.queries import UnitUnknown, unit_by_code, version_on
from akuntabel.organisation.schema import Office
from akuntabel.organisation.services import check_office, create_demo_accounts, renew_demo_passwords, save_office

BY = Actor("test", "test")


@pytest.fixture
def office():
    findings = []
    found = validated(read_source(EXAMPLES / "kupang-2023/office.yaml"), Office, findings)
    assert findings == []
    return found


def test_facts_are_stored_and_totals_are_not(kupang):
    assert sum(StaffCount.objects.filter(unit=kupang).values_list("number", flat=True)) == 66
    assert kupang.is_example


def test_the_same_office_twice_is_refused(kupang, office):
    with pytest.raises(Refused, match='"kupang" sudah ada'):
        save_office(office, catalogue().scheme("bpom"), by=BY)


def test_unknown_parameters_and_roles_are_named(office):
    parameter = office.parameters[0].model_copy(update={"key": "tidak_ada"})
    account = office.demo_accounts[0].model_copy(update={"role": "raja"})
    bad = office.model_copy(update={"parameters": (parameter,), "demo_accounts": (account,)})
    messages = [p.message for p in check_office(bad, catalogue().scheme("bpom"))]
    assert any('"tidak_ada" tidak ada dalam katalog' in m for m in messages)
    assert any('Peran "raja" tidak dikenal' in m for m in messages)


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
    versions = list(dinas.versions.all())
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
