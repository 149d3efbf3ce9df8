"""The made-up parameters of the samples' tests, and of third parties' tests: each verdict has its ground in them.

Nothing here is published: parameters, limits, results and days are invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from example_dice import DAYS, Dice, Record

SEED = 20230723


@dataclass(frozen=True)
class Test:
    """One parameter: how and against what it is tested, results that meet it, and one that does not, with its ground."""

    parameter: str
    method: str
    requirement: str
    unit: str | None
    good: tuple[str, ...]
    bad: str
    ground: str
    is_fortificant: bool | None = None


CONTENT = Test("Kadar zat aktif", "KCKT", "90,0 sampai 110,0", "%", ("98,6", "101,2", "99,4", "103,1"), "84,7",
               "Kadar zat aktif di luar syarat")  # fmt: skip
PLATE_COUNT = Test("Angka lempeng total", "ALT", "paling banyak 1.000", "koloni/g", ("< 10", "60", "210"), "8.400",
                   "Angka lempeng total melebihi batas")  # fmt: skip
TESTS = {
    "drug": (CONTENT, Test("Disolusi", "Spektrofotometri UV", "paling sedikit 80", "%", ("91", "88", "96"), "62",
                           "Disolusi tidak memenuhi syarat")),
    "cosmetic": (Test("Merkuri", "AAS", "paling banyak 1", "mg/kg", ("tidak terdeteksi",), "46", "Mengandung merkuri"),
                 PLATE_COUNT),
    "traditional_medicine": (
        Test("Bahan kimia obat", "KLT spektrofotodensitometri", "negatif", None, ("negatif",), "positif parasetamol",
             "Mengandung bahan kimia obat"),
        Test("Angka kapang khamir", "AKK", "paling banyak 1.000", "koloni/g", ("< 10", "80"), "5.200",
             "Angka kapang khamir melebihi batas")),
    "supplement": (Test("Kadar vitamin", "KCKT", "paling sedikit 90,0 dari yang tertera", "%", ("97,8", "102,4"), "71,5",
                        "Kadar vitamin di bawah yang tertera"), PLATE_COUNT),
    "food": (Test("Boraks", "Uji cepat", "negatif", None, ("negatif",), "positif", "Mengandung boraks"), PLATE_COUNT,
             Test("Kadar pengawet benzoat", "KCKT", "paling banyak 600", "mg/kg", ("120", "310", "tidak terdeteksi"),
                  "880", "Kadar pengawet melebihi batas")),
    "fortified_food": (
        Test("Zat fortifikan", "Titrasi", "menurut SNI produknya", "mg/kg", ("38", "42", "45"), "12",
             "Kadar zat fortifikan di bawah syarat", is_fortificant=True),
        Test("Kadar air", "Gravimetri", "paling banyak 7", "%", ("4,1", "5,6"), "8,2", "", is_fortificant=False)),
}  # fmt: skip
"""Commodity → what its samples are tested for."""

THIRD_PARTY = (("Kadar air", 4), ("Cemaran logam", 9), ("Angka lempeng total", 7), ("Pengawet", 6))
LONGEST = ("Identifikasi dan penetapan kadar", 14)
"""Parameters of third parties with invented lengths; the longest is as long as the service's standard."""
REQUESTS = 10


def sample_parameters(samples: Sequence[Record]) -> list[Record]:
    """Of every sample whose test has begun, numbered as the samples are."""
    dice = Dice(SEED)
    return [row for sample in samples if sample.get("begun_on") for row in _of(dice, sample)]


def _of(dice: Dice, sample: Record) -> Iterator[Record]:
    """Two parameters of a sample that was tested, with the one by which it failed; one of a sample still tested."""
    tests = TESTS[str(sample["commodity"])]
    failed = [
        one for one in tests if sample.get("verdict") == "non_compliant" and one.ground == sample.get("ground")
    ]
    chosen = [*failed, *(one for one in tests if one not in failed)][:2]
    for one in chosen if sample.get("completed_on") else chosen[:1]:
        row: Record = {"sample": sample["number"], "parameter": one.parameter, "is_fortificant": one.is_fortificant,
                       "method": one.method, "requirement": one.requirement, "begun_on": sample["begun_on"]}  # fmt: skip
        if sample.get("completed_on"):
            fails = one in failed or (one.is_fortificant is False and dice.hit(8))
            row |= {"result": one.bad if fails else dice.one_of(one.good), "result_unit": one.unit,
                    "verdict": "non_compliant" if fails else "compliant", "finished_on": sample["completed_on"]}  # fmt: skip
        yield row


def third_party_tests(requests: Sequence[Record]) -> list[Record]:
    """Of some requests that were decided: the longest parameter and others, so that what is due stays due."""
    dice = Dice(SEED + 1)
    asked = [
        one for one in requests if one["service"] == "third_party_testing" and one.get("decision") == "approved"
    ]
    return [row for request in asked[:REQUESTS] for row in _tests(dice, request)]


def _tests(dice: Dice, request: Record) -> Iterator[Record]:
    received, decided = request["received_on"], request["decided_on"]
    assert isinstance(received, date)
    assert isinstance(decided, date)
    first, last = DAYS.index(received), DAYS.index(decided)
    product = f"Produk pihak ketiga contoh {1 + dice.below(60):02}"
    for parameter, days in (LONGEST, *dice.mixed(THIRD_PARTY)[: 1 + dice.below(3)]):
        done = max(first, last - dice.below(3))
        yield {"request": request["number"], "product": product, "parameter": parameter, "days": days,
               "completed_on": DAYS[done], "result": "Sesuai syarat"}  # fmt: skip
