from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from tests.conftest import drop_trigger

from akuntabel.audit.checks import triggers_are_in_place
from akuntabel.audit.models import Event
from akuntabel.audit.queries import Anchor, AnchorError, anchor_problems, chain_head, chain_problems, trail
from akuntabel.audit.services import GENESIS, Actor, record
from akuntabel.audit.triggers import install_triggers, missing_triggers, trigger_names
from offices import EXAMPLES

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
    assert [(p.place, p.message) for p in chain_problems("balai")] == [
        (("balai", 1), "Jejak audit balai: peristiwa 1 diubah sesudah ditulis. Bandingkan dengan cadangan.")
    ]
    Event.objects.filter(number=1).delete()
    assert [(p.place, p.message.split(": ")[1].split(".")[0]) for p in chain_problems("balai")] == [
        (("balai", 1), "peristiwa 1 hilang"),
        (("balai", 2), "peristiwa 2 tidak menyambung peristiwa sebelumnya"),
    ]


@pytest.mark.django_db
def test_the_whole_trail_is_walked():
    """A change in one unit's chain is found among whole ones, and so is a chain that is expected and gone."""
    write(chain="a")
    write(chain="b")
    assert [chain.problems for chain in trail()] == [(), ()]
    for name in trigger_names():
        drop_trigger(name)
    Event.objects.filter(chain="b").update(reason="lain")
    found = {chain.name: [problem.place for problem in chain.problems] for chain in trail(["c", "a"])}
    assert found == {"c": [("c", 0)], "a": [], "b": [("b", 1)]}


@pytest.mark.django_db
def test_an_anchor_finds_a_chain_cut_off_or_written_anew():
    """The chain alone looks whole in both cases; the anchor of an issued document does not fit any more."""
    write()
    write("b")
    anchor = Anchor.parse(str(Anchor(*chain_head("balai"))))
    write("c")
    assert anchor_problems(anchor) == []
    assert anchor_problems(anchor, "balai") == []
    assert len(anchor_problems(anchor, "lain")) == 1
    for name in trigger_names():
        drop_trigger(name)
    Event.objects.filter(number__gt=1).delete()
    assert chain_problems("balai") == []
    assert [problem.place for problem in anchor_problems(anchor)] == [()]
    write("d")
    assert len(anchor_problems(anchor)) == 1


@pytest.mark.django_db
def test_the_anchor_of_an_empty_chain_fits_always():
    """A document issued before the first event carries length 0."""
    assert anchor_problems(Anchor(*chain_head("balai"))) == []


@pytest.mark.parametrize("text", ["", "abc:1", f"{GENESIS}", f"{GENESIS}:", f"{GENESIS}:-1", f"{GENESIS}:1:2"])
def test_what_is_no_anchor_is_said(text):
    with pytest.raises(AnchorError, match="bukan sidik jejak audit"):
        Anchor.parse(text)


@pytest.mark.django_db
def test_without_its_triggers_the_server_does_not_start():
    assert triggers_are_in_place(["default"]) == []
    drop_trigger(trigger_names()[0])
    assert missing_triggers() == [trigger_names()[0]]
    [error] = triggers_are_in_place(["default"])
    assert error.id == "audit.E001"
    install_triggers()
    assert triggers_are_in_place(["default"]) == []


RECORDS = {file.stem for file in (EXAMPLES / "kupang-2023/records").glob("*.csv")}


@pytest.mark.django_db
def test_every_service_of_an_office_leaves_its_event(kupang):
    actions = set(Event.objects.filter(chain="kupang").values_list("action", flat=True))
    assert actions == {"office.created", "office.imported",
                       "demo_accounts.created", "named_reader.named", "criminal_case.imported", "plan.adopted",
                       "figures.recorded", "submissions.recorded", "example_records.dated",
                       "budget.recorded", "recommendations.recorded", "narrative.recorded",
                       "history.recorded", "certification_request.maintained",
                       *(f"{register}.imported" for register in RECORDS)}  # fmt: skip
    assert chain_problems("kupang") == []
