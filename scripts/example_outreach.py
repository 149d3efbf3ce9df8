"""The made-up activities, outreach events with their survey answers, and obligations, January to June 2023.

Published: 18 publications (output BMB.001), 11.451 people reached (QDC.001), and the scores of the four aspects of IKU 5.1;
ours add up to them. The value of IKU 5.1 itself is entered, since its weights are not known. Everything else is invented.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from example_dice import DAYS, DISTRICTS, Dice, Record, spread

SEED = 20230724
PUBLICATIONS, PARTICIPANTS = 18, 11_451
SCORES = {"variety": 9310, "understanding": 9373, "benefit": 9500, "interest": 9052}
"""The published means 93,10 · 93,73 · 95,00 · 90,52, over a hundred answers."""
EVENTS, SURVEYED, RESPONDENTS = 30, 10, 10

ACTIVITIES = {
    "guidance": ("Bimbingan teknis penerapan CPPOB", "Pembinaan pelaku usaha kosmetik", "Bimbingan teknis pelaporan apotek"),
    "label_check": ("Pengawasan label pangan olahan", "Pengawasan label kosmetik"),
    "advertisement_check": ("Pengawasan iklan obat tradisional", "Pengawasan iklan suplemen kesehatan"),
    "cyber_patrol": ("Patroli siber tautan penjualan kosmetik", "Patroli siber tautan penjualan obat"),
    "advocacy": ("Advokasi keamanan pangan kepada pemerintah daerah", "Rapat koordinasi pengawasan terpadu"),
    "border_check": ("Pengawasan pangan di pos lintas batas",),
}  # fmt: skip
PUBLISHED = ("Siaran radio obat aman", "Artikel keamanan pangan", "Infografik cek kemasan dan label")
BORDER = ("Kabupaten Belu", "Kabupaten Malaka", "Kabupaten Timor Tengah Utara")
COUNTED = {"guidance": 40, "label_check": 60, "advertisement_check": 50, "cyber_patrol": 45}
"""Kind → about how many people, labels, advertisements or links one of them has."""
EVENT_TOPICS = (
    "Cek KLIK sebelum membeli",
    "Obat aman untuk keluarga",
    "Kosmetik aman bagi remaja",
    "Pangan jajanan aman",
)
EVENT_KINDS = {"community_leader": 10, "face_to_face": 12, "exhibition": 4, "mobile": 4}


def activities() -> list[Record]:
    dice = Dice(SEED)
    kinds = [*dice.mixed(list(ACTIVITIES) * 5), *["publication"] * PUBLICATIONS]
    made = sorted((_activity(dice, kind) for kind in kinds), key=lambda one: str(one["held_on"]))
    return [{"number": f"KG-2023-{number:03}"} | one for number, one in enumerate(made, 1)]


def _activity(dice: Dice, kind: str) -> Record:
    row: Record = {
        "kind": kind, "held_on": dice.one_of(DAYS), "topic": f"{dice.one_of(ACTIVITIES.get(kind, PUBLISHED))} (contoh)",
        "district": dice.one_of(BORDER if kind == "border_check" else spread(16, DISTRICTS)),
        "evidence": "Laporan kegiatan contoh",
    }  # fmt: skip
    if kind == "publication":
        row |= {"district": "Kota Kupang", "output_code": "BMB.001"}
    if (about := COUNTED.get(kind)) is not None:
        row["count"] = about + dice.below(about)
        if kind == "cyber_patrol":
            row["handed_over"] = 5 + dice.below(about - 5)
    return row


def events() -> list[Record]:
    """Their participants are the published number of people."""
    dice = Dice(SEED + 1)
    each, more = divmod(PARTICIPANTS, EVENTS)
    numbers = [each + (place < more) for place in range(EVENTS)]
    for place in range(0, EVENTS - 1, 2):  # some large, some small
        moved = dice.below(each - 60)
        numbers[place] += moved
        numbers[place + 1] -= moved
    kinds = dice.mixed(spread(EVENTS, EVENT_KINDS))
    made: list[Record] = [
        {"topic": f"{dice.one_of(EVENT_TOPICS)} (contoh)", "kind": kind, "held_on": dice.one_of(DAYS),
         "district": district, "participants": number}
        for kind, district, number in zip(kinds, dice.mixed(spread(EVENTS, DISTRICTS)), numbers, strict=True)
    ]  # fmt: skip
    made.sort(key=lambda one: str(one["held_on"]))
    return [{"number": f"KIE-2023-{number:03}"} | one for number, one in enumerate(made, 1)]


def answers(events: Sequence[Record]) -> list[Record]:
    """A hundred answers, ten at each of ten events; every aspect adds up to its published score."""
    dice = Dice(SEED + 2)
    scores = {aspect: _scores(dice, total, SURVEYED * RESPONDENTS) for aspect, total in SCORES.items()}
    made: list[Record] = []
    for event in events[:: EVENTS // SURVEYED]:
        for respondent in range(1, RESPONDENTS + 1):
            own = {aspect: numbers[len(made)] for aspect, numbers in scores.items()}
            made.append(
                {"event": event["number"], "respondent": respondent, "answered_on": event["held_on"], **own}
            )
    return made


def _scores(dice: Dice, total: int, number: int) -> list[int]:
    """So many scores from 0 to 100 that add up to `total`: pairs as far apart as they may be."""
    each, more = divmod(total, number)
    scores = [each + (place < more) for place in range(number)]
    for place in range(0, number - 1, 2):
        moved = dice.below(101 - max(scores[place], scores[place + 1]))
        scores[place] += moved
        scores[place + 1] -= moved
    return dice.mixed(scores)


def obligations() -> Iterator[Record]:
    """Reports of two quarters, of six months and of the year; each after the one before it. Windows are invented."""
    planning, finance = "Tim perencanaan", "Tim keuangan"
    yield {"number": "KW-2023-PK", "duty": "performance_agreement", "title": "Perjanjian kinerja 2023",
           "recurrence": "yearly", "opens_on": date(2022, 12, 1), "due_on": date(2023, 1, 31), "team": planning,
           "fulfilled_on": date(2022, 12, 19), "proof_note": "Naskah perjanjian kinerja contoh"}  # fmt: skip
    yield {"number": "KW-2023-LK", "duty": "performance_report", "title": "Laporan kinerja interim triwulan I 2023",
           "recurrence": "quarterly", "opens_on": date(2023, 4, 1), "due_on": date(2023, 4, 20), "team": planning,
           "fulfilled_on": date(2023, 4, 18), "proof_note": "Laporan contoh triwulan I"}  # fmt: skip
    yield {"number": "KW-2023-LK/2", "duty": "performance_report", "title": "Laporan kinerja interim triwulan II 2023",
           "recurrence": "quarterly", "opens_on": date(2023, 7, 1), "due_on": date(2023, 7, 20), "team": planning,
           "follows": "KW-2023-LK"}  # fmt: skip
    for month in range(1, 7):
        number = "KW-2023-RO" + (f"/{month}" if month > 1 else "")
        name = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")[month - 1]
        row: Record = {"number": number, "duty": "budget_report", "title": f"Laporan rincian output {name} 2023",
                       "recurrence": "monthly", "opens_on": date(2023, month + 1, 1),
                       "due_on": date(2023, month + 1, 7), "team": finance}  # fmt: skip
        if month > 1:
            row["follows"] = "KW-2023-RO" + (f"/{month - 1}" if month > 2 else "")
        if month < 6:
            row |= {
                "fulfilled_on": date(2023, month + 1, 9 if month == 4 else 6),
                "proof_note": "Tangkapan layar contoh",
            }
        yield row
    yield {"number": "KW-2023-SKM", "duty": "satisfaction_survey", "title": "Survei kepuasan masyarakat semester I",
           "recurrence": "once", "opens_on": date(2023, 6, 1), "due_on": date(2023, 6, 27),
           "team": "Tim layanan"}  # fmt: skip
