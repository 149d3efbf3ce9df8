"""What an office file may not say: each mistake is named once, at its place; the example says none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from akuntabel.catalogue.lookup import catalogue
from akuntabel.catalogue.source_files import SourceFile, read_source, validated
from akuntabel.organisation.checks import check_office
from akuntabel.organisation.schema import Office
from offices import EXAMPLES

TABLE = "enforcement_stage_weights"


@pytest.fixture(scope="module")
def office():
    found = validated(read_source(EXAMPLES / "kupang-2023/office.yaml"), Office, [])
    assert found is not None
    return found


@pytest.fixture(scope="module")
def definitions():
    return catalogue().scheme("bpom")


@pytest.fixture
def problems(office, definitions):
    """Places and sentences about the office with these parts changed."""

    def check(**parts):
        return {p.place: p.message for p in check_office(office.model_copy(update=parts), definitions)}

    return check


def parameter(office, named, **fields):
    found = next(row for row in office.parameters if row.key == named)
    return (found.model_copy(update=fields),)


def test_the_example_has_none(problems):
    assert problems() == {}


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [("role", "raja", 'Peran "raja" tidak dikenal. Pilih: data_officer'),
     ("team", "tak-ada", 'Tim "tak-ada" pada akun petugas tidak ada. Pilih: inspection')],
)  # fmt: skip
def test_an_account_of_nobody(office, problems, field, value, sentence):
    """A role or a team that does not exist is refused in a sentence, before anything is written."""
    account = office.demo_accounts[0].model_copy(update={field: value})
    [(place, message)] = problems(demo_accounts=(account,)).items()
    assert place == ("demo_accounts", 0, field)
    assert message.startswith(sentence)


@pytest.mark.parametrize("part", ["versions", "teams", "demo_accounts", "parameters"])
def test_a_row_twice(office, problems, part):
    """Two rows with one key are one too many: the second is named, not met by the database."""
    rows = getattr(office, part)
    [(place, message)] = problems(**{part: (*rows, rows[0])}).items()
    assert place == (part, len(rows))
    assert message.startswith("Tercantum dua kali")


def test_a_unit_is_not_its_own_parent(office, problems):
    version = office.versions[0].model_copy(update={"parent": office.slug})
    assert set(problems(versions=(version,))) == {("versions", 0, "parent")}


def test_an_education_that_no_column_has(office, problems):
    """Its number would be left out of the table without a word."""
    row = office.staff.rows[0].model_copy(update={"counts": {"S3": 1}})
    staff = office.staff.model_copy(update={"rows": (row,)})
    assert set(problems(staff=staff)) == {("staff", "rows", 0, "counts", "S3")}


def test_an_issue_about_an_unknown_indicator(office, problems):
    issue = office.strategic_issues[0].model_copy(update={"indicators": ("tidak-ada",)})
    [(place, message)] = problems(strategic_issues=(issue,)).items()
    assert place == ("strategic_issues", 0, "indicators")
    assert '"tidak-ada"' in message


def test_a_parameter_the_catalogue_does_not_know(office, problems):
    [(place, message)] = problems(parameters=parameter(office, TABLE, key="tidak_ada")).items()
    assert place == ("parameters", 0, "key")
    assert '"tidak_ada" tidak ada dalam katalog bpom' in message


def test_a_parameter_of_the_other_kind(office, problems):
    """A table where one number belongs, and one number where a table belongs."""
    number = parameter(office, TABLE, table=None, number=Decimal(1))
    table = parameter(office, "drug_samples_planned", number=None, table={"a": Decimal(1)})
    assert "harus berupa tabel" in problems(parameters=number)["parameters", 0, "key"]
    assert "harus berupa satu angka" in problems(parameters=table)["parameters", 0, "key"]


def test_a_table_has_the_rows_of_the_catalogue(office, problems):
    """A row too few would count as weight 0, a row too many would never be read: both are named."""
    table = {"spdp": Decimal(25), "stage_1": Decimal(50), "p21": Decimal(75), "tahap_2": Decimal(100)}
    found = problems(parameters=parameter(office, TABLE, table=table))
    assert set(found) == {("parameters", 0, "table", "tahap_2"), ("parameters", 0, "table")}
    assert 'baris "stage_2" belum diisi' in found["parameters", 0, "table"]


@pytest.mark.parametrize("weight", ["0", "-25"])
def test_a_weight_is_above_zero(office, problems, weight):
    table = {"spdp": Decimal(weight), "stage_1": Decimal(50), "p21": Decimal(75), "stage_2": Decimal(100)}
    assert set(problems(parameters=parameter(office, TABLE, table=table))) == {("parameters", 0, "table", "spdp")}


def test_weights_add_up(office, problems, definitions):
    """Where the catalogue says what the weights add up to, another sum is refused with both sums."""
    rows = dict.fromkeys(definitions.parameters["outreach_aspect_weights"].rows, Decimal(20))
    row = parameter(office, TABLE, key="outreach_aspect_weights", table=rows)
    [(place, message)] = problems(parameters=row).items()
    assert (place, message) == (
        ("parameters", 0, "table"),
        'Bobot "outreach_aspect_weights" berjumlah 80; harus 100.',
    )


def test_a_planned_number_is_above_zero(office, problems):
    row = parameter(office, "drug_samples_planned", number=Decimal(0))
    assert set(problems(parameters=row)) == {("parameters", 0, "number")}


@pytest.mark.parametrize(
    ("place", "value"),
    [(("parameters", 0, "year"), 10**30),
     (("facilities", 0, "facilities"), 2**31),
     (("assets", 0, "value"), 10**16),
     (("demo_accounts", 0, "position"), "x" * 151)],
)  # fmt: skip
def test_what_no_column_keeps_is_a_finding(place, value):
    """A number or text larger than its column is refused when read, on both engines alike."""
    source = read_source(EXAMPLES / "kupang-2023/office.yaml")
    part, number, field = place
    rows = tuple(row | {field: value} if n == number else row for n, row in enumerate(source.data[part]))
    findings = []
    changed = SourceFile(source.name, source.data | {part: rows}, source.lines)
    assert validated(changed, Office, findings) is None
    assert [finding.line for finding in findings] == [source.line(place)]


def test_rows_are_read_oldest_first(office):
    """The rows come oldest first, whatever order the file has."""
    old = office.versions[0]
    new = old.model_copy(update={"valid_from": date(2024, 1, 1)})
    assert office.model_copy(update={"versions": (new, old)}).versions_by_day == [old, new]


@pytest.mark.parametrize(
    ("key", "number", "sentence"),
    [
        ("school_planned_places", 0, "isi angka di atas 0"),
        ("msme_food_planned_businesses", -1, "isi 0 atau lebih"),
        ("msme_food_planned_businesses", 0, None),
    ],
)
def test_a_plan_of_0_stands_only_where_the_catalogue_allows_it(office, problems, key, number, sentence):
    found = problems(parameters=parameter(office, key, number=Decimal(number)))
    assert found == ({} if sentence is None else {("parameters", 0, "number"): found["parameters", 0, "number"]})
    assert sentence is None or sentence in found["parameters", 0, "number"]
