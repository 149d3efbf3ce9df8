from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import drop_trigger

from akuntabel.audit.checks import triggers_are_in_place
from akuntabel.audit.models import Event
from akuntabel.audit.queries import chain_head, chain_problems
from akuntabel.audit.services import GENESIS, Actor, record
from akuntabel.audit.triggers import install_triggers, missing_triggers, trigger_names

BY = Actor("Perencana", "web")


def write(action="a", chain="balai", **fields):
    with transaction.atomic():
        return record(chain=chain, action=action, subject="x/1", actor=BY, **fields)


@pytest.mark.django_db
def test_events_are_chained():
    first, second = write(), write("b", after={"nilai": "92"}, reason="koreksi")
    assert (first.number, second.number) == (1, 2)
    assert first.previous_hash == GENESIS
    assert second.previous_hash == first.hash
    assert chain_problems("balai") == []
    assert chain_head("balai") == (second.hash, 2)


@pytest.mark.django_db
def test_each_unit_has_its_own_chain():
    write(chain="a")
    assert write(chain="b").number == 1
    assert chain_head("none") == (GENESIS, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["UPDATE audit_event SET actor = 'lain'", "DELETE FROM audit_event"])
def test_the_database_refuses_change_and_removal(sql):
    write()
    with pytest.raises(DatabaseError, match="cannot be changed or removed"), transaction.atomic(), \
            connection.cursor() as cursor:  # fmt: skip
        cursor.execute(sql)
    assert Event.objects.count() == 1


def test_outside_a_transaction_it_is_refused(emptied_after):
    with pytest.raises(transaction.TransactionManagementError, match="in the transaction of its change"):
        record(chain="a", action="a", subject="x", actor=BY)


@pytest.mark.django_db
def test_a_failing_change_takes_its_event_along():

    def change():
        with transaction.atomic():
            record(chain="a", action="a", subject="x", actor=BY)
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        change()
    assert Event.objects.count() == 0


REWRITES = {
    "sqlite": "INSERT OR REPLACE INTO audit_event SELECT id, chain, number, at, 'lain', origin, action, subject, before, "
    "after, reason, previous_hash, hash FROM audit_event",
    "postgresql": "TRUNCATE audit_event",
}


@pytest.mark.django_db
def test_the_database_refuses_its_other_way_of_rewriting():
    write()
    with pytest.raises(DatabaseError, match="cannot be changed or removed"), transaction.atomic(), \
            connection.cursor() as cursor:  # fmt: skip
        cursor.execute(REWRITES[connection.vendor])
    assert Event.objects.get().actor == BY.name


@pytest.mark.django_db
def test_a_changed_event_is_named():
    write()
    write()
    for name in trigger_names():
        drop_trigger(name)
    Event.objects.filter(number=1).update(actor="lain")
    assert chain_problems("balai") == ["event 1 was changed after it was written"]
    Event.objects.filter(number=1).delete()
    assert chain_problems("balai") == ["event 1 is missing before 2", "event 2 does not follow its predecessor"]


@pytest.mark.django_db
def test_without_its_triggers_the_server_does_not_start():
    assert triggers_are_in_place(["default"]) == []
    drop_trigger(trigger_names()[0])
    assert missing_triggers() == [trigger_names()[0]]
    [error] = triggers_are_in_place(["default"])
    assert error.id == "audit.E001"
    install_triggers()
    assert triggers_are_in_place(["default"]) == []


@pytest.mark.django_db
def test_every_service_of_an_office_leaves_its_event(kupang):
    actions = set(Event.objects.filter(chain="kupang").values_list("action", flat=True))
    assert actions == {"office.created", "demo_accounts.created", "plan.adopted", "figures.recorded",
                       "budget.recorded", "recommendations.recorded", "narrative.recorded",
                       "history.recorded"}  # fmt: skip
    assert chain_problems("kupang") == []
