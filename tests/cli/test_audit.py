"""`akuntabel audit verify`: a whole chain is 0, a broken one 1 with what is broken."""

from __future__ import annotations

import pytest
from django.db import connection

from akuntabel.audit.queries import chain_head
from akuntabel.cli.main import main
from akuntabel.organisation.models import Unit
from conftest import drop_trigger

pytestmark = pytest.mark.django_db


def test_whole_chains_are_printed_with_head_and_length(kupang, dinas, capsys):
    assert main(["audit", "verify"]) == 0
    lines = capsys.readouterr().out.splitlines()
    head, length = chain_head("kupang")
    assert lines[1] == f"kupang: utuh, {length} peristiwa, kepala {head}"
    assert lines[0].startswith("dinas-contoh: utuh, ")


@pytest.mark.parametrize(
    ("statement", "trigger", "sentence"),
    [
        ("UPDATE audit_event SET actor = 'lain' WHERE number = 3", "audit_event_no_update",
         "  Jejak audit kupang: peristiwa 3 diubah sesudah ditulis"),
        ("DELETE FROM audit_event WHERE number = 3", "audit_event_no_delete",
         "  Jejak audit kupang: peristiwa 3 hilang. Bandingkan"),
        ("DELETE FROM audit_event", "audit_event_no_delete", "  Jejak audit kupang: tidak ada satu pun peristiwa, padahal"),
    ],
)  # fmt: skip
def test_a_broken_chain_is_found(kupang, capsys, statement, trigger, sentence):
    drop_trigger(trigger)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    assert main(["audit", "verify", "kupang"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("kupang: RUSAK, ")
    assert sentence in text


def test_one_broken_chain_among_whole_ones_is_found(kupang, capsys):
    """The status is the worst of all, not the last."""
    Unit.objects.create(slug="aaa", scheme="bpom")
    assert main(["audit", "verify"]) == 1
    assert "kupang: utuh" in capsys.readouterr().out


def test_without_units_there_is_nothing_to_verify(db, capsys):
    assert main(["audit", "verify"]) == 0
    assert "Belum ada satuan kerja" in capsys.readouterr().out


def test_an_anchor_that_a_chain_has(kupang, dinas, capsys):
    """In any chain, or in that of the named unit."""
    head, length = chain_head("kupang")
    assert main(["audit", "verify", "--anchor", f"{head}:{length}"]) == 0
    assert main(["audit", "verify", "kupang", "--anchor", f"{head}:{length}"]) == 0
    capsys.readouterr()
    assert main(["audit", "verify", "dinas-contoh", "--anchor", f"{head}:{length}"]) == 1
    assert f"Jejak audit dinas-contoh tidak memuat sidik {head}:{length}" in capsys.readouterr().out


def test_an_anchor_finds_a_chain_cut_off_at_its_end(kupang, capsys):
    """By itself the rest looks whole."""
    head, length = chain_head("kupang")
    drop_trigger("audit_event_no_delete")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_event WHERE number = %s", [length])
    assert main(["audit", "verify"]) == 0
    assert main(["audit", "verify", "--anchor", f"{head}:{length}"]) == 1
    text = capsys.readouterr().out
    assert "kupang: utuh" in text
    assert f"Tidak ada rantai dengan sidik {head}:{length}" in text


def test_what_is_no_anchor_is_wrong_use(kupang, capsys):
    assert main(["audit", "verify", "--anchor", "abc:1"]) == 2
    assert '"abc:1" bukan sidik jejak audit. Tulis 64 angka heksadesimal' in capsys.readouterr().err
