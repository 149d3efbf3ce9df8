"""Every counted measure once more, by hand: from the words of its definition and the CSV that the product exports.

Standard library only, and nothing from the product: no date rule, no condition and no maintained column of it is used.
A function has the key of its measure and yields what enters: the day, how much, and the group where it has groups.
`docs/second-computation.md` says how it is compared, and what was found.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Office:
    """The registers of an office by key, each as the rows of its file; the days off; the offices below it, since when."""

    registers: dict[str, list[dict[str, str]]]
    days_off: frozenset[date] = frozenset()
    below: list[tuple[Office, date]] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    day: date
    amount: int = 1
    group: str = ""


Entries = Iterator[Entry]
Measure = Callable[[Office, int], Entries]
BY_HAND: dict[str, tuple[str, Measure]] = {}
"""Measure → the register it is counted in, and its function."""


GIVEN_REGISTER = "external_value"
GIVEN_BY_HAND: dict[str, str] = {
    "public_awareness_index": "Indeks kesadaran masyarakat",
    "business_satisfaction_index": "Indeks kepuasan pelaku usaha",
    "public_satisfaction_index": "Indeks kepuasan masyarakat atas kinerja pengawasan",
    "service_satisfaction_index": "Indeks kepuasan masyarakat terhadap layanan publik",
    "public_service_index": "Indeks Pelayanan Publik",
    "bureaucratic_reform_index": "Indeks Reformasi Birokrasi UPT",
    "accountability_score": "Nilai AKIP UPT",
    "civil_servant_professionalism_index": "Indeks Profesionalitas ASN UPT",
    "laboratory_glp_fulfilment": "Pemenuhan laboratorium sesuai standar GLP",
    "data_management_index": "Indeks pengelolaan data dan informasi",
    "budget_evaluation_score": "Nilai Evaluasi Kinerja Anggaran (EKA)",
    "budget_planning_score": "Nilai evaluasi kinerja perencanaan anggaran",
    "budget_execution_score": "Nilai Indikator Kinerja Pelaksanaan Anggaran (IKPA)",
    "budget_efficiency_level": "Tingkat efisiensi penggunaan anggaran",
}
"""Measure that another office gives → its word in the file."""


def given_in(office: Office, year: int) -> dict[tuple[str, str, int], Fraction]:
    """(measure, "", month) → the value that holds for the month, for months that have one.

    What was received counts for the month that it is about. Of several values of a month the one whose document is the
    youngest holds; one without a day of its document is as old as its receipt. Of two of one day it is the one entered
    last, which the file lists first.
    """
    issued = {row["uuid"]: row["Terbit pada"] for row in office.registers["dated_document"]}
    words = {word: key for key, word in GIVEN_BY_HAND.items()}
    found: dict[tuple[str, str, int], tuple[str, Fraction]] = {}
    for row in office.registers[GIVEN_REGISTER]:
        if not row["Diterima pada"] or int(row["Tahun"]) != year:
            continue
        day = issued[row["Dokumen"]] if row["Dokumen"] else row["Tanggal dokumen"] or row["Diterima pada"]
        place = (words[row["Indeks atau nilai"]], "", int(row["Bulan"]))
        if place not in found or day > found[place][0]:
            found[place] = (day, _decimal(row["Nilai"]))
    return {place: value for place, (_, value) in found.items()}


def _decimal(text: str) -> Fraction:
    """ "69,26" is 69 and 26 hundredths."""
    whole, _, decimals = text.partition(",")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


def counted_in(register: str) -> Callable[[Measure], Measure]:
    def add(function: Measure) -> Measure:
        BY_HAND[function.__name__] = (register, function)
        return function

    return add


def rows_of(text: str) -> list[dict[str, str]]:
    """A file as the product exports it: semicolons, a byte order mark, and the names of the columns first."""
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";", strict=True))


def months_of(office: Office, register: str, year: int) -> dict[tuple[str, str, int], int]:
    """(measure, group, month) → increment, for every month from the first to the last in which anything of the register
    enters."""
    found: Counter[tuple[str, str, int]] = Counter()
    entered = set()
    keys = [key for key, (where, _) in BY_HAND.items() if where == register]
    for key in keys:
        for entry in BY_HAND[key][1](office, year):
            if entry.day.year == year:
                found[key, entry.group, entry.day.month] += entry.amount
                entered.add(entry.day.month)
    return {
        (key, group, month): found[key, group, month]
        for key in keys
        for group in GROUPS.get(key, ("",))
        for month in range(min(entered, default=1), max(entered, default=0) + 1)
    }


def day_in(row: dict[str, str], column: str) -> date | None:
    return date.fromisoformat(row[column]) if row[column] else None


# Samples

DRUGS = ("Obat", "Obat tradisional", "Kosmetik", "Suplemen kesehatan")
FOODS = ("Pangan olahan", "Pangan fortifikasi")
PLAIN_FOOD = ("Pangan olahan",)
FORTIFIED = ("Pangan fortifikasi",)


def _finished(office: Office, commodities: tuple[str, ...], draw: str = "", *, compliant: bool = False) -> Entries:
    """Samples with a verdict, in the month in which their test was finished."""
    for row in office.registers["sample"]:
        completed = day_in(row, "Uji selesai pada")
        if completed is None or row["Komoditas"] not in commodities or (draw and row["Cara pengambilan"] != draw):
            continue
        if row["Putusan"] == "Memenuhi syarat" or (row["Putusan"] and not compliant):
            yield Entry(completed)


@counted_in("sample")
def random_drug_samples_compliant(office: Office, year: int) -> Entries:
    return _finished(office, DRUGS, "Acak", compliant=True)


@counted_in("sample")
def random_drug_samples_tested(office: Office, year: int) -> Entries:
    return _finished(office, DRUGS, "Acak")


@counted_in("sample")
def targeted_drug_samples_compliant(office: Office, year: int) -> Entries:
    return _finished(office, DRUGS, "Targeted", compliant=True)


@counted_in("sample")
def targeted_drug_samples_tested(office: Office, year: int) -> Entries:
    return _finished(office, DRUGS, "Targeted")


@counted_in("sample")
def random_food_samples_compliant(office: Office, year: int) -> Entries:
    return _finished(office, PLAIN_FOOD, "Acak", compliant=True)


@counted_in("sample")
def random_food_samples_tested(office: Office, year: int) -> Entries:
    return _finished(office, PLAIN_FOOD, "Acak")


@counted_in("sample")
def targeted_food_samples_compliant(office: Office, year: int) -> Entries:
    return _finished(office, PLAIN_FOOD, "Targeted", compliant=True)


@counted_in("sample")
def targeted_food_samples_tested(office: Office, year: int) -> Entries:
    return _finished(office, PLAIN_FOOD, "Targeted")


@counted_in("sample")
def fortified_food_samples_compliant(office: Office, year: int) -> Entries:
    return _finished(office, FORTIFIED, compliant=True)


@counted_in("sample")
def fortified_food_samples_tested(office: Office, year: int) -> Entries:
    return _finished(office, FORTIFIED)


CHECKS = ("Izin edar", "Kedaluwarsa", "Kemasan", "Label")


def _handled(office: Office, commodities: tuple[str, ...], column: str, filled_in: tuple[str, ...] = ()) -> Entries:
    for row in office.registers["sample"]:
        day = day_in(row, column)
        if day is not None and row["Komoditas"] in commodities and all(row[one] for one in filled_in):
            yield Entry(day)


@counted_in("sample")
def drug_samples_examined(office: Office, year: int) -> Entries:
    return _handled(office, DRUGS, "Diperiksa pada", CHECKS)


@counted_in("sample")
def drug_samples_tested(office: Office, year: int) -> Entries:
    return _handled(office, DRUGS, "Uji selesai pada")


@counted_in("sample")
def food_samples_examined(office: Office, year: int) -> Entries:
    return _handled(office, FOODS, "Diperiksa pada", CHECKS)


@counted_in("sample")
def food_samples_tested(office: Office, year: int) -> Entries:
    return _handled(office, FOODS, "Uji selesai pada")


# Letters that follow from inspections


def _letters(office: Office) -> Iterator[tuple[date | None, date | None, date | None, date | None]]:
    """Sent, carried out, due, answered."""
    for row in office.registers["inspection_decision"]:
        yield (
            day_in(row, "Dikirim pada"),
            day_in(row, "Dilaksanakan pada"),
            day_in(row, "Jatuh tempo tanggapan"),
            day_in(row, "Ditanggapi pada"),
        )


@counted_in("inspection_decision")
def inspection_decisions_issued(office: Office, year: int) -> Entries:
    """One letter, issued on the day it was sent."""
    for sent, _carried_out, _due, _answered in _letters(office):
        if sent:
            yield Entry(sent)


@counted_in("inspection_decision")
def inspection_decisions_carried_out(office: Office, year: int) -> Entries:
    """Of the letters of this year: from the day on which both are true, sent and carried out."""
    for sent, carried_out, _due, _answered in _letters(office):
        if sent and carried_out and sent.year == year:
            yield Entry(max(sent, carried_out))


@counted_in("inspection_decision")
def inspection_recommendations_due(office: Office, year: int) -> Entries:
    for _sent, _carried_out, due, _answered in _letters(office):
        if due:
            yield Entry(due)


@counted_in("inspection_decision")
def inspection_recommendations_answered(office: Office, year: int) -> Entries:
    """Of those due this year: from the day on which both are true, due and answered."""
    for _sent, _carried_out, due, answered in _letters(office):
        if due and answered and due.year == year:
            yield Entry(max(due, answered))


# Certification


def _is_working(office: Office, day: date) -> bool:
    return day.isoweekday() <= 5 and day not in office.days_off


def _day_zero(office: Office, received: date, *, late: bool) -> date:
    """The day of receipt; the next working day for what came on a day off or after hours."""
    day = received
    if late and _is_working(office, day):
        day += ONE_DAY
    while not _is_working(office, day):
        day += ONE_DAY
    return day


def _standard(office: Office, request: dict[str, str], day_zero: date) -> int:
    """The working days that the service may take by the standard in force on day zero; a test its longest parameter."""
    tests = [
        row for row in office.registers["third_party_test"] if row["Permohonan"] == request["Nomor permohonan"]
    ]
    if tests:
        return max(int(row["Lama uji (hari kerja)"]) for row in tests)
    in_force = [
        row
        for row in office.registers["dated_document"]
        if row["Jenis dokumen"] == "Standar layanan"
        and row["Layanan"] == request["Layanan"]
        and row["Berlaku sejak"] <= day_zero.isoformat() <= (row["Berlaku sampai"] or "9999-12-31")
    ]
    return int(max(in_force, key=lambda row: row["Berlaku sejak"])["Lama layanan (hari kerja)"])


def _is_on_time(office: Office, request: dict[str, str], decided: date) -> bool:
    """Count the working days off on a calendar; a pause stops the count after its first day, through its last.

    Whoever decides before the standard is used up is on time, in a pause too; nobody is after the day that used it up.
    """
    received = date.fromisoformat(request["Diterima pada"])
    day = day_zero = _day_zero(office, received, late=request["Diterima sesudah jam tutup"] == "ya")
    standard = _standard(office, request, day_zero)
    pauses = [
        (row["Jeda mulai"], row["Jeda berakhir"] or "9999-12-31")
        for row in office.registers["clock_stop"]
        if row["Permohonan"] == request["Nomor permohonan"]
    ]

    def in_pause(day: date) -> bool:
        return any(start < day.isoformat() <= end for start, end in pauses)

    used = 0
    last_in_time = day_zero
    while day < decided:
        day += ONE_DAY
        if _is_working(office, day) and not in_pause(day):
            used += 1
            if used == standard:
                last_in_time = day
    if used < standard:
        return True
    return decided <= last_in_time


@counted_in("certification_request")
def certification_decisions_made(office: Office, year: int) -> Entries:
    """Granted or refused; what the applicant withdrew is no decision."""
    for row in office.registers["certification_request"]:
        decided = day_in(row, "Diputus pada")
        if decided is not None and row["Putusan"] in ("Diterbitkan", "Ditolak"):
            yield Entry(decided)


@counted_in("certification_request")
def certification_decisions_on_time(office: Office, year: int) -> Entries:
    for row in office.registers["certification_request"]:
        decided = day_in(row, "Diputus pada")
        if decided is not None and row["Putusan"] != "Ditarik pemohon" and _is_on_time(office, row, decided):
            yield Entry(decided)


# Establishments


def _inspected(office: Office, category: str, *, conforming: bool = False) -> Entries:
    """Inspections with a result, each visit by itself."""
    category_of = {row["Nomor register"]: row["Golongan"] for row in office.registers["establishment"]}
    for row in office.registers["inspection"]:
        results = ("Memenuhi ketentuan",) if conforming else ("Memenuhi ketentuan", "Tidak memenuhi ketentuan")
        if category_of[row["Sarana"]] == category and row["Hasil"] in results:
            yield Entry(date.fromisoformat(row["Diperiksa pada"]))


def _with_below(office: Office, *, conforming: bool = False) -> Entries:
    """The office's own, and those of a Loka that is below it on the last day of the month."""
    yield from _inspected(office, "Distribusi", conforming=conforming)
    for loka, since in office.below:
        for entry in _inspected(loka, "Distribusi", conforming=conforming):
            if entry.day >= since or (entry.day.year, entry.day.month) == (since.year, since.month):
                yield entry


