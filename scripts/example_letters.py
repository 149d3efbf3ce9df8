"""The made-up letters, corrective actions and certification requests of the reference office, January to June 2023.

Published: 314 of 316 certification decisions on time (IKU 4.3); 98,89 % of letters carried out (4.1) and 51,18 % of
those due answered (4.2), both without their counts. Ours are 356 of 360 and 87 of 170; what else fits is printed by
`make_example_records.py --fits`. Everything else is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from example_dice import DAYS, DISTRICTS, Dice, Record, spread

SEED = 20230721
LAST = len(DAYS) - 1
HALF_YEAR_END = date(2023, 6, 30)

SENT, CARRIED_OUT = 360, 356
DUE, ANSWERED = 170, 87
AFTER_INSPECTION, UNSENT = 300, 20
"""Letters that follow an inspection; and those drafted by the end of June that are not sent yet."""
TO_ANSWER_IN = timedelta(days=14)

ORIGINS = {"sample_test": 20, "labelling": 12, "advertising": 12, "complaint": 10, "case": 6}
"""Why the other letters, all of them to an agency, were written."""
OFFICES = {"health_office": "Dinas Kesehatan", "licensing_office": "Dinas Penanaman Modal"}
FORMS = ("warning", "strong_warning", "suspension", "licence_revocation")

REJECTED, LATE, WITHDRAWN, WAITING = 14, 2, 4, 24


@dataclass(frozen=True)
class Service:
    """One of the eight services: invented length in working days, and how many of the 316 decisions."""

    key: str
    title: str
    days: int
    decided: int


SERVICES = (
    Service("traditional_medicine_cpotb", "Rekomendasi CPOTB", 20, 16),
    Service("supplement_production", "Pemeriksaan produksi suplemen", 20, 10),
    Service("cosmetic_cpkb", "Rekomendasi CPKB", 14, 14),
    Service("food_registration", "Rekomendasi pendaftaran pangan", 20, 70),
    Service("wholesaler_cdob", "Sertifikasi CDOB", 20, 10),
    Service("import_export_statement", "SKI/SKE", 3, 160),
    Service("importer_inspection", "Pemeriksaan importir", 14, 6),
    Service("third_party_testing", "Pengujian pihak ketiga", 14, 30),
)


def agencies() -> list[Record]:
    """Two offices of every district, and one commission."""
    made: list[Record] = [
        {"name": f"{title} {district} (contoh)", "kind": kind, "district": district, "is_active": True}
        for district in DISTRICTS
        for kind, title in OFFICES.items()
    ]
    return [*made, {"name": "Komisi Penyiaran Daerah (contoh)", "kind": "media", "is_active": True}]


def letters(dice: Dice, visits: Sequence[Record], places: Sequence[Record]) -> list[Record]:
    """Letters after inspections and to agencies, with what became of them by the end of June."""
    facilities = {str(place["number"]): place for place in places}
    early = [one for one in dice.mixed(visits) if _position(one["inspected_on"]) <= LAST - 9]
    bad = [one for one in early if one["conclusion"] == "non_conforming"]
    good = [one for one in early if one["conclusion"] == "conforming"]
    chosen = [*bad, *good[: AFTER_INSPECTION - len(bad)]]
    sent = [_after(dice, one, facilities, is_sent=True) for one in chosen]
    sent += [_to_agency(dice, origin) for origin in spread(SENT - AFTER_INSPECTION, ORIGINS)]
    asked = [one for one in sent if one["kind"] == "recommendation" or one["form"] != "guidance"]
    due = _asked(asked, [one for one in sent if one not in asked])
    for one in dice.mixed(due)[:ANSWERED]:
        begun = _position(one["sent_on"])
        one["answered_on"] = DAYS[min(LAST, begun + 2 + dice.below(14))]
    for one in dice.mixed(sent)[:CARRIED_OUT]:
        one["carried_out_on"] = DAYS[min(LAST, _position(one["sent_on"]) + dice.below(4))]
    late = sorted((one for one in visits if one not in early), key=lambda one: str(one["number"]))
    unsent = [_after(dice, one, facilities, is_sent=False) for one in late[:UNSENT]]
    ordered = [*sorted(sent, key=lambda one: str(one["sent_on"])), *unsent]
    return [{"number": f"SR-2023-{number:04}"} | one for number, one in enumerate(ordered, 1)]


def _position(day: object) -> int:
    assert isinstance(day, date)
    return DAYS.index(day)


def _asked(first: Sequence[Record], then: Sequence[Record]) -> list[Record]:
    """Give a day to answer by until as many as wanted are due by the end of June; returns those.

    No letter has a later one: nothing in these registers lies after June.
    """
    due: list[Record] = []
    for one in [*first, *then]:
        if len(due) == DUE:
            break
        sent_on = one["sent_on"]
        assert isinstance(sent_on, date)
        if sent_on + TO_ANSWER_IN <= HALF_YEAR_END:
            one["due_on"] = sent_on + TO_ANSWER_IN
            due.append(one)
    assert len(due) == DUE
    return due


def _after(dice: Dice, visit: Record, facilities: Mapping[str, Record], *, is_sent: bool) -> Record:
    """The letter after one inspection: guidance, or harder the worse it was."""
    place = facilities[str(visit["establishment"])]
    bad = visit["conclusion"] == "non_conforming"
    form = FORMS[min(3, dice.below(2) + 2 * bool(visit["critical_findings"]))] if bad else "guidance"
    row: Record = {
        "kind": "decision", "form": form, "origin": f"{place['category']}_inspection", "inspection": visit["number"],
        "establishment": visit["establishment"], "inspected_on": visit["inspected_on"],
    }  # fmt: skip
    drafted = min(LAST, _position(visit["inspected_on"]) + 1 + dice.below(2))
    row["drafted_on"] = DAYS[drafted]
    return row | (_sent(dice, drafted) if is_sent else {})


def _sent(dice: Dice, drafted: int) -> Record:
    verified = drafted + 1 + dice.below(3)
    return {"verified_on": DAYS[verified], "sent_on": DAYS[verified + 1 + dice.below(2)]}


def _to_agency(dice: Dice, origin: str) -> Record:
    district = dice.one_of(list(DISTRICTS))
    office = f"{dice.one_of(list(OFFICES.values()))} {district} (contoh)"
    agency = "Komisi Penyiaran Daerah (contoh)" if origin == "advertising" else office
    drafted = dice.below(LAST - 6)
    row: Record = {"kind": "recommendation", "origin": origin, "agency": agency, "drafted_on": DAYS[drafted]}
    return row | _sent(dice, drafted)


def corrective_actions(dice: Dice, visits: Sequence[Record], places: Sequence[Record]) -> list[Record]:
    """What production establishments that did not conform sent in, and a second round where it was not enough."""
    production = {place["number"] for place in places if place["category"] == "production"}
    made: list[Record] = []
    for visit in visits:
        if visit["establishment"] in production and visit["conclusion"] == "non_conforming":
            made += _rounds(dice, str(visit["number"]), _position(visit["inspected_on"]))
    return made


def _rounds(dice: Dice, inspection: str, inspected: int) -> Iterator[Record]:
    asked = inspected + 1
    for number in (1, 2):
        received, closed = asked + 5 + dice.below(12), asked + 18 + dice.below(4)
        row: Record = {"inspection": inspection, "round_number": number, "requested_on": DAYS[min(asked, LAST)],
                       "due_on": DAYS[min(asked, LAST)] + timedelta(days=28)}  # fmt: skip
        if closed > LAST or asked > LAST:
            yield row if received > LAST or asked > LAST else row | {"received_on": DAYS[received]}
            return
        enough = number == 2 or dice.hit(60)
        row |= {"received_on": DAYS[received], "closed_on": DAYS[closed],
                "outcome": "accepted" if enough else "to_be_improved"}  # fmt: skip
        yield row
        if enough:
            return
        asked = closed + 1


def standards() -> list[Record]:
    """The invented standard of each service, in force since the year began."""
    return [
        {"kind": "service_standard", "number": f"HK.01-CONTOH-{number:02}", "title": f"Standar layanan contoh: {one.title}",
         "issued_on": date(2022, 12, 15), "valid_from": date(2023, 1, 1), "service": one.key, "days": one.days}
        for number, one in enumerate(SERVICES, 1)
    ]  # fmt: skip


def requests(dice: Dice) -> tuple[list[Record], list[Record]]:
    """Certification requests, decided or not, and the stops of their clocks."""
    decided = [one for one in SERVICES for _ in range(one.decided)]
    fates = ["late" if n < LATE else "rejected" if n < LATE + REJECTED else "approved" for n in range(len(decided))]
    quick = [one for one in decided if one.days <= 3]
    rest = [one for one in decided if one.days > 3]
    made = [_decided(dice, service, fate) for service, fate in zip([*quick, *rest], fates, strict=True)]
    made += [_decided(dice, dice.one_of(SERVICES), "withdrawn") for _ in range(WITHDRAWN)]
    made += [_waiting(dice, dice.one_of(SERVICES)) for _ in range(WAITING)]
    rows, stops = [], []
    for number, (row, own) in enumerate(sorted(made, key=lambda pair: str(pair[0]["received_on"])), 1):
        name = {"number": f"PM-2023-{number:04}", "applicant": f"Pemohon Contoh {number:03}"}
        rows.append(name | row)
        stops += [{"request": name["number"]} | stop for stop in own]
    return rows, stops


def _decided(dice: Dice, service: Service, fate: str) -> tuple[Record, list[Record]]:
    """Worked on for as many days as the standard allows, or two more; meanwhile the applicant may keep it waiting."""
    used = service.days + 2 if fate == "late" else 1 + dice.below(service.days)
    waits = _waits(dice, used) if service.days > 3 else []
    late_in_the_day = dice.hit(6)
    received = dice.below(LAST - used - sum(days for _, days in waits) - 1)
    zero = received + late_in_the_day
    stops, day, stopped = [], zero, 0
    for worked, days in waits:
        day = zero + worked + stopped
        stops.append({"stopped_on": DAYS[day], "resumed_on": DAYS[day + days], "reason": "Pemohon melengkapi CAPA"})
        stopped += days
    row: Record = {
        "service": service.key, "district": dice.one_of(spread(16, DISTRICTS)), "received_on": DAYS[received],
        "received_late": late_in_the_day, "decided_on": DAYS[zero + used + stopped],
        "decision": "approved" if fate == "late" else fate,
    }  # fmt: skip
    return row, stops


def _waits(dice: Dice, used: int) -> list[tuple[int, int]]:
    """(working days worked before the stop, working days it lasts): for a quarter of them one, for a few two."""
    if used < 4 or not dice.hit(25):
        return []
    first = (1 + dice.below(used - 3), 1 + dice.below(6))
    return [first, (first[0] + 1, 1 + dice.below(4))] if dice.hit(20) else [first]


def _waiting(dice: Dice, service: Service) -> tuple[Record, list[Record]]:
    """Received shortly before the end of June and not decided; a few wait for the applicant."""
    received = LAST - dice.below(min(service.days, 12))
    row: Record = {"service": service.key, "district": dice.one_of(list(DISTRICTS)), "received_on": DAYS[received],
                   "received_late": False}  # fmt: skip
    waits = received < LAST - 2 and dice.hit(30)
    return row, [{"stopped_on": DAYS[received + 1], "reason": "Berkas belum lengkap"}] if waits else []


def fits(published: str, most: int) -> Iterator[tuple[int, int]]:
    """Every (part, whole) up to `most` whose percentage is the published one, rounded half up to two places."""
    half, wanted = Fraction(1, 200), Fraction(published)
    for whole in range(1, most + 1):
        for part in range(whole + 1):
            if wanted - half <= Fraction(100 * part, whole) < wanted + half:
                yield part, whole
