"""What is personal or confidential appears nowhere but where it should: every register × role × page, file and event."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pypdfium2  # comes with pdfplumber, and is quicker
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from akuntabel.audit.models import Event
from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.realisation import measures_of
from akuntabel.cli.main import main
from akuntabel.measurement import importing
from akuntabel.measurement.models import Observation
from akuntabel.measurement.record_queries import books_of
from akuntabel.measurement.recording import keep_many
from akuntabel.organisation.models import NamedReader, RoleAssignment, Unit, User
from akuntabel.organisation.queries import day_in, definitions_for
from akuntabel.organisation.records.files import read_file
from akuntabel.organisation.records.services import values_of
from akuntabel.organisation.roles import ROLE_PERMISSIONS, Permission, Role
from akuntabel.registers.kinds import KINDS
from confidential import BY, STEM, mark
from test_routes import OF_A_UNIT, ROUTES

pytestmark = pytest.mark.django_db

PERIOD = "2023-Q2"
FILES = {"report_file": ("docx", "pdf", "xlsx", "html")}
ON_A_RECORD = {"register_record", "register_edit"}
"""The only pages that show what is personal or secret, and only to those who may see it."""

OF_REGISTERS = {name for name in OF_A_UNIT if "register" in name} | {"measure_records", "indicator"}
"""Where being named can matter; each role is taken over all routes."""


@pytest.fixture
def marked(kupang):
    counted = [key for key, measure in definitions_for(kupang).measures.items() if measure.counted]
    Observation.objects.filter(unit=kupang, measure__in=counted).delete()
    return mark(kupang)


def account(role, unit, *, named=(), until=None, ended=False):
    user = User.objects.create_user(f"uji{User.objects.count()}", "sandi-uji-panjang", display_name=role.label)
    RoleAssignment.objects.create(user=user, unit=unit, role=role, valid_from=date(2023, 1, 1))
    today = day_in(unit, timezone.now())
    for register in named:
        NamedReader.objects.create(user=user, unit=unit, register=register, valid_from=date(2023, 1, 1),
                                   valid_to=until or today, reason="uji", named_by="uji",
                                   ended_at=timezone.now() if ended else None,
                                   ended_by="uji" if ended else "")  # fmt: skip
    return user


def arguments(marked, name):
    """Every set of arguments that a route can be asked with here."""
    definitions = definitions_for(marked.unit)
    hiding = {key for key, one in marked.registers.items() if one.confidential}
    measures = [
        key for key, one in definitions.measures.items() if one.counted and one.counted.in_register in hiding
    ]
    slugs = [slug for slug, one in definitions.indicators.items()
             if (formula := one.versions[-1].formula) and set(measures_of(formula)) & set(measures)]  # fmt: skip
    assert slugs
    assert measures
    choices = {"unit": [marked.unit.slug], "period": [PERIOD], "slug": slugs, "form": FILES.get(name, ()),
               "kind": list(marked.registers), "measure": measures, "month": [3],
               "uuid": [one.uuid for one in marked.records["plan_line"]]}  # fmt: skip
    needed = ROUTES[name]
    if {"kind", "uuid"} <= needed and name.startswith("import"):
        return []  # its own files are walked in `test_an_import_of_a_confidential_register_is_for_the_named`
    if {"kind", "uuid"} <= needed:
        pairs = [(key, one.uuid) for key, records in marked.records.items() for one in records]
        rest = {"unit": marked.unit.slug, "period": PERIOD} | ({"form": "csv"} if "form" in needed else {})
        return [{**rest, "kind": key, "uuid": uuid} for key, uuid in pairs]
    if {"kind", "column"} <= needed:
        pairs = [(key, column.key) for key, one in marked.registers.items() for column in one.columns if column.to]
        return [
            {"unit": marked.unit.slug, "period": PERIOD, "kind": key, "column": column} for key, column in pairs
        ]
    return [dict(zip(needed, values, strict=True)) for values in product(*(choices[key] for key in needed))]


def addresses(marked):
    """(route, address) of everything that can be read, lists also searched and sorted."""
    for name in OF_A_UNIT:
        if name in FILES:
            continue
        for one in arguments(marked, name):
            address = reverse(name, kwargs=one)
            yield name, address
            if name in {"register", "register_csv"}:
                yield name, f"{address}?cari={STEM}&tahun=2023"


def text_of(response):
    body = b"".join(response) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as workbook:
            return "\n".join(workbook.read(name).decode() for name in workbook.namelist() if name.endswith("xml"))
    return body.decode()


def seen_by(marked, user, *, routes=None):
    """Hidden markers that an account meets, on all routes or some: on pages of records and forms, and anywhere else."""
    client = Client()
    client.force_login(user)
    on_records, elsewhere = set(), set()
    for name, address in addresses(marked):
        if routes is not None and name not in routes:
            continue
        found = marked.seen_in(text_of(client.get(address)))
        if name == "register_edit":
            found |= marked.seen_in(text_of(client.post(address, {"version": 1, "change_reason": "uji"})))
        (on_records if name in ON_A_RECORD else elsewhere).update(found)
    return on_records, elsewhere


def personal_ones(marked):
    return marked.hidden(in_confidential=False, sensitivity="personal")


def test_every_hidden_column_of_every_register_is_marked(marked):
    assert set(marked.records) == set(KINDS)
    columns = {(key, c.key) for key, one in marked.registers.items() for c in one.columns if c.sensitivity in
               {"personal", "secret"}}  # fmt: skip
    assert columns
    assert columns <= {(one.register, one.column) for one in marked.hidden()}
    assert marked.hidden("criminal_case", column="number")
    assert len({one.text for one in marked.markers}) == len(marked.markers)


@pytest.mark.engine(
    "sqlite3"
)  # minutes long; who may see what is decided in Python, and the named ones are walked on both
@pytest.mark.parametrize("role", Role)
def test_a_role_sees_nothing_confidential_and_personal_columns_only_where_it_keeps_records(marked, role):
    on_records, elsewhere = seen_by(marked, account(role, marked.unit))
    keeps = Permission.EDIT_RECORDS in ROLE_PERMISSIONS[role]

    assert on_records == (personal_ones(marked) if keeps else set())
    assert elsewhere == set()


@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.HEAD, Role.DATA_OFFICER])
def test_a_named_person_sees_what_he_is_named_for(marked, role):
    """On records and forms all of it; in lists and files what is neither personal nor secret; nowhere else."""
    on_records, elsewhere = seen_by(
        marked, account(role, marked.unit, named=["criminal_case"]), routes=OF_REGISTERS
    )
    keeps = Permission.EDIT_RECORDS in ROLE_PERMISSIONS[role]

    assert on_records == marked.hidden("criminal_case") | (personal_ones(marked) if keeps else set())
    listed = {one for one in elsewhere if one.sensitivity == "internal"}
    assert listed == elsewhere
    assert {"number", "articles"} <= {one.column for one in listed}
    assert {one.register for one in listed} == {"criminal_case"}


def test_of_a_register_that_is_confidential_in_part_the_named_see_both_parts(marked):
    on_records, _ = seen_by(
        marked, account(Role.INVESTIGATOR, marked.unit, named=["complaint"]), routes=OF_REGISTERS
    )
    assert on_records == marked.hidden("complaint")
    assert {one.in_confidential for one in on_records} == {True, False}


def test_an_import_of_a_confidential_register_is_for_the_named(marked):
    """Columns, preview, marked file: what a file tells before it is kept is as confidential as the records."""
    unit = marked.unit
    book = books_of(unit, named={"criminal_case"})["criminal_case"]
    text = f"number,commodity,district,spdp_on,suspects\n{STEM}-9,Obat,Kota Kupang,2023-02-30,{STEM}-orang\n"
    staged = importing.receive(unit, book, f"{STEM}.csv", text.encode(), by=BY)
    importing.read(unit, book, staged)
    at = {"unit": unit.slug, "period": PERIOD, "kind": "criminal_case", "uuid": staged.uuid}
    pages = [reverse("imports", kwargs={k: v for k, v in at.items() if k != "uuid"}), reverse("import", kwargs=at)]
    told = [named_and_others(unit, page) for page in pages]
    importing.tell_columns(unit, book, staged, staged.header)
    importing.examine(unit, book, staged, by=BY)
    pages.append(reverse("import_marked", kwargs=at | {"form": "csv"}))
    told += [named_and_others(unit, page) for page in pages]
    assert any(named for named, _ in told)
    assert not any(others for _, others in told)


def named_and_others(unit, page):
    """Whether the page tells something of the file to the named, and to anybody else."""
    readers = [account(Role.INVESTIGATOR, unit, named=["criminal_case"]), *(account(role, unit) for role in Role)]
    answers = []
    for user in readers:
        client = Client()
        client.force_login(user)
        response = client.get(page)
        answers.append(response.status_code == 200 and STEM in text_of(response))
    return answers[0], any(answers[1:])


def personal_export(marked, user, key, *, purpose="Dicocokkan dengan berkas loket", query="", form="csv"):
    """What an account gets when it asks for a register with its personal columns, and the status."""
    client = Client()
    client.force_login(user)
    address = reverse("register_personal", kwargs={"unit": marked.unit.slug, "period": PERIOD, "kind": key})
    return client.post(address + query, {"purpose": purpose, "form": form})


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("role", Role)
def test_a_file_with_personal_columns_is_for_who_keeps_the_records(marked, role, form):
    user, found = account(role, marked.unit), set()
    for key in marked.registers:
        response = personal_export(marked, user, key, form=form)
        found |= marked.seen_in(text_of(response))
    keeps = Permission.EDIT_RECORDS in ROLE_PERMISSIONS[role]

    assert {one.column for one in found} == ({one.column for one in personal_ones(marked)} if keeps else set())
    assert found <= personal_ones(marked)
    assert Event.objects.filter(action__endswith=".exported").exists() is keeps


@pytest.mark.parametrize("role", Role)
def test_a_file_with_secret_columns_is_for_who_is_named_and_keeps_the_records(marked, role):
    user = account(role, marked.unit, named=["criminal_case"])
    response = personal_export(marked, user, "criminal_case")
    keeps = bool({Permission.EDIT_RECORDS, Permission.EDIT_CONFIDENTIAL_RECORDS} & ROLE_PERMISSIONS[role])

    assert (response.status_code == 200) is keeps
    assert ("suspects" in {one.column for one in marked.seen_in(text_of(response))}) is keeps


def test_the_trail_tells_who_took_personal_columns_what_for_and_how_many(marked):
    user = account(Role.DATA_OFFICER, marked.unit)
    assert personal_export(marked, user, "establishment", purpose="").status_code == 422
    assert not Event.objects.filter(action="establishment.exported").exists()
    personal_export(marked, user, "establishment", query=f"?cari={STEM}&tahun=2023&status=active")

    event = Event.objects.get(action="establishment.exported")
    assert user.username in event.actor
    assert event.reason == "Dicocokkan dengan berkas loket"
    assert (event.after["records"], event.after["columns"]) == (1, ["owner"])
    assert event.after["filter"]["status"] == "active"
    assert event.after["filter"]["words"].startswith("hmac:")
    investigator = account(Role.INVESTIGATOR, marked.unit, named=["criminal_case"])
    personal_export(marked, investigator, "criminal_case", query="?kabupaten=Kota+Kupang")
    event = Event.objects.get(action="criminal_case.exported")
    assert event.reason.startswith("hmac:")
    assert event.after["filter"]["district"].startswith("hmac:")


def test_every_register_imports_its_own_file_with_personal_columns(marked):
    """Known again row by row, and kept the same once the records are gone."""
    user = account(Role.DATA_OFFICER, marked.unit, named=BOTH)
    client = Client()
    client.force_login(user)
    files, before = {}, {}
    for key, one in marked.registers.items():
        response = personal_export(marked, user, key)
        if response.status_code == 422:  # nothing personal: the ordinary file holds all of it
            response = client.get(reverse("register_csv", kwargs={"unit": "kupang", "period": PERIOD, "kind": key}))
        files[key], problems = read_file(one, f"{key}.csv", text_of(response).encode())
        assert problems == [], key
        assert list(keep_many(KINDS[key], marked.unit, files[key], by=BY)) == []
        before[key] = texts_of(one, marked.unit)
        assert before[key]
    for records in reversed(marked.records.values()):
        for record in reversed(records):
            record.delete()
    for key in marked.records:
        keep_many(KINDS[key], marked.unit, files[key], by=BY)
    assert {key: texts_of(one, marked.unit) for key, one in marked.registers.items()} == before


def texts_of(register, unit):
    """Every record of a register as text, by its UUID; a reference by the UUID of the other."""
    return {one.uuid: {key: str(value) for key, value in values_of(register, one).items()}
            for one in KINDS[register.key].model.objects.filter(unit=unit)}  # fmt: skip


def elsewhere_named(marked):
    """Named in another unit, with a role in this one too."""
    other = Unit.objects.create(slug="lain", scheme="bpom")
    other.versions.create(**{field.name: getattr(marked.unit.versions.last(), field.name) for field in
                             other.versions.model._meta.fields if field.name not in {"id", "unit"}})  # fmt: skip
    user = account(Role.INVESTIGATOR, other, named=["criminal_case", "complaint"])
    RoleAssignment.objects.create(user=user, unit=marked.unit, role=Role.INVESTIGATOR, valid_from=date(2023, 1, 1))
    return user


BOTH = ("criminal_case", "complaint")
NOT_NAMED = {
    "ended": lambda marked: account(Role.INVESTIGATOR, marked.unit, named=BOTH, ended=True),
    "expired": lambda marked: account(Role.INVESTIGATOR, marked.unit, named=BOTH,
                                      until=day_in(marked.unit, timezone.now()) - timedelta(1)),
    "another unit's": elsewhere_named,
    "without a role that opens registers": lambda marked: account(Role.ADMINISTRATOR, marked.unit, named=BOTH),
}  # fmt: skip


@pytest.mark.parametrize("who", NOT_NAMED)
def test_who_is_not_named_here_and_today_sees_nothing(marked, who):
    assert seen_by(marked, NOT_NAMED[who](marked), routes=OF_REGISTERS) == (set(), set())


def test_no_document_holds_anything_hidden(marked):
    client = Client()
    client.force_login(account(Role.HEAD, marked.unit, named=BOTH))
    for one in arguments(marked, "report_file"):
        response = client.get(reverse("report_file", kwargs=one))
        assert response.status_code == 200
        body = b"".join(response) if response.streaming else response.content
        text = document_text(one["form"], body)
        assert "Kupang" in text
        assert marked.seen_in(text) == set()


def document_text(form, body):
    if form == "pdf":
        pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(body)]
        return "".join(pages).replace("\r\n", "")
    if form == "html":
        return body.decode()
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        return "".join(
            package.read(name).decode() for name in package.namelist() if name.endswith((".xml", ".rels"))
        )


def test_the_trail_tells_that_something_hidden_changed_and_not_what(marked):
    events = list(Event.objects.filter(chain=marked.unit.slug))
    text = json.dumps([[one.subject, one.before, one.after, one.reason] for one in events])

    assert marked.seen_in(text) == set()
    corrected = Event.objects.get(action="criminal_case.corrected")
    assert corrected.before["suspects"] != corrected.after["suspects"]
    assert corrected.after["district"].startswith("hmac:")
    assert corrected.reason.startswith("hmac:")
    assert corrected.before["stage"] == corrected.after["stage"]
    opened = Event.objects.get(action="establishment.corrected")
    assert opened.after["number"].startswith(STEM)


def test_no_command_prints_anything_hidden(marked, capsys):
    for key, records in marked.records.items():
        for column in (
            c for c in marked.registers[key].columns if c.maintained and c.type in {"choice", "boolean"}
        ):
            other = "bukan" if column.type == "choice" else True
            KINDS[key].model.objects.filter(pk__in=[one.pk for one in records]).update(**{column.key: other})
    commands = [["scorecard", "kupang", PERIOD], ["explain", "kupang", PERIOD, "7.1"], ["measure", "kupang", PERIOD],
                ["measure", "kupang", PERIOD, "--verify"], ["audit", "verify"], ["registers", "verify", "kupang"],
                ["registers", "named", "kupang"]]  # fmt: skip
    text = ""
    for command in commands:
        main(command)
        answer = capsys.readouterr()
        text += answer.out + answer.err
    assert f"criminal_case {marked.records['criminal_case'][0].uuid}, stage: berbeda; isinya rahasia" in text
    assert marked.seen_in(text) == set()


def test_the_page_on_privacy_names_every_hidden_column():
    rows = Path(__file__).parents[1].joinpath("docs/privacy.md").read_text(encoding="utf-8").splitlines()
    for register in catalogue().scheme("bpom").registers.values():
        kinds = [
            ", ".join(c.name for c in register.columns if c.sensitivity == kind) or "–"
            for kind in ("personal", "secret")
        ]
        there = [row for row in rows if row.startswith(f"| {register.name} | {' | '.join(kinds)} | ")]
        hides = register.confidential is not False or kinds != ["–", "–"]
        assert len(there) == hides, register.key