@counted_in("inspection")
def production_establishments_inspected(office: Office, year: int) -> Entries:
    return _inspected(office, "Produksi")


@counted_in("inspection")
def production_establishments_conforming(office: Office, year: int) -> Entries:
    return _inspected(office, "Produksi", conforming=True)


@counted_in("inspection")
def distribution_establishments_inspected(office: Office, year: int) -> Entries:
    return _with_below(office)


@counted_in("inspection")
def distribution_establishments_conforming(office: Office, year: int) -> Entries:
    return _with_below(office, conforming=True)


# Small businesses


@counted_in("msme_business")
def msme_assisted(office: Office, year: int) -> Entries:
    """Each business in the year in which its assistance began."""
    for row in office.registers["msme_business"]:
        yield Entry(date.fromisoformat(row["Didampingi sejak"]))


@counted_in("msme_business")
def msme_meeting_standard(office: Office, year: int) -> Entries:
    """Of the businesses whose assistance began in the same year."""
    for row in office.registers["msme_business"]:
        day = day_in(row, "Hasil ditetapkan pada")
        if day and row["Hasil pendampingan"] == "Memenuhi standar" and row["Didampingi sejak"][:4] == str(year):
            yield Entry(day)


MSME_STAGES = {
    "Penetapan atau seleksi": "selection",
    "Bimbingan teknis": "training",
    "Fasilitasi pendampingan": "assistance",
    "Sertifikasi": "certification",
    "Pelaporan": "reporting",
}


