"""A made-up office: files of every counted register for one year, full of edges. The seed decides all of it."""

from __future__ import annotations

import csv
import io
from calendar import isleap
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

Row = dict[str, str]
Files = dict[str, str]

SCHOOL = ("advocacy", "socialisation", "cadre_training", "education_kit", "monitoring", "mentoring")
PLACES = {
    "school": (SCHOOL, ("level_1_certificate", "level_2_audit", "award")),
    "village": (
        ("advocacy", "kit_procurement", "facilitation", "evaluation", "mentoring"),
        ("active_cadres", "community_reached", "own_programme"),
    ),
    "market": (
        ("survey", "advocacy", "sampling_1", "campaign", "sampling_2", "mentoring"),
        ("programme_continued", "hazards_reduced", "mentoring_plan"),
    ),
}
BUSINESSES = {
    "food": ("selection", "training", "assistance", "certification", "reporting"),
    "traditional_medicine": ("selection", "training", "assistance", "certification", "reporting"),
    "cosmetics": ("selection", "training", "assistance", "reporting"),
}
COMMODITIES = ("drug", "traditional_medicine", "cosmetic", "supplement", "food", "fortified_food")
GIVEN = ("public_awareness_index", "business_satisfaction_index", "public_satisfaction_index",
         "service_satisfaction_index", "public_service_index", "bureaucratic_reform_index", "accountability_score",
         "civil_servant_professionalism_index", "laboratory_glp_fulfilment", "data_management_index",
         "budget_evaluation_score", "budget_planning_score", "budget_execution_score", "budget_efficiency_level")  # fmt: skip
ASPECTS = ("variety", "understanding", "benefit", "interest")
SERVICES = ("import_export_statement", "food_registration", "third_party_testing")


class Days:
    """Days of one year and the end of the one before: a third of them on an edge."""

    def __init__(self, random: Random, year: int) -> None:
        self.random = random
        self.last = date(year, 12, 31)
        self.edges = [date(year - 1, 12, 31), date(year, 1, 1), date(year, 1, 31), date(year, 2, 28), date(year, 3, 1),
                      date(year, 3, 31), date(year, 6, 30), date(year, 7, 1), self.last]  # fmt: skip
        if isleap(year):
            self.edges += [date(year, 2, 29)] * 2
        self.days = [date(year - 1, 11, 1) + timedelta(days=n) for n in range(426)]
        self.days = [day for day in self.days if day <= self.last]

    def any(self) -> date:
        return self.random.choice(self.edges if self.random.random() < 0.33 else self.days)

    def after(self, day: date) -> date:
        """The same day, the next, or weeks later; also beyond the year's end."""
        edges = [edge for edge in self.edges if edge >= day]
        if edges and self.random.random() < 0.2:
            return self.random.choice(edges)
        return day + timedelta(days=self.random.choice((0, 0, 1, 3, 7, 20, 45)))

    def course(self, first: date, steps: int) -> list[date]:
        """So many days, none before the one that precedes it."""
        found = [first]
        while len(found) < steps:
            found.append(self.after(found[-1]))
        return found


