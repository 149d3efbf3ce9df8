"""Writes the made-up registers of the reference office: `examples/kupang-2023/records/*.csv`.

    python scripts/make_example_records.py            writes the files
    python scripts/make_example_records.py --to DIR   writes them elsewhere
    python scripts/make_example_records.py --fits     other sets of counts that give the published values

The report publishes counts for January to June 2023, not the records behind them. These records are invented so that
each published count comes out exactly (`COUNTS`); nothing in them is a real establishment, product or finding. Only the
values given by other offices are as published (`example_values`). The same files come out byte for byte on every
machine (`example_dice`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

import example_cases
import example_findings
import example_letters
import example_outreach
import example_parameters
import example_stages
import example_values
from example_dice import DAYS, DISTRICTS, SEED, Dice, Record, spread

from akuntabel.catalogue.lookup import catalogue
from akuntabel.organisation.records.files import written_file
from akuntabel.organisation.records.reading import Value

PLANNED = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
ROOT = Path(__file__).parents[1]
PRODUCTION = {"food_industry": 32, "household_food_industry": 64}
DISTRIBUTION = {
    "pharmaceutical_wholesaler": 14, "pharmacy": 131, "government_pharmacy": 17, "hospital": 32, "health_centre": 71,
    "clinic": 33, "drug_store": 24, "food_distributor": 314, "cosmetics_distributor": 215,
    "traditional_medicine_distributor": 16, "supplement_distributor": 6,
}  # fmt: skip
"""Table 1.4 of the report: establishments supervised in 2023, by which ours are shared out."""

TITLES = {
    "food_industry": "Industri Pangan", "household_food_industry": "Industri Rumah Tangga Pangan",
    "pharmaceutical_wholesaler": "Pedagang Besar Farmasi", "pharmacy": "Apotek",
    "government_pharmacy": "Instalasi Farmasi Pemerintah", "hospital": "Rumah Sakit", "health_centre": "Puskesmas",
    "clinic": "Balai Pengobatan", "drug_store": "Toko Obat", "food_distributor": "Toko Pangan",
    "cosmetics_distributor": "Toko Kosmetik", "traditional_medicine_distributor": "Toko Obat Tradisional",
    "supplement_distributor": "Toko Suplemen",
}  # fmt: skip


@dataclass(frozen=True)
class Visits:
    """Inspections of one category. Published: `conforming` of `inspected`; the rest is invented."""

    category: str
    facilities: Mapping[str, int]
    inspected: int
    conforming: int
    repeats: int
    not_visited: int


VISITS = (
    Visits("production", PRODUCTION, inspected=38, conforming=22, repeats=2, not_visited=25),
    Visits("distribution", DISTRIBUTION, inspected=337, conforming=227, repeats=12, not_visited=60),
)


@dataclass(frozen=True)
class Draw:
    """Samples of one way of taking. Published: `compliant` of `tested`; invented: those still being tested
    (`examined` only, which 6.1 and 6.2 need) and those not examined yet (`taken` only)."""

    draw: str
    commodities: Mapping[str, int]
    plan_line: str
    tested: int
    compliant: int
    examined: int
    taken: int


DRUGS = {"drug": 40, "cosmetic": 28, "traditional_medicine": 20, "supplement": 12}
COUNTS = (
    Draw("random", DRUGS, "QIA.005", tested=401, compliant=393, examined=150, taken=30),
    Draw("targeted", DRUGS, "QIA.005", tested=192, compliant=191, examined=69, taken=15),
    Draw("random", {"food": 1}, "QIA.001", tested=189, compliant=181, examined=120, taken=15),
    Draw("targeted", {"food": 1}, "QIA.001", tested=58, compliant=54, examined=40, taken=7),
    Draw("fortified", {"fortified_food": 1}, "QIA.008", tested=40, compliant=38, examined=14, taken=3),
)
"""IKU 1.1 to 1.5, and with the samples still being tested 6.1 (812 + 593) and 6.2 (461 + 287)."""

SOLD_AT = {
    "drug": ("pharmacy", "health_centre", "hospital", "drug_store", "government_pharmacy", "clinic"),
    "cosmetic": ("cosmetics_distributor",),
    "traditional_medicine": ("traditional_medicine_distributor", "drug_store"),
    "supplement": ("supplement_distributor", "pharmacy"),
    "food": ("food_distributor",),
    "fortified_food": ("food_distributor",),
}
PRODUCTS = {
    "drug": ("Tablet parasetamol", "Kapsul amoksisilin", "Tablet amlodipin", "Sirup antasida", "Tablet metformin"),
    "cosmetic": ("Krim wajah", "Bedak tabur", "Perona bibir", "Sabun mandi", "Sampo"),
    "traditional_medicine": ("Jamu pegal linu", "Serbuk beras kencur", "Kapsul temulawak", "Minyak gosok"),
    "supplement": ("Tablet vitamin C", "Kapsul minyak ikan", "Tablet multivitamin"),
    "food": ("Kerupuk", "Mi basah", "Sirup buah", "Sambal botol", "Minuman serbuk", "Biskuit", "Ikan asin"),
    "fortified_food": ("Garam konsumsi beriodium", "Tepung terigu", "Minyak goreng sawit"),
}
GROUNDS = {
    "drug": ("Kadar zat aktif di luar syarat", "Disolusi tidak memenuhi syarat"),
    "cosmetic": ("Mengandung merkuri", "Angka lempeng total melebihi batas"),
    "traditional_medicine": ("Mengandung bahan kimia obat", "Angka kapang khamir melebihi batas"),
    "supplement": ("Kadar vitamin di bawah yang tertera",),
    "food": ("Mengandung boraks", "Angka lempeng total melebihi batas", "Kadar pengawet melebihi batas"),
    "fortified_food": ("Kadar zat fortifikan di bawah syarat",),
}
"""What the laboratory finds."""
SEEN = {
    "licence_check": "Tanpa izin edar",
    "label_check": "Label tidak memenuhi ketentuan",
    "expiry_check": "Kedaluwarsa saat diambil",
    "packaging_check": "Kemasan rusak",
}
"""What the examination finds; targeted samples fail by it."""
MOST_LETTERS = 400
BLOCKED_BY = ("reagent", "standard", "instrument", "method")
FINDINGS = (
    "Pencatatan barang masuk dan keluar tidak lengkap", "Ruang penyimpanan tidak sesuai suhu yang diwajibkan",
    "Menjual produk tanpa izin edar", "Produk kedaluwarsa belum dipisahkan", "Sanitasi ruangan kurang",
    "Penanggung jawab tidak di tempat",
)  # fmt: skip


def establishments(dice: Dice) -> tuple[list[Record], dict[str, list[Record]]]:
    """The establishments in the order of their numbers; and by category those to be visited, in a mixed order."""
    made: list[Record] = []
    to_visit: dict[str, list[Record]] = {}
    for visits in VISITS:
        number = visits.inspected - visits.repeats + visits.not_visited
        facilities = dice.mixed(spread(number, visits.facilities))
        places = dice.mixed(spread(number, DISTRICTS))
        ours: list[Record] = [
            {"category": visits.category, "facility": facility, "district": district, "status": "active"}
            for facility, district in zip(facilities, places, strict=True)
        ]
        for one in ours:
            one["registered_on"] = date(2012 + dice.below(11), 1 + dice.below(12), 1 + dice.below(28))
        to_visit[visits.category] = ours[visits.not_visited :]
        for one in ours[: visits.not_visited : 10]:
            one["status"] = "closed"
        made += ours
    seen: dict[Value, int] = {}
    for number, one in enumerate(made, 1):
        seen[one["facility"]] = seen.get(one["facility"], 0) + 1
        one["number"] = f"SRN-{number:04}"
        one["title"] = f"{TITLES[str(one['facility'])]} Contoh {seen[one['facility']]:03}"
    return made, to_visit


def inspections(dice: Dice, to_visit: Mapping[str, Sequence[Record]]) -> list[Record]:
    """One visit to each establishment, and a second one to some that did not conform."""
    trips = {district: sorted(dice.below(len(DAYS) - 5) for _ in range(4)) for district in DISTRICTS}
    made: list[tuple[int, Record]] = []
    for visits in VISITS:
        first = to_visit[visits.category]
        better = visits.repeats  # every second visit finds the establishment conforming
        verdicts = dice.mixed(
            [True] * (visits.conforming - better) + [False] * (visits.inspected - visits.conforming)
        )
        again = 0
        for place, conforming in zip(first, verdicts, strict=True):
            district = str(place["district"])
            at_home = district == "Kota Kupang"
            day = dice.below(len(DAYS)) if at_home else dice.one_of(trips[district]) + dice.below(5)
            made.append((day, visit(dice, place, conforming=conforming, again=False)))
            if not conforming and again < visits.repeats and day < 70:
                again += 1
                made.append((day + 25 + dice.below(15), visit(dice, place, conforming=True, again=True)))
        assert again == visits.repeats
    rows = []
    for number, (day, row) in enumerate(sorted(made, key=lambda one: one[0]), 1):
        rows.append(row | {"number": f"BAP-2023-{number:04}", "inspected_on": DAYS[day]})
    return rows


def visit(dice: Dice, place: Record, *, conforming: bool, again: bool) -> Record:
    """What one inspection finds."""
    critical = 0 if conforming or dice.hit(60) else 1
    major = 0 if conforming else 1 + dice.below(4)
    minor = dice.below(3) if conforming else dice.below(6)
    return {
        "establishment": place["number"], "purpose": "case" if not again and dice.hit(8) else "routine",
        "conclusion": "conforming" if conforming else "non_conforming", "critical_findings": critical,
        "major_findings": major, "minor_findings": minor, "findings": None if conforming else dice.one_of(FINDINGS),
    }  # fmt: skip


def samples(dice: Dice, places: Sequence[Record]) -> list[Record]:
    """Samples of every draw, numbered by the day on which they were taken."""
    by_facility: dict[str, list[Record]] = {}
    for place in places:
        if place["status"] == "active":
            by_facility.setdefault(str(place["facility"]), []).append(place)
    made = [one for draw in COUNTS for one in samples_of(dice, draw, by_facility)]
    ordered = sorted(made, key=lambda one: str(one["taken_on"]))
    return [one | {"number": f"SP-2023-{number:04}"} for number, one in enumerate(ordered, 1)]


def samples_of(dice: Dice, draw: Draw, places: Mapping[str, Sequence[Record]]) -> Iterator[Record]:
    number = draw.tested + draw.examined + draw.taken
    steps = dice.mixed(["tested"] * draw.tested + ["examined"] * draw.examined + ["taken"] * draw.taken)
    verdicts = dice.mixed([True] * draw.compliant + [False] * (draw.tested - draw.compliant))
    seen = iter(dice.mixed(list(SEEN)) if draw.draw == "targeted" else ())
    for commodity, step in zip(dice.mixed(spread(number, draw.commodities)), steps, strict=True):
        place = dice.one_of([one for facility in SOLD_AT[commodity] for one in places.get(facility, ())])
        record: Record = {
            "product": f"{dice.one_of(PRODUCTS[commodity])} contoh {1 + dice.below(60):02}", "commodity": commodity,
            "draw": draw.draw, "district": place["district"], "establishment": place["number"],
            "plan_line": f"{draw.plan_line}/2023",
        }  # fmt: skip
        record |= course(dice, step)
        if step != "taken":
            record |= dict.fromkeys(SEEN, "ok")
        if step == "tested":
            record |= {"verdict": "compliant"} if verdicts.pop() else failed(dice, commodity, next(seen, None))
            if commodity == "fortified_food" and dice.hit(8):
                record["label_check"] = "not_ok"  # seen, but the verdict is the fortificant's alone
        elif step == "examined" and dice.hit(20):
            record["blocked_by"] = dice.one_of(BLOCKED_BY)
        yield record


def failed(dice: Dice, commodity: str, seen: str | None) -> Record:
    """A verdict against the sample: by what was seen on it, or by its test."""
    if seen is not None:
        return {"verdict": "non_compliant", "ground": SEEN[seen], seen: "not_ok"}
    return {"verdict": "non_compliant", "ground": dice.one_of(GROUNDS[commodity])}


def course(dice: Dice, step: str) -> Record:
    """The days of a sample as far as it has come by the end of June."""
    waits = (dice.below(3), 1 + dice.below(3), dice.below(2), 1 + dice.below(3), 3 + dice.below(9))
    last = len(DAYS) - 1
    if step == "taken":
        taken = last - dice.below(8)
        return {"taken_on": DAYS[taken], "sent_on": DAYS[min(taken + waits[0], last)]}
    start = last - sum(waits[:3]) - dice.below(45) if step == "examined" else dice.below(last - sum(waits) + 1)
    days = [start]
    for wait in waits:
        days.append(days[-1] + wait)
    record: Record = {"taken_on": DAYS[days[0]], "sent_on": DAYS[days[1]], "received_on": DAYS[days[2]],
                      "examined_on": DAYS[days[3]]}  # fmt: skip
    if step == "tested":
        record |= {"begun_on": DAYS[days[4]], "completed_on": DAYS[days[5]], "laboratory": "Laboratorium balai"}
    elif days[4] <= last:
        record |= {"begun_on": DAYS[days[4]], "laboratory": "Laboratorium balai"}
    return record


PLAN = (
    ("QIA.001", "Sampel makanan", {"subject": "samples", "commodity": "food"}, 462),
    ("QIA.005", "Sampel Obat, obat tradisional, kosmetik, dan suplemen kesehatan", {"subject": "samples"}, 1605),
    ("QIA.008", "Sampel pangan fortifikasi", {"subject": "samples", "commodity": "fortified_food",
                                              "draw": "fortified"}, 70),
    ("QIC.001", "Pemeriksaan sarana produksi", {"subject": "visits", "category": "production"}, 89),
    ("QIC.004", "Pemeriksaan sarana distribusi", {"subject": "visits", "category": "distribution"}, 659),
)  # fmt: skip
"""Published: the volume planned for the year of each output. Its share of each month is invented: as even as it goes."""


def plan_lines() -> Iterator[Record]:
    for code, title, what, total in PLAN:
        each, more = divmod(total, len(PLANNED))
        months = {month: each + (number < more) for number, month in enumerate(PLANNED)}
        yield {"code": code, "title": title, "year": 2023, "output_code": code, **what, **months}


def files() -> dict[str, str]:
    """The content of each file by its register."""
    registers = catalogue().scheme("bpom").registers
    dice = Dice()
    places, to_visit = establishments(dice)
    visits = inspections(dice, to_visit)
    taken = samples(dice, [one for one in places if one["category"] == "distribution"])
    made: dict[str, Sequence[Record]] = {
        "establishment": places,
        "inspection": visits,
        "sample": taken,
        "sample_parameter": example_parameters.sample_parameters(taken),
        "criminal_case": example_cases.CASES,
        "plan_line": list(plan_lines()),
        "external_value": example_values.values(),
    }
    made |= letters_and_requests(visits, places)
    made |= {
        "inspection_finding": example_findings.findings(visits, places, made["corrective_action"]),
        "third_party_test": example_parameters.third_party_tests(made["certification_request"]),
    }
    made |= example_stages.records(Dice(SEED + 1), [*DISTRICTS])
    made |= outreach_and_duties()
    return {key: written_file(registers[key], records) for key, records in made.items()}


def outreach_and_duties() -> dict[str, Sequence[Record]]:
    """What no indicator is counted from."""
    held = example_outreach.events()
    return {
        "activity": example_outreach.activities(),
        "outreach_event": held,
        "survey_answer": example_outreach.answers(held),
        "obligation": list(example_outreach.obligations()),
    }


def letters_and_requests(visits: Sequence[Record], places: Sequence[Record]) -> dict[str, list[Record]]:
    """What follows inspections, and the services asked for; from chance of their own."""
    dice = Dice(example_letters.SEED)
    asked, stops = example_letters.requests(dice)
    return {
        "agency": example_letters.agencies(),
        "inspection_decision": example_letters.letters(dice, visits, places),
        "corrective_action": example_letters.corrective_actions(dice, visits, places),
        "dated_document": example_letters.standards(),
        "certification_request": asked,
        "clock_stop": stops,
    }


def fits(published: str, planned: int, tested: int) -> Iterator[int]:
    """How many examined samples give the published percentage: the mean of the examined and the tested share."""
    half, wanted = Fraction(1, 200), Fraction(published)
    for examined in range(tested, planned + 1):
        if wanted - half <= Fraction(100 * (examined + tested), 2 * planned) < wanted + half:
            yield examined


def other_sets() -> Iterator[str]:
    """Plans near ours, with the counts that then give the published 6.1 and 6.2; and counts that give 4.1 and 4.2."""
    for indicator, published, ours, tested in (("6.1", "43.77", 1605, 593), ("6.2", "70.30", 532, 287)):
        for planned in (*range(ours - 20, ours + 21),):
            for examined in fits(published, planned, tested):
                yield f"{indicator}: rencana {planned}, diperiksa {examined}, diuji {tested}"
    for indicator, published in (("4.1", "98.89"), ("4.2", "51.18")):
        for part, whole in example_letters.fits(published, MOST_LETTERS):
            yield f"{indicator}: {part} dari {whole}"


def main() -> int:
    """Write the files, or print what else would fit."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--to", type=Path, default=ROOT / "examples/kupang-2023/records")
    parser.add_argument("--fits", action="store_true")
    wish = parser.parse_args()
    if wish.fits:
        print("\n".join([*other_sets(), *example_stages.other_sets()]))
        return 0
    wish.to.mkdir(parents=True, exist_ok=True)
    for key, text in files().items():
        wish.to.joinpath(f"{key}.csv").write_bytes(text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