def _stages_of_businesses(office: Office, commodity: str, year: int) -> Entries:
    """Stages done by businesses of the commodity whose assistance began in the same year."""
    businesses = {row["Nomor UMKM"]: row for row in office.registers["msme_business"]}
    for row in office.registers["msme_stage"]:
        business = businesses[row["UMKM dampingan"]]
        if business["Komoditas"] == commodity and business["Didampingi sejak"][:4] == str(year):
            yield Entry(date.fromisoformat(row["Selesai pada"]), 1, MSME_STAGES[row["Tahapan"]])


@counted_in("msme_stage")
def msme_food_stages_done(office: Office, year: int) -> Entries:
    return _stages_of_businesses(office, "Pangan olahan", year)


@counted_in("msme_stage")
def msme_traditional_medicine_stages_done(office: Office, year: int) -> Entries:
    return _stages_of_businesses(office, "Obat tradisional", year)


@counted_in("msme_stage")
def msme_cosmetics_stages_done(office: Office, year: int) -> Entries:
    return _stages_of_businesses(office, "Kosmetik", year)


# Schools, villages, markets

CRITERIA = {
    "Sekolah": {
        "Sertifikat tingkat 1, paling sedikit 70 % daftar periksa",
        "Lulus audit tingkat 2",
        "Piagam keamanan pangan diterima",
    },
    "Desa": {"Kader keamanan pangan aktif", "Intervensi pada komunitas desa", "Dokumen program mandiri"},
    "Pasar": {"Program dilanjutkan atau direplikasi", "Bahan berbahaya berkurang", "Rencana pengawalan ada"},
}