class Maker:
    def __init__(self, seed: int, year: int, size: int, days_off: frozenset[date]) -> None:
        self.random = Random(seed)  # noqa: S311  # the same office every time
        self.days = Days(self.random, year)
        self.year = year
        self.size = size
        self.days_off = days_off

    def maybe(self, share: float = 0.5) -> bool:
        return self.random.random() < share

    def pick(self, choices: tuple[str, ...]) -> str:
        return self.random.choice(choices)

    def rows(self, one: Callable[[int], Row]) -> list[Row]:
        return [one(number) for number in range(1, self.size + 1)]

    # Samples

    def sample(self, number: int) -> Row:
        commodity = self.pick(COMMODITIES)
        draws = ("random", "targeted", "fortified") if commodity == "fortified_food" else ("random", "targeted")
        taken, examined, completed = self.days.course(self.days.any(), 3)
        row = {"number": f"S-{number}", "product": "Contoh", "commodity": commodity, "draw": self.pick(draws),
               "district": "Kota Kupang", "taken_on": str(taken)}  # fmt: skip
        if self.maybe(0.85):
            row["examined_on"] = str(examined)
            row |= self.checks(number)
        if self.maybe(0.75):
            row["completed_on"] = str(completed)
            if self.maybe(0.85):
                verdict = self.pick(("compliant", "compliant", "non_compliant"))
                row |= {"verdict": verdict, "ground": "Kadar" if verdict == "non_compliant" else ""}
        return row

    @staticmethod
    def checks(number: int) -> Row:
        """Of every five samples two have all four checks, one none, one a single one, one lacks the last."""
        result = "not_ok" if number % 2 else "ok"
        columns = ("licence_check", "expiry_check", "packaging_check", "label_check")
        return dict.fromkeys(columns[: (4, 0, 4, 1, 3)[number % 5]], result)

    # Establishments, their inspections, and the letters that follow

    def establishment(self, number: int) -> Row:
        category = "production" if number % 3 == 0 else "distribution"
        return {"number": f"A-{number}", "title": f"Sarana Contoh {number}", "category": category,
                "facility": "food_industry" if category == "production" else "pharmacy",
                "district": "Kota Kupang", "status": "active"}  # fmt: skip

    def inspection(self, number: int) -> Row:
        return {"number": f"B-{number}", "establishment": f"A-{self.random.randint(1, self.size)}",
                "purpose": self.pick(("routine", "case")), "inspected_on": str(self.days.any()),
                "conclusion": self.pick(("conforming", "conforming", "non_conforming", ""))}  # fmt: skip

    def letter(self, number: int) -> Row:
        sent = self.days.any()
        row = {"number": f"L-{number}", "kind": self.pick(("decision", "recommendation")), "origin": "case",
               "establishment": f"A-{self.random.randint(1, self.size)}"}  # fmt: skip
        if self.maybe(0.7):
            row["carried_out_on"] = str(self.days.any())
        if self.maybe(0.85):
            row["sent_on"] = str(sent)
            if self.maybe(0.7):
                row["due_on"] = str(self.days.after(sent))
            if self.maybe(0.6):
                row["answered_on"] = str(self.days.after(sent))
        return row

    # Certification

    def standards(self) -> Iterator[Row]:
        """Two standards of each service, the second from the middle of the year."""
        for number, service in enumerate(SERVICES, 1):
            row = {"kind": "service_standard", "title": "Standar contoh", "issued_on": f"{self.year - 2}-01-01",
                   "service": service}  # fmt: skip
            yield row | {"number": f"D-{number}", "valid_from": f"{self.year - 2}-01-01", "days": "5",
                         "valid_until": f"{self.year}-06-14"}  # fmt: skip
            yield row | {"number": f"D-{number}b", "valid_from": f"{self.year}-06-15", "days": "3"}

    def request(self, number: int) -> Row:
        received = self.days.any()
        row = {"number": f"C-{number}", "applicant": "Pemohon Contoh", "service": self.pick(SERVICES),
               "received_on": str(received), "received_late": self.pick(("ya", "tidak", ""))}  # fmt: skip
        if self.maybe(0.85):
            decided = received + timedelta(days=self.random.choice((0, 2, 3, 4, 5, 6, 7, 8, 9, 11, 14, 20)))
            row |= {
                "decided_on": str(decided),
                "decision": self.pick(("approved", "approved", "rejected", "withdrawn")),
            }
        return row

    def working_after(self, day: date, count: int) -> date:
        while count:
            day += timedelta(days=1)
            count -= day.isoweekday() <= 5 and day not in self.days_off
        return day

    def stops(self, requests: list[Row]) -> Iterator[Row]:
        """Pauses from the first working day after receipt on, so that none begins before day zero; a third still open."""
        for row in requests:
            start = self.working_after(date.fromisoformat(row["received_on"]), self.random.randint(1, 6))
            if start.isoformat() <= row.get("decided_on", "9999-12-31") and self.maybe(0.6):
                resumed = start + timedelta(days=self.random.choice((0, 1, 4, 9)))
                yield {"request": row["number"], "stopped_on": str(start), "reason": "CAPA",
                       "resumed_on": "" if self.maybe(0.34) else str(resumed)}  # fmt: skip

    def tests(self, requests: list[Row]) -> Iterator[Row]:
        for row in requests:
            if row["service"] == "third_party_testing" and self.maybe(0.6):
                for parameter in range(1, self.random.randint(2, 4)):
                    yield {"request": row["number"], "product": "Contoh", "parameter": f"P-{parameter}",
                           "days": self.pick(("1", "9", "14"))}  # fmt: skip

    # Small businesses and places

    def business(self, number: int) -> Row:
        first = self.days.any()
        row = {"number": f"U-{number}", "title": f"Usaha Contoh {number}", "district": "Kota Kupang",
               "commodity": self.pick(tuple(BUSINESSES)), "first_assisted_on": str(first)}  # fmt: skip
        if self.maybe():
            row |= {"outcome": self.pick(("met", "met", "not_met")), "outcome_on": str(self.days.after(first)),
                    "proof": "Bukti contoh"}  # fmt: skip
        return row

    def business_stages(self, businesses: list[Row]) -> Iterator[Row]:
        for row in businesses:
            for stage in BUSINESSES[row["commodity"]]:
                if self.maybe(0.6):
                    done = self.days.after(date.fromisoformat(row["first_assisted_on"]))
                    yield {"business": row["number"], "stage": stage, "done_on": str(done)}

    def place(self, number: int) -> Row:
        started = self.days.any()
        return {"number": f"P-{number}", "title": f"Lokasi Contoh {number}", "kind": self.pick(tuple(PLACES)),
                "district": "Kota Kupang", "started_on": str(started), "target_year": str(started.year)}  # fmt: skip

    def place_stages(self, places: list[Row]) -> Iterator[Row]:
        """Some of them twice, on other days, in any order."""
        for row in places:
            for stage in PLACES[row["kind"]][0]:
                days = {
                    self.days.after(date.fromisoformat(row["started_on"])) for _ in range(self.random.randint(0, 3))
                }
                for day in self.random.sample(sorted(days), len(days)):
                    yield {"place": row["number"], "stage": stage, "done_on": str(day)}

    def criteria(self, places: list[Row]) -> Iterator[Row]:
        for row in places:
            for criterion in PLACES[row["kind"]][1]:
                day = self.days.after(date.fromisoformat(row["started_on"]))
                if self.maybe(0.9):
                    yield {
                        "place": row["number"],
                        "criterion": criterion,
                        "met_on": str(day) if self.maybe(0.9) else "",
                    }

    # Cases, activities, outreach

    def case(self, number: int) -> Row:
        steps = self.days.course(self.days.any(), self.random.randint(1, 4))
        row = {"number": f"LP-{number}", "commodity": "drug", "district": "Kota Kupang"}
        row |= dict(zip(("spdp_on", "stage_1_on", "p21_on", "stage_2_on"), map(str, steps), strict=False))
        if len(steps) <= 2 and self.maybe(0.4):
            row["stopped_on"] = str(self.days.after(steps[-1]))
        return row

    def activity(self, number: int) -> Row:
        return {"number": f"K-{number}", "kind": self.pick(("publication", "publication", "advocacy")),
                "topic": "Contoh", "held_on": str(self.days.any()), "district": "Kota Kupang"}  # fmt: skip

    def event(self, number: int) -> Row:
        return {"number": f"E-{number}", "topic": "Contoh", "kind": "face_to_face", "district": "Kota Kupang",
                "held_on": str(self.days.any()), "participants": self.pick(("", "0", "25", "110"))}  # fmt: skip

    # Values given by other offices

    def values(self, letters: list[Row]) -> Iterator[Row]:
        """Each of them in December and in some months, some months twice or three times, from documents on few days: so that
        age, receipt and order of entry decide in turn. Some are still awaited."""
        number = 0
        for measure in GIVEN:
            for month in {12, *self.random.sample(range(1, 12), 5)}:
                for _ in range(self.random.choice((1, 1, 2, 3))):
                    number += 1
                    yield self.value(number, measure, month, letters)
            if self.maybe():
                free = self.random.choice((1, 6, 11))
                yield {
                    "number": f"V-{number}-a",
                    "measure": measure,
                    "year": str(self.year - 1),
                    "month": str(free),
                }

    def letters(self) -> Iterator[Row]:
        """Documents with which values come: one of this year's end, one of the first days of the next."""
        for number, day in enumerate((date(self.year, 12, 30), date(self.year + 1, 1, 4)), 1):
            yield {"kind": "other", "number": f"N-{number}", "title": "Surat contoh", "issued_on": str(day),
                   "uuid": str(UUID(int=self.random.getrandbits(128), version=4))}  # fmt: skip

    def value(self, number: int, measure: str, month: int, letters: list[Row]) -> Row:
        received = date(self.year + 1, 1, 1) + timedelta(days=self.random.choice((3, 4)))
        row = {"number": f"V-{number}", "measure": measure, "year": str(self.year), "month": str(month),
               "given": self.pick(("0", "2,48", "69,26", "69,260", "100", "1234,5", "0,000001")),
               "received_on": str(received), "document_note": "Surat contoh"}  # fmt: skip
        match self.random.randint(1, 3):
            case 1:
                row |= {"document": self.random.choice(letters)["uuid"], "document_note": ""}
            case 2:
                row["document_on"] = str(received - timedelta(days=self.random.choice((0, 1))))
        return row

    def answers(self, events: list[Row]) -> Iterator[Row]:
        for row in events:
            for respondent in range(1, self.random.randint(1, 5)):
                answer = {"event": row["number"], "respondent": str(respondent),
                          "answered_on": str(self.days.after(date.fromisoformat(row["held_on"])))}  # fmt: skip
                scores = {aspect: self.pick(("", "0", "55", "100")) for aspect in ASPECTS}
                if any(scores.values()):
                    yield answer | scores


