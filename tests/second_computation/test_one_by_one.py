"""Records kept from files and the same records kept from forms, one after another, come out identical."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.db.models import F

from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import keep, keep_many, mend, withdraw
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.kinds import number_column
from akuntabel.organisation.records.known import written_reference
from akuntabel.organisation.records.reading import read_values
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.upkeep import differences
from second_computation.made_up import made_up_files, written
from second_computation.test_by_hand import BY, days_off, keep_files, new_unit, read_file

OTHERS = {
    "corrective_action": "inspection,round_number,requested_on\nB-1,1,2023-12-31\nB-1,2,2023-12-31\nB-2,1,2023-12-31\n",
    "complaint": "number,kind,channel,received_on,subject,answered_on\n"
                 "P-1,information_request,telephone,2023-02-03,Contoh,2023-02-06\n"
                 "P-2,product_complaint,telephone,2023-07-01,Contoh,\n",
    "msme_service": "business,service,begun_on\nU-1,business_identity,2023-12-31\nU-1,capital,2023-12-31\n",
    "obligation": "number,duty,title,recurrence,opens_on,due_on,team,fulfilled_on,proof_note\n"
                  "O-1,action_plan,Contoh,once,2023-01-02,2023-06-29,Perencana,2023-07-02,Surat\n",
    "plan_line": "code,year,title,subject,category,january\nK-1,2023,Contoh,visits,production,3\n",
    "external_value": "number,title,measure,year,month,issuer\nN-1,Nilai contoh,accountability_score,2023,12,Inspektorat\n",
    "agency": "name,kind,is_active\nDinas Contoh,Dinas kesehatan,ya\n",
}  # fmt: skip
"""Registers that the made-up office does not have."""


def made_up(seed):
    """Without the keys of documents, so that two units can keep the same files; nothing here refers to them by key."""
    files = made_up_files(seed, 2023, days_off(), size=14) | OTHERS
    rows = list(csv.DictReader(io.StringIO(files["dated_document"], newline="")))
    return files | {"dated_document": written([{k: v for k, v in row.items() if k != "uuid"} for row in rows])}


def keep_rows(unit, files):
    """As a person fills a form: each row, its references by UUID."""
    for key, text in files.items():
        register, kind = definitions_for(unit).registers[key], KINDS[key]
        for row in csv.DictReader(io.StringIO(text, newline="")):
            typed = dict(row)
            for column in register.columns:
                if column.type == "reference" and typed.get(column.key):
                    other = KINDS[column.to].model
                    found = other.objects.get(unit=unit, **{number_column(other): typed[column.key]})
                    typed[column.key] = str(found.uuid)
            values, problems = read_values(register, typed)
            assert problems == []
            keep(kind, unit, values, by=BY)


def stored(unit, *, versions=True):
    """Every register's records as the unit has them, with the last version in their history; keys of the database apart."""
    found = {}
    for key, kind in KINDS.items():
        register = definitions_for(unit).registers[key]
        rows = []
        for one in kind.model.objects.filter(unit=unit):
            values = values_of(register, one)
            for column in register.columns:
                if column.type == "reference" and values[column.key] is not None:
                    values[column.key] = written_reference(getattr(one, column.key))
            last = one.history.latest("history_id") if hasattr(one, "history") else None
            if last is not None:
                values |= {"history": [getattr(last, c.key) == getattr(one, c.key) for c in register.columns
                                       if c.type != "reference"], "last": last.version == one.version}  # fmt: skip
            rows.append(sorted((name, str(value)) for name, value in values.items()))
        found[key] = sorted(rows)
    return found


def figures(unit):
    rows = Observation.objects.filter(unit=unit, origin="register").exclude(value=0)
    return sorted(rows.values_list("measure", "group", "year", "month", "value"))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [3, 8])
def test_files_and_forms_keep_the_same(kupang, seed):
    files, forms = (new_unit(kupang, slug, since=date(2020, 1, 1)) for slug in ("berkas", "isian"))
    keep_files(files, made_up(seed))
    keep_rows(forms, made_up(seed))

    assert stored(files) == stored(forms)
    assert figures(files) == figures(forms) != []
    for unit in (files, forms):
        assert [one for kind in KINDS.values() for one in differences(kind, unit)] == []


@pytest.mark.django_db
def test_a_file_in_two_parts_in_any_order_keeps_the_same(kupang):
    """Each part is maintained beside what the other has stored, and what the first stored is maintained again."""
    whole, parts = (new_unit(kupang, slug, since=date(2020, 1, 1)) for slug in ("utuh", "dua"))
    keep_files(whole, made_up(5))
    for register, text in made_up(5).items():
        head, *rows = text.splitlines()
        for part in (rows[1::2], rows[0::2]):
            keep_files(parts, {register: "\n".join([head, *part]) + "\n"} if part else {})

    assert stored(parts) == stored(whole)
    assert figures(parts) == figures(whole)


@pytest.mark.django_db
def test_what_depends_on_a_withdrawn_file_is_as_if_it_had_never_come(kupang):
    plain, unit = (new_unit(kupang, slug, since=date(2020, 1, 1)) for slug in ("polos", "ditarik"))
    texts = made_up(6)
    extra = {}
    for register in ("clock_stop", "third_party_test", "intervention_criterion"):
        extra[register] = texts.pop(register)
    head, *rows = texts["inspection"].splitlines()
    extra["inspection"] = "\n".join([head, *rows[::2]]) + "\n"
    texts["inspection"] = "\n".join([head, *rows[1::2]]) + "\n"
    texts.pop("corrective_action")
    keep_files(plain, texts)
    keep_files(unit, texts)
    for register, text in extra.items():
        file, _ = read_file(definitions_for(unit).registers[register], f"{register}.csv", text.encode())
        kept = keep_many(KINDS[register], unit, file, by=BY)
        withdraw(KINDS[register], unit, [one.pk for one in kept], reason="Salah berkas", by=BY)

    assert stored(unit) == stored(plain)
    assert figures(unit) == figures(plain)


@pytest.mark.django_db
def test_columns_changed_behind_the_services_are_mended(kupang):
    unit = new_unit(kupang, "rusak", since=date(2020, 1, 1))
    keep_files(unit, made_up(7))
    right = stored(unit)
    broken = {"inspection": "is_repeat", "certification_request": "elapsed_days", "intervention_stage": "is_repeat"}
    KINDS["inspection"].model.objects.filter(unit=unit).update(is_repeat=True, category="production")
    KINDS["certification_request"].model.objects.filter(unit=unit).update(elapsed_days=F("elapsed_days") + 1)
    KINDS["intervention_stage"].model.objects.filter(unit=unit).update(is_repeat=True)
    for key, column in broken.items():
        assert column in {one.column for one in mend(KINDS[key], unit, reason="Diperiksa ulang", by=BY)}

    assert stored(unit) == right
