"""Every register is a model and a definition that say the same, and its checks name what contradicts itself."""

from __future__ import annotations

import pytest

from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.problems import Refused
from akuntabel.measurement.models import Observation
from akuntabel.measurement.recording import correct
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.kinds import differences
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from registers.conftest import BY, SAMPLE, SHOP


def test_each_register_has_its_model_and_each_model_its_register():
    assert set(catalogue().scheme("bpom").registers) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_model_and_definition_are_the_same(kind):
    models = {key: one.model for key, one in KINDS.items()}
    assert list(differences(kind, catalogue().scheme("bpom").registers[kind.key], models)) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"key": "product"}, {"key": "produce"}, ["sample: the model has no column produce",
                                                  "sample: column product is not defined"]),
        ({"type": "integer"}, {"type": "text"}, ["sample.product: TextField, defined as integer"]),
        ({"required": False}, {"required": True}, ["sample.product: null=False, defined as required=False"]),
        ({"name": "Produk"}, {"name": "Nama produk"}, ['sample.product: called "nama produk", defined as "Produk"']),
    ],
)  # fmt: skip
def test_a_difference_is_named(old, new, found):
    register = catalogue().scheme("bpom").registers["sample"]
    change = new if "key" in old else old
    columns = tuple(c.model_copy(update=change) if c.key == "product" else c for c in register.columns)
    spoilt = register.model_copy(update={"columns": columns})
    models = {key: one.model for key, one in KINDS.items()}

    assert list(differences(KINDS["sample"], spoilt, models)) == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        (
            {"sent_on": "2023-01-31"},
            "sent_on",
            "Dikirim pada 31 Januari 2023, sebelum diambil pada 1 Februari 2023",
        ),
        ({"verdict": "Memenuhi syarat"}, "completed_on", "padahal putusan sudah ada"),
        ({"verdict": "Tidak memenuhi syarat", "completed_on": "2023-03-01"}, "ground", "Tulis dasarnya"),
        ({"draw": "Fortifikasi"}, "draw", "hanya untuk pangan fortifikasi"),
        ({"number": "S-000"}, "number", '"S-000" sudah dipakai'),
    ],
)
def test_a_sample_that_contradicts_itself_is_refused_and_nothing_is_kept(write, typed, place, sentence):
    write("sample", **SAMPLE | {"number": "S-000"})
    with pytest.raises(Refused) as refused:
        write("sample", **SAMPLE | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message
    assert KINDS["sample"].model.objects.count() == 1


@pytest.mark.django_db
def test_an_inspection_takes_category_and_district_from_its_establishment_and_knows_a_repeat(write):
    shop = write("establishment", **SHOP)
    typed = {"establishment": str(shop.uuid), "purpose": "Rutin", "conclusion": "Memenuhi ketentuan"}
    later = write("inspection", number="B-2", inspected_on="2023-05-02", **typed)
    earlier = write("inspection", number="B-1", inspected_on="2023-03-02", **typed)
    third = write("inspection", number="B-3", inspected_on="2023-06-02", **typed)

    assert (later.category, later.district) == ("distribution", "Kota Kupang")
    later.refresh_from_db()  # kept first, and a repeat since the earlier visit is known
    assert [one.is_repeat for one in (earlier, later, third)] == [False, True, True]


@pytest.mark.django_db
def test_inspections_follow_a_correction_of_their_establishment(office, write):
    shop = write("establishment", **SHOP)
    visit = write("inspection", number="B-1", inspected_on="2023-03-02", establishment=str(shop.uuid), purpose="Rutin",
                  conclusion="Memenuhi ketentuan")  # fmt: skip
    kept = values_of(definitions_for(office).registers["establishment"], shop) | {"category": "production"}
    correct(KINDS["establishment"], office, shop.uuid, kept, version=1, reason="Salah golongan.", by=BY)

    visit.refresh_from_db()
    assert (visit.category, visit.version) == ("production", 2)
    counted = Observation.objects.filter(unit=office, year=2023, month=3, value=1).values_list("measure", flat=True)
    assert set(counted) == {"production_establishments_inspected", "production_establishments_conforming"}
