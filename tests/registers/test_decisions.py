"""Inspection decisions: the month in which each letter counts, against a sheet; and corrective actions."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.db import IntegrityError, transaction

from akuntabel.core.periods import Period
from akuntabel.core.problems import Refused
from akuntabel.core.rounding import for_display
from akuntabel.measurement.models import Observation
from akuntabel.measurement.queries import scorecard
from akuntabel.registers import upkeep
from akuntabel.registers.kinds import KINDS
from akuntabel.registers.models import InspectionDecision
from registers.conftest import AGENCY, SHOP

pytestmark = pytest.mark.django_db
SHEET = yaml.safe_load((Path(__file__).parents[1] / "cases/inspection-decisions.yaml").read_text(encoding="utf-8"))
MEASURES = {"issued": "inspection_decisions_issued", "carried_out": "inspection_decisions_carried_out",
            "due": "inspection_recommendations_due", "answered": "inspection_recommendations_answered"}  # fmt: skip
LETTER = {"number": "T-1", "kind": "Rekomendasi", "origin": "Pemeriksaan sarana distribusi"}


@pytest.fixture
def shop(write):
    return write("establishment", **SHOP)


@pytest.fixture
def visit(write, shop):
    return write("inspection", number="B-1", inspected_on="2023-02-01", establishment=str(shop.uuid), purpose="Rutin",
                 conclusion="Tidak memenuhi ketentuan")  # fmt: skip


def letter_of(case, shop, number=1):
    days = {
        f"{key}_on": str(case[key]) for key in ("drafted", "sent", "answered", "carried_out", "due") if key in case
    }
    return LETTER | {"number": f"T-{number}", "establishment": str(shop.uuid)} | days


def months(office, year=2023):
    """Short name → month → number, of the year."""
    rows = Observation.objects.filter(unit=office, year=year).exclude(value=0)
    named = {measure: name for name, measure in MEASURES.items()}
    return {(named[row.measure], row.month): row.value for row in rows if row.measure in named}


@pytest.mark.parametrize("case", SHEET["letters"], ids=[case["name"] for case in SHEET["letters"]])
def test_letter_of_the_sheet(office, write, shop, case):
    write("inspection_decision", **letter_of(case, shop))

    assert months(office) == dict.fromkeys(case["counted"].items(), 1)
    assert upkeep.differences(KINDS["inspection_decision"], office) == []


def test_all_letters_together_are_what_the_scorecard_shows(office, write, shop):
    for number, case in enumerate(SHEET["letters"]):
        write("inspection_decision", **letter_of(case, shop, number))

    found = months(office)
    for name in MEASURES:
        assert sum(n for (key, month), n in found.items() if key == name and month <= 6) == SHEET["together"][name]
    card = scorecard(office, Period.parse("2023-06"))
    for slug in ("inspection-decisions-carried-out", "inspection-recommendations-answered"):
        result = card.indicator(slug)
        assert not result.is_published  # the entered realisation stood only while there was no record
        assert str(for_display(result.realisation.number)) == SHEET["together"][slug]


def test_the_published_realisations_come_from_the_records(kupang_card):
    for slug, printed in (
        ("inspection-decisions-carried-out", "98.89"),
        ("inspection-recommendations-answered", "51.18"),
    ):
        result = kupang_card.indicator(slug)
        assert not result.is_published
        assert str(for_display(result.realisation.number)) == printed


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"number": "T-0"}, "number", '"T-0" sudah dipakai'),
        ({"sent_on": "2023-02-01", "verified_on": "2023-02-02"}, "sent_on", "sebelum diverifikasi pada 2 Februari"),
        (
            {"drafted_on": "2023-02-02", "verified_on": "2023-02-01"},
            "verified_on",
            "sebelum dikonsep pada 2 Februari",
        ),
        ({"sent_on": "2023-02-10", "due_on": "2023-02-09"}, "due_on", "sebelum dikirim pada 10 Februari 2023"),
        ({"sent_on": "2023-02-10", "answered_on": "2023-02-09"}, "answered_on", "sebelum dikirim pada 10 Februari"),
        (
            {"inspected_on": "2023-02-10", "carried_out_on": "2023-02-09"},
            "carried_out_on",
            "sebelum diperiksa pada",
        ),
        ({"due_on": "2023-02-09"}, "due_on", "padahal surat belum dikirim"),
        ({"answered_on": "2023-02-09"}, "answered_on", "padahal surat belum dikirim"),
    ],
)
def test_a_letter_that_contradicts_itself_is_refused(write, shop, typed, place, sentence):
    write("inspection_decision", **letter_of({}, shop, 0))
    with pytest.raises(Refused) as refused:
        write("inspection_decision", **letter_of({}, shop) | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_a_letter_has_exactly_one_addressee_in_the_service_and_in_the_database(office, write, shop):
    agency = write("agency", **AGENCY)
    with pytest.raises(Refused, match="Tujuan surat belum diisi"):
        write("inspection_decision", **LETTER)
    with pytest.raises(Refused, match="menuju sarana dan instansi sekaligus"):
        write("inspection_decision", **letter_of({}, shop) | {"agency": str(agency.uuid)})
    write("inspection_decision", **LETTER | {"agency": str(agency.uuid)})

    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionDecision.objects.update(establishment=shop)
    with pytest.raises(IntegrityError), transaction.atomic():
        InspectionDecision.objects.update(agency=None)


def test_a_letter_about_an_inspection_has_its_day(write, shop, visit):
    typed = letter_of({}, shop) | {"inspection": str(visit.uuid)}
    with pytest.raises(Refused, match="padahal pemeriksaan B-1 tanggal 1 Februari 2023"):
        write("inspection_decision", **typed | {"inspected_on": "2023-02-02"})
    write("inspection_decision", **typed | {"inspected_on": "2023-02-01"})
    write("inspection_decision", **typed | {"number": "T-2"})


@pytest.mark.parametrize(
    ("typed", "place", "sentence"),
    [
        ({"round_number": "1"}, "round_number", "putaran 1 pemeriksaan B-1 sudah dicatat"),
        ({"round_number": "0"}, "round_number", "0 di bawah 1"),
        ({"requested_on": "2023-01-31"}, "requested_on", "sebelum pemeriksaan 1 Februari 2023"),
        ({"due_on": "2023-02-05"}, "due_on", "sebelum diminta pada 6 Februari 2023"),
        ({"received_on": "2023-02-05"}, "received_on", "sebelum diminta pada 6 Februari 2023"),
        ({"returned_on": "2023-03-05"}, "received_on", "padahal CAPA sudah dikembalikan"),
        ({"received_on": "2023-03-01", "outcome": "Diterima"}, "closed_on", "padahal hasil sudah"),
        ({"received_on": "2023-03-01", "closed_on": "2023-03-02"}, "outcome", "padahal ditutup pada sudah"),
        ({"closed_on": "2023-03-02", "outcome": "Diterima"}, "outcome", "Samakan dengan diterima pada"),
    ],
)
def test_a_corrective_action_that_contradicts_itself_is_refused(write, visit, typed, place, sentence):
    action = {"inspection": str(visit.uuid), "round_number": "2", "requested_on": "2023-02-06"}
    write("corrective_action", **action | {"round_number": "1"})
    with pytest.raises(Refused) as refused:
        write("corrective_action", **action | typed)

    [problem] = refused.value.problems
    assert problem.place == (place,)
    assert sentence in problem.message


def test_rounds_of_a_corrective_action(write, visit):
    typed = {"inspection": str(visit.uuid), "requested_on": "2023-02-06"}
    first = write("corrective_action", **typed, round_number="1", received_on="2023-02-20", returned_on="2023-02-27",
                  closed_on="2023-02-27", outcome="Perlu diperbaiki")  # fmt: skip
    second = write(
        "corrective_action", **typed, round_number="2", closed_on="2023-04-03", outcome="Tidak disampaikan"
    )

    assert [str(one) for one in (first, second)] == ["B-1/1", "B-1/2"]
    assert [one.outcome for one in visit.corrective_actions.order_by("round_number")] == [
        "to_be_improved",
        "not_submitted",
    ]