def _safe_places(office: Office, kind: str) -> Entries:
    """Places on the day on which the last of all criteria of their kind was met."""
    for place in office.registers["intervention_place"]:
        if place["Jenis lokasi"] != kind:
            continue
        met = {
            row["Kriteria"]: row["Dipenuhi pada"]
            for row in office.registers["intervention_criterion"]
            if row["Lokasi"] == place["Nomor lokasi"] and row["Dipenuhi pada"]
        }
        if met.keys() == CRITERIA[kind]:
            yield Entry(date.fromisoformat(max(met.values())))


@counted_in("intervention_place")
def food_safe_schools(office: Office, year: int) -> Entries:
    return _safe_places(office, "Sekolah")


@counted_in("intervention_place")
def food_safe_villages(office: Office, year: int) -> Entries:
    return _safe_places(office, "Desa")


@counted_in("intervention_place")
def food_safe_markets(office: Office, year: int) -> Entries:
    return _safe_places(office, "Pasar")


SCHOOL_STAGES = {
    "Advokasi": "advocacy",
    "Sosialisasi": "socialisation",
    "Bimtek kader": "cadre_training",
    "Pemberian paket edukasi": "education_kit",
    "Pemantauan": "monitoring",
    "Sampling dan pengujian": "sampling",
    "Audit dan sertifikasi": "certification",
    "Pengawalan": "mentoring",
}
VILLAGE_STAGES = {
    "Advokasi": "advocacy",
    "Pengadaan paket": "kit_procurement",
    "Bimtek kader": "cadre_training",
    "Pengawasan pangan sebelum intervensi": "surveillance_before",
    "Bimtek komunitas": "community_training",
    "Fasilitasi": "facilitation",
    "Pengawasan pangan sesudah intervensi": "surveillance_after",
    "Monitoring dan evaluasi": "evaluation",
    "Pengawalan": "mentoring",
}
MARKET_STAGES = {
    "Survei": "survey",
    "Advokasi": "advocacy",
    "Sampling dan pengujian tahap 1": "sampling_1",
    "Bimtek pengelola pasar": "manager_training",
    "Penyuluhan komunitas": "community_counselling",
    "Kampanye": "campaign",
    "Sampling dan pengujian tahap 2": "sampling_2",
    "Pemantauan": "monitoring",
    "Pengawalan": "mentoring",
}


