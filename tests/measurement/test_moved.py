"""An approved figure that moves is no longer official, wherever it is printed, until it is approved again."""

from __future__ import annotations

from datetime import date

import pytest

from akuntabel.audit.services import Actor
from akuntabel.catalogue.lookup import catalogue
from akuntabel.core.periods import Period
from akuntabel.measurement.explain import explain_text
from akuntabel.measurement.models import Observation, Submission
from akuntabel.measurement.moved import mark_moved
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.recording import correct, keep, withdraw_one
from akuntabel.measurement.schema import Figures
from akuntabel.measurement.services import record_submissions
from akuntabel.organisation.queries import definitions_for
from akuntabel.organisation.records.reading import read_values
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS

pytestmark = pytest.mark.database
BY = Actor("petugas", "Petugas data")
JUNE, QUARTER = Period.parse("2023-06"), Period.parse("2023-Q2")
SAMPLE = {"number": "S-LAMBAT", "product": "Tablet contoh", "commodity": "Obat", "draw": "Acak",
          "district": "Kota Kupang", "taken_on": "2023-05-02", "examined_on": "2023-05-03",
          "completed_on": "2023-05-20", "verdict": "Memenuhi syarat",
          "licence_check": "sesuai", "expiry_check": "sesuai", "packaging_check": "sesuai",
          "label_check": "sesuai"}  # fmt: skip


def keep_sample(unit, **changes):
    values, problems = read_values(definitions_for(unit).registers["sample"], SAMPLE | changes)
    assert problems == []
    return keep(KINDS["sample"], unit, values, by=BY)


def moved(unit):
    rows = Submission.objects.filter(unit=unit).exclude(changed_on=None)
    return set(rows.values_list("slug", "month"))


def test_a_record_of_an_approved_month_takes_the_approval_from_what_it_moves_and_from_nothing_else(kupang_records):
    assert moved(kupang_records) == set()  # the example approves what its records give
    assert scorecard(kupang_records, QUARTER).status == "resmi"

    keep_sample(kupang_records)

    assert {slug for slug, _ in moved(kupang_records)} == {"random-drug-compliance", "drug-samples-to-standard"}
    card = scorecard(kupang_records, QUARTER)
    assert not card.is_official
    assert card.status == "sementara, berubah sesudah disahkan"
    assert "perlu disahkan kembali" in explain_text(card, "1.1")
    assert "perlu disahkan kembali" not in explain_text(card, "4.4")


def test_a_record_that_moves_no_figure_leaves_every_approval(kupang_records):
    keep_sample(kupang_records, taken_on="2023-07-03", examined_on="", completed_on="", verdict="")
    assert moved(kupang_records) == set()
    assert scorecard(kupang_records, QUARTER).is_official


def test_a_later_month_leaves_the_approval_of_earlier_ones(kupang_records):
    keep_sample(kupang_records, taken_on="2023-07-03", examined_on="2023-07-03", completed_on="2023-07-03")
    assert moved(kupang_records) == set()


@pytest.mark.parametrize("act", ["correct", "withdraw"])
def test_a_correction_and_a_withdrawal_do_the_same(kupang_records, act):
    kind = KINDS["inspection"]
    rows = kind.model.objects.filter(unit=kupang_records, inspected_on__lt="2023-06-01", conclusion="conforming")
    record = rows.filter(itemised=None, decisions=None, corrective_actions=None)[0]
    if act == "correct":
        register = definitions_for(kupang_records).registers["inspection"]
        values = values_of(register, record) | {"conclusion": "non_conforming"}
        asked = {c.key for c in register.columns if not c.maintained}
        correct(kind, kupang_records, record.uuid, {k: v for k, v in values.items() if k in asked},
                version=record.version, reason="Salah catat.", by=BY)  # fmt: skip
    else:
        withdraw_one(kind, kupang_records, record.uuid, version=record.version, reason="Salah catat.", by=BY)
    assert moved(kupang_records)
    assert scorecard(kupang_records, QUARTER).status == "sementara, berubah sesudah disahkan"


def test_the_first_day_of_a_change_stays_and_what_is_not_settled_is_not_marked(kupang):
    definitions = catalogue().scheme("bpom")
    cell = ("random_drug_samples_tested", "", 5)
    mark_moved(kupang, definitions, 2023, [cell], on=date(2023, 7, 3))
    mark_moved(kupang, definitions, 2023, [cell], on=date(2023, 7, 9))
    assert set(Submission.objects.exclude(changed_on=None).values_list("changed_on", flat=True)) == {
        date(2023, 7, 3)
    }

    entry = {"month": 7, "indicators": "all", "state": "submitted", "on": date(2023, 8, 1)}
    sent = Figures(year=2023, observations=(), submissions=(entry,))
    record_submissions(kupang, sent, definitions, by=BY)
    mark_moved(kupang, definitions, 2023, [cell], on=date(2023, 8, 3))
    assert not Submission.objects.filter(month=7).exclude(changed_on=None).exists()


def test_a_value_that_holds_is_read_until_the_next_one_only(kupang):
    definitions = catalogue().scheme("bpom")
    Observation.objects.filter(unit=kupang, measure="accountability_score").delete()
    for month in (3, 6):
        Observation.objects.create(
            unit=kupang,
            measure="accountability_score",
            year=2023,
            month=month,
            value=80,
            origin="entered",
            source="uji",
            definition_hash="x",
            computed_at="2023-07-01T00:00:00Z",
        )
    mark_moved(kupang, definitions, 2023, [("accountability_score", "", 3)], on=date(2023, 7, 3))
    assert moved(kupang) == set()
    mark_moved(kupang, definitions, 2023, [("accountability_score", "", 6)], on=date(2023, 7, 3))
    assert {month for _, month in moved(kupang)} == {6}