def made_up_files(seed: int, year: int, days_off: frozenset[date], *, size: int = 60) -> Files:
    """Register → its file in the dialect that the product imports; each after those that it refers to."""
    maker = Maker(seed, year, size, days_off)
    requests, businesses, places = maker.rows(maker.request), maker.rows(maker.business), maker.rows(maker.place)
    events, letters = maker.rows(maker.event), list(maker.letters())
    return {
        register: written(rows)
        for register, rows in {
            "establishment": maker.rows(maker.establishment),
            "inspection": maker.rows(maker.inspection),
            "inspection_decision": maker.rows(maker.letter),
            "sample": maker.rows(maker.sample),
            "dated_document": [*maker.standards(), *letters],
            "certification_request": requests,
            "clock_stop": list(maker.stops(requests)),
            "third_party_test": list(maker.tests(requests)),
            "msme_business": businesses,
            "msme_stage": list(maker.business_stages(businesses)),
            "intervention_place": places,
            "intervention_stage": list(maker.place_stages(places)),
            "intervention_criterion": list(maker.criteria(places)),
            "criminal_case": maker.rows(maker.case),
            "activity": maker.rows(maker.activity),
            "outreach_event": events,
            "survey_answer": list(maker.answers(events)),
            "external_value": list(maker.values(letters)),
        }.items()
    }


def written(rows: list[Row]) -> str:
    columns = dict.fromkeys(column for row in rows for column in row)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