def _stages_of_places(office: Office, kind: str, stages: dict[str, str], year: int) -> Entries:
    """Each stage of a place once, the first time; only of places where work began in the same year."""
    places = {
        row["Nomor lokasi"]
        for row in office.registers["intervention_place"]
        if row["Jenis lokasi"] == kind and row["Diintervensi sejak"][:4] == str(year)
    }
    first: dict[tuple[str, str], str] = {}
    for row in office.registers["intervention_stage"]:
        if row["Lokasi"] in places:
            stage = row["Lokasi"], row["Tahapan"]
            first[stage] = min(row["Selesai pada"], first.get(stage, "9999-12-31"))
    for (_place, stage_name), day in first.items():
        yield Entry(date.fromisoformat(day), 1, stages[stage_name])


@counted_in("intervention_stage")
def school_stages_done(office: Office, year: int) -> Entries:
    return _stages_of_places(office, "Sekolah", SCHOOL_STAGES, year)


@counted_in("intervention_stage")
def village_stages_done(office: Office, year: int) -> Entries:
    return _stages_of_places(office, "Desa", VILLAGE_STAGES, year)


@counted_in("intervention_stage")
def market_stages_done(office: Office, year: int) -> Entries:
    return _stages_of_places(office, "Pasar", MARKET_STAGES, year)


GROUPS: dict[str, tuple[str, ...]] = {
    "msme_food_stages_done": tuple(MSME_STAGES.values()),
    "msme_traditional_medicine_stages_done": tuple(MSME_STAGES.values()),
    "msme_cosmetics_stages_done": ("selection", "training", "assistance", "reporting"),
    "school_stages_done": tuple(SCHOOL_STAGES.values()),
    "village_stages_done": tuple(VILLAGE_STAGES.values()),
    "market_stages_done": tuple(MARKET_STAGES.values()),
}


# Criminal cases

CASE_STAGES = ("SPDP pada", "Tahap I pada", "P21 pada", "Tahap II pada")


