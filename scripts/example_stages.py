"""The made-up businesses and intervention places of the reference office, with their stages: see make_example_records.py.

The report publishes what the stages of January to June 2023 add up to: 4.7 = 86.67 (260/3), 5.2 = 55, 5.3 = 45 and
5.4 = 59.17. Which business and which place had done what is invented so that these come out, and so are the weights of
schools, villages and markets (`office.yaml`, marked U). Places are in three districts; each stage is done in all of a
district's places on one trip.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from example_dice import Dice, Record

from akuntabel.organisation.records.reading import Value

HOME, SECOND, THIRD = "Kota Kupang", "Kabupaten Lembata", "Kabupaten Sumba Tengah"
SHARES = {"school": (26, 26, 26), "village": (9, 8, 8), "market": (5, 4, 4)}
"""Places in each of the three districts: 78, 25 and 13, the targets of the performance agreement."""
NAMES = {"school": "Sekolah", "village": "Desa", "market": "Pasar"}

TRIPS: dict[str, dict[str, tuple[date | None, date | None, date | None]]] = {
    "school": {
        "advocacy": (date(2023, 2, 14), date(2023, 2, 22), date(2023, 2, 28)),
        "socialisation": (date(2023, 3, 8), date(2023, 3, 24), date(2023, 3, 29)),
        "cadre_training": (date(2023, 5, 10), date(2023, 6, 15), date(2023, 6, 27)),
        "education_kit": (date(2023, 5, 10), date(2023, 6, 15), date(2023, 6, 27)),
    },
    "village": {
        "advocacy": (date(2023, 2, 15), date(2023, 2, 23), date(2023, 3, 1)),
        "kit_procurement": (date(2023, 4, 12), date(2023, 4, 13), date(2023, 4, 14)),
        "cadre_training": (date(2023, 5, 16), date(2023, 5, 24), date(2023, 6, 6)),
        "surveillance_before": (date(2023, 5, 17), date(2023, 5, 25), date(2023, 6, 7)),
    },
    "market": {
        "survey": (date(2023, 2, 16), date(2023, 2, 24), date(2023, 3, 2)),
        "advocacy": (date(2023, 3, 14), date(2023, 3, 27), date(2023, 4, 4)),
        "manager_training": (date(2023, 5, 9), date(2023, 6, 8), date(2023, 6, 26)),
        "sampling_1": (date(2023, 5, 11), date(2023, 6, 9), None),
        "campaign": (date(2023, 5, 12), date(2023, 6, 9), None),
        "community_counselling": (None, date(2023, 6, 13), None),
    },
}
"""Stage → the day on which it was done in each district; None: not yet."""
HALF = Fraction(1, 200)
"""Less than this is rounded away at two decimals."""

BUSINESSES = {"food": 19, "traditional_medicine": 1, "cosmetics": 1}
"""19 of food are published, and 21 in all (volume of QDG.001); how the other two are shared out is invented."""
CERTIFIED, REPORTED = 9, 1
"""Of the food businesses: 80 % for food, with 90 % each for the two others."""
PRODUCTS = {"food": ("Dapur", "Keripik", "Kopi", "Sambal", "Kue"), "traditional_medicine": ("Jamu",),
            "cosmetics": ("Sabun",)}  # fmt: skip
SERVICES = ("business_identity", "premises_inspection", "electronic_certification", "electronic_registration",
            "capital", "entrepreneurship", "online_marketing")  # fmt: skip


def places() -> list[Record]:
    """Places of 2023 in the order of their districts, and after each kind two of 2022."""
    made: list[Record] = []
    for kind, shares in SHARES.items():
        first = next(iter(TRIPS[kind].values()))
        for district, number, day in zip((HOME, SECOND, THIRD), shares, first, strict=True):
            made += [_place(kind, district, day) for _ in range(number)]
        made += [_place(kind, HOME, date(2022, 3, 1 + number)) for number in range(2)]
    seen: dict[Value, int] = {}
    for number, one in enumerate(made, 1):
        kind = str(one["kind"])
        seen[kind] = seen.get(kind, 0) + 1
        one |= {"number": f"LOK-{number:03}", "title": f"{NAMES[kind]} Contoh {seen[kind]:02}"}
    return made


def _place(kind: str, district: str, day: date | None) -> Record:
    assert day is not None
    return {"kind": kind, "district": district, "started_on": day, "target_year": day.year}


def described(dice: Dice, made: Sequence[Record]) -> list[Record]:
    """With the few properties that a kind of place has."""
    classes = {
        "village": ("village_class", ("advanced", "developing")),
        "market": ("market_class", ("daily", "weekly")),
    }
    found = []
    for one in made:
        if one["kind"] == "school":
            level = dice.one_of(("primary", "primary", "junior", "senior"))
            found.append(one | {"school_level": level, "pupils": 80 + dice.below(400)})
        else:
            column, choices = classes[str(one["kind"])]
            found.append(one | {column: dice.one_of(choices)})
    return found


def stages(dice: Dice, made: Sequence[Record]) -> list[Record]:
    """What was done where, by day; in places of 2022 a visit, which no figure counts."""
    rows: list[Record] = []
    for place in made:
        kind, started = str(place["kind"]), place["started_on"]
        assert isinstance(started, date)
        if started.year < 2023:
            rows.append({"place": place["number"], "stage": "mentoring", "done_on": date(2023, 6, 13),
                         "evidence": "Laporan pengawalan (data contoh)"})  # fmt: skip
            continue
        for stage, days in TRIPS[kind].items():
            day = days[(HOME, SECOND, THIRD).index(str(place["district"]))]
            if day is not None:
                is_met = stage.endswith("training") or stage in ("socialisation", "community_counselling")
                rows.append({"place": place["number"], "stage": stage, "done_on": day,
                             "participants": 2 + dice.below(12) if is_met else None,
                             "evidence": "Laporan kegiatan (data contoh)"})  # fmt: skip
    return sorted(rows, key=lambda row: str(row["done_on"]))


def businesses(dice: Dice, districts: Sequence[str]) -> list[Record]:
    """The assisted businesses, numbered by commodity."""
    made: list[Record] = []
    for commodity, number in BUSINESSES.items():
        for _ in range(number):
            registrations = dice.below(4)
            made.append({
                "commodity": commodity, "district": dice.one_of(districts), "product_registrations": registrations,
                "missing_permits": dice.one_of(("Izin edar", "Sertifikat cara produksi", "Izin edar dan NIB")),
                "first_assisted_on": date(2023, 1, 9 + dice.below(5)),
            })  # fmt: skip
    for number, one in enumerate(made, 1):
        name = dice.one_of(PRODUCTS[str(one["commodity"])])
        one |= {"number": f"UMKM-2023-{number:02}", "title": f"{name} Contoh {number:02}"}
    return made


def business_stages(dice: Dice, made: Sequence[Record]) -> list[Record]:
    """Selection, training and assistance of all; certification and reporting of as many as the published 86.67 needs."""
    rows: list[Record] = []
    certified = set(dice.mixed([one["number"] for one in made if one["commodity"] == "food"])[:CERTIFIED])
    reported = set(sorted(str(number) for number in certified)[:REPORTED])
    for one in made:
        commodity, number = one["commodity"], one["number"]
        days: dict[str, Value] = {
            "selection": one["first_assisted_on"], "training": date(2023, 3, 6 + dice.below(5)),
            "assistance": date(2023, 4, 3 + dice.below(4)),
        }  # fmt: skip
        if commodity == "traditional_medicine" or number in certified:
            days["certification"] = date(2023, 6, 5 + dice.below(5))
        if number in reported:
            days["reporting"] = date(2023, 6, 26)
        rows += [{"business": number, "stage": stage, "done_on": day, "evidence": "Laporan pendampingan (data contoh)"}
                 for stage, day in days.items()]  # fmt: skip
    return sorted(rows, key=lambda row: str(row["done_on"]))


def services(dice: Dice, made: Sequence[Record]) -> list[Record]:
    """One or two of the seven services for each business; some still run."""
    rows: list[Record] = []
    for one in made:
        for service in dice.mixed(SERVICES)[: 1 + dice.below(2)]:
            begun = date(2023, 3 + dice.below(3), 6 + dice.below(5))
            done = date(begun.year, begun.month, begun.day + dice.below(12)) if dice.below(4) else None
            rows.append({"business": one["number"], "service": service, "begun_on": begun, "finished_on": done})
    return sorted(rows, key=lambda row: str(row["begun_on"]))


def records(dice: Dice, districts: Sequence[str]) -> Mapping[str, Sequence[Record]]:
    """The records of the five registers by their key."""
    where, who = described(dice, places()), businesses(dice, districts)
    return {
        "intervention_place": where,
        "intervention_stage": stages(dice, where),
        "msme_business": who,
        "msme_stage": business_stages(dice, who),
        "msme_service": services(dice, who),
    }


def other_sets() -> Iterator[str]:
    """Counts and weights that give the published figures too."""
    for certified in range(BUSINESSES["food"] + 1):
        reported = BUSINESSES["food"] - 2 * certified
        if 0 <= reported <= certified:
            yield f"4.7: UMKM pangan bersertifikat {certified}, dilaporkan {reported}; yang lain masing-masing 90"
    for name, total, begun, stages_of in (("5.2", 55, 4, 8), ("5.3", 45, 4, 9)):
        yield f"{name}: {_five(total, begun) * _five(100 - total, stages_of - begun)} susunan bobot berkelipatan 5"
    for share in (SHARES["market"], (4, 4, 4)):
        for written in ("2.5", "0.25"):
            found = _markets(share, Fraction(written))
            yield f"5.4: {sum(share)} pasar, bobot berkelipatan {written}: {found} susunan memberi 59,17"


def _five(total: int, parts: int) -> int:
    """In how many ways so many weights, each a multiple of 5 above 0, make the total."""
    if parts == 1:
        return 1 if total >= 5 else 0
    return sum(_five(total - weight, parts - 1) for weight in range(5, total, 5))


def _markets(share: Sequence[int], step: Fraction) -> int:
    """With how many sets of weights, multiples of the step, markets shared out like this give the published progress:
    the weights together of what is done in all three districts, in two of them, and in one."""
    everywhere, twice, once = sum(share), share[0] + share[1], share[1]
    steps, wanted = int(100 / step), Fraction("59.17") * everywhere / step
    within = HALF * everywhere / step
    return sum(
        abs(all_three * everywhere + two * twice + one * once - wanted) < within
        for all_three in range(3, steps)
        for two in range(2, steps - all_three)
        for one in {max(1, int((wanted - all_three * everywhere - two * twice) / once) + more) for more in (0, 1)}
        if all_three + two + one + 3 <= steps
    )