def _highest_stage(row: dict[str, str], day: date) -> str:
    """Where a case stands at the end of a day; nowhere before its SPDP and once it was stopped."""
    today = day.isoformat()
    if row["Dihentikan (SP3) pada"] and row["Dihentikan (SP3) pada"] <= today:
        return ""
    reached = [stage for stage in CASE_STAGES if row[stage] and row[stage] <= today]
    return reached[-1] if reached else ""


def _cases_at(office: Office, stage: str, year: int) -> Entries:
    """The cases of the year's SPDP, followed from stage to stage."""
    for row in office.registers["criminal_case"]:
        if row["SPDP pada"][:4] != str(year):
            continue
        for text in sorted({row[column] for column in (*CASE_STAGES, "Dihentikan (SP3) pada") if row[column]}):
            day = date.fromisoformat(text)
            before, after = _highest_stage(row, day - ONE_DAY), _highest_stage(row, day)
            if before != after and stage in (before, after):
                yield Entry(day, 1 if stage == after else -1)


@counted_in("criminal_case")
def cases_at_spdp(office: Office, year: int) -> Entries:
    return _cases_at(office, "SPDP pada", year)


@counted_in("criminal_case")
def cases_at_stage_1(office: Office, year: int) -> Entries:
    return _cases_at(office, "Tahap I pada", year)


@counted_in("criminal_case")
def cases_at_p21(office: Office, year: int) -> Entries:
    return _cases_at(office, "P21 pada", year)


@counted_in("criminal_case")
def cases_at_stage_2(office: Office, year: int) -> Entries:
    return _cases_at(office, "Tahap II pada", year)


# Activities and outreach


@counted_in("activity")
def publications_made(office: Office, year: int) -> Entries:
    for row in office.registers["activity"]:
        if row["Jenis kegiatan"] == "Publikasi":
            yield Entry(date.fromisoformat(row["Dilaksanakan pada"]))


@counted_in("outreach_event")
def outreach_events_held(office: Office, year: int) -> Entries:
    for row in office.registers["outreach_event"]:
        yield Entry(date.fromisoformat(row["Dilaksanakan pada"]))


@counted_in("outreach_event")
def outreach_participants(office: Office, year: int) -> Entries:
    """Nobody is added where the participants cannot be counted."""
    for row in office.registers["outreach_event"]:
        yield Entry(date.fromisoformat(row["Dilaksanakan pada"]), int(row["Peserta"] or 0))


@counted_in("survey_answer")
def outreach_surveys_answered(office: Office, year: int) -> Entries:
    for row in office.registers["survey_answer"]:
        yield Entry(date.fromisoformat(row["Dijawab pada"]))


def _scores(office: Office, aspect: str) -> Entries:
    for row in office.registers["survey_answer"]:
        if row[aspect] != "":
            yield Entry(date.fromisoformat(row["Dijawab pada"]), int(row[aspect]))


def _answers(office: Office, aspect: str) -> Entries:
    for entry in _scores(office, aspect):
        yield Entry(entry.day)


@counted_in("survey_answer")
def outreach_variety_score_sum(office: Office, year: int) -> Entries:
    return _scores(office, "Ragam sumber informasi")


@counted_in("survey_answer")
def outreach_variety_answers(office: Office, year: int) -> Entries:
    return _answers(office, "Ragam sumber informasi")


@counted_in("survey_answer")
def outreach_understanding_score_sum(office: Office, year: int) -> Entries:
    return _scores(office, "Pemahaman")


@counted_in("survey_answer")
def outreach_understanding_answers(office: Office, year: int) -> Entries:
    return _answers(office, "Pemahaman")


@counted_in("survey_answer")
def outreach_benefit_score_sum(office: Office, year: int) -> Entries:
    return _scores(office, "Manfaat")


@counted_in("survey_answer")
def outreach_benefit_answers(office: Office, year: int) -> Entries:
    return _answers(office, "Manfaat")


@counted_in("survey_answer")
def outreach_interest_score_sum(office: Office, year: int) -> Entries:
    return _scores(office, "Minat")


@counted_in("survey_answer")
def outreach_interest_answers(office: Office, year: int) -> Entries:
    return _answers(office, "Minat")
