"""Late data: what a month's figure was when it was reported, what it is now, and which records made the difference."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.registers.conftest import BY, SAMPLE

from akuntabel.core.periods import Period
from akuntabel.measurement.lateness import (
    changed_months,
    effects,
    last_words,
    lateness,
    records_of_change,
    reporting_days,
)
from akuntabel.measurement.monthly import read_year
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.recording import correct, withdraw, withdraw_one
from akuntabel.organisation.queries import version_on
from akuntabel.organisation.records.services import values_of
from akuntabel.registers.kinds import KINDS
from registers.conftest import office, write  # noqa: F401  # fixtures
from registers.test_external_values import INDEX

pytestmark = pytest.mark.database

Q2 = Period.parse("2023-Q2")
NOW = datetime(2023, 9, 1, tzinfo=UTC)
TESTED, COMPLIANT = "random_drug_samples_tested", "random_drug_samples_compliant"


def done(number, day, verdict="Memenuhi syarat", **more):
    return SAMPLE | {"number": number, "taken_on": day, "examined_on": day, "completed_on": day, "verdict": verdict,
                     "ground": "Kadar" if verdict != "Memenuhi syarat" else ""} | more  # fmt: skip


@pytest.fixture
def on_day(write):  # noqa: F811
    """Keep a sample as if it had been recorded on a day at noon."""

    def act(day, **typed):
        record = write("sample", **typed)
        return dated(record, day)

    return act


def dated(record, day):
    """Put the last version of a record on a day."""
    moment = datetime.combine(day, time(4), UTC)
    last = type(record).history.filter(id=record.pk).latest("history_id")
    type(record).history.filter(history_id=last.history_id).update(history_date=moment)
    if record.version == 1:
        type(record).objects.filter(pk=record.pk).update(recorded_on=day)
        type(record).history.filter(history_id=last.history_id).update(recorded_on=day)
    return record


def change_at(office, record, day, **values):  # noqa: F811
    from akuntabel.organisation.queries import definitions_for

    stored = values_of(definitions_for(office).registers["sample"], record)
    saved = correct(KINDS["sample"], office, record.uuid, stored | values, version=record.version, reason="Salah baca",
                    by=BY)  # fmt: skip
    return dated(saved, day)


def found(office, period=Q2):  # noqa: F811
    return {
        (c.measure.key, c.month): (c.then, c.now)
        for c in lateness(office, period, now=NOW).changes
        if c.measure.key in {TESTED, COMPLIANT}
    }


def test_a_month_is_reported_on_the_fifth_working_day_after_it(kupang):
    days = reporting_days(kupang, 2023, range(1, 7), today=date(2023, 9, 1))

    assert days[5] == date(2023, 6, 9)  # 1 and 2 June 2023 were days off
    assert days[6] == date(2023, 7, 7)
    assert reporting_days(kupang, 2023, [6], today=date(2023, 7, 7)) == {}
    assert reporting_days(kupang, 2021, [6], today=date(2023, 7, 7)) == {}  # before the rule


def test_nothing_changed_while_every_record_came_in_time(office, on_day):  # noqa: F811
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 3, 7), **done("S-2", "2023-02-20"))  # the fifth working day itself

    assert found(office) == {}
    assert effects(read_year(office, version_on(office, Q2.last_day), Q2), now=NOW).changed == []


def test_a_late_record_changes_its_month(office, on_day):  # noqa: F811
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    late = on_day(date(2023, 3, 8), **done("S-2", "2023-02-20", "Tidak memenuhi syarat"))

    changes = lateness(office, Q2, now=NOW).changes
    [change] = [c for c in changes if c.measure.key == TESTED]
    assert (change.month, change.then, change.now, change.difference) == (2, 1, 2, 1)
    assert not change.baseline.is_first_day
    assert change.baseline.day == date(2023, 3, 7)
    assert [(r.key, r.then, r.now) for r in records_of_change(office, change, 2023).records] == [(late.pk, 0, 1)]
    assert found(office) == {(TESTED, 2): (1, 2)}  # compliant: one then, one now


def test_a_value_of_another_office_that_came_late_and_was_replaced(office, write):  # noqa: F811
    """Both the value that was reported and the one that holds now are told with their decimals, and so is the effect."""
    dated(write("external_value", **INDEX | {"received_on": "2023-07-03"}), date(2023, 7, 3))
    later = INDEX | {"number": "N-2", "given": "2,5", "document_on": "2023-08-01", "received_on": "2023-08-02"}
    revised = dated(write("external_value", **later), date(2023, 8, 2))

    [change] = lateness(office, Q2, now=NOW).changes
    assert (change.month, change.then, change.now) == (6, Decimal("2.48"), Decimal("2.5"))
    assert change.difference == Decimal("0.02")
    records = records_of_change(office, change, 2023).records
    assert [(r.then, r.now) for r in records] == [(0, Decimal("2.5")), (Decimal("2.48"), 0)]
    assert records[0].key == revised.pk
    [effect] = effects(read_year(office, version_on(office, Q2.last_day), Q2), now=NOW).changed
    assert (effect.then.realisation.value, effect.now.realisation.value) == (Fraction("2.48"), Fraction("2.5"))


def test_a_late_correction_changes_the_month_it_left_and_the_one_it_entered(office, on_day):  # noqa: F811
    one = on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 3, 5), **done("S-2", "2023-03-01"))
    change_at(office, one, date(2023, 7, 1), completed_on=date(2023, 3, 2), examined_on=date(2023, 3, 2))

    assert found(office) == {
        (TESTED, 2): (1, None),  # the register begins in March now
        (COMPLIANT, 2): (1, None),
        (TESTED, 3): (1, 2),
        (COMPLIANT, 3): (1, 2),
    }
    left = next(c for c in lateness(office, Q2, now=NOW).changes if (c.measure.key, c.month) == (TESTED, 2))
    [record] = records_of_change(office, left, 2023).records
    assert (record.then, record.now) == (1, 0)
    assert last_words(office, left.book, [record.key])[record.key].reason == "Salah baca"


def withdrawn(office, record, day):  # noqa: F811
    """Taken out as if it had happened on a day at noon."""
    withdraw_one(
        KINDS["sample"], office, record.uuid, version=record.version, reason="Tidak pernah diambil.", by=BY
    )
    gone_on(record, day)


def gone_on(record, day):
    type(record).history.filter(uuid=record.uuid, history_type="-").update(
        history_date=datetime.combine(day, time(4), UTC)
    )


@pytest.mark.parametrize("others", [True, False])
def test_a_late_withdrawal_changes_its_month_and_its_effect_is_told(office, on_day, others):  # noqa: F811
    """Also where nothing is left of the register: then its first day was that of the withdrawn record."""
    one = on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    if others:
        on_day(date(2023, 6, 20), **done("S-2", "2023-06-17", "Tidak memenuhi syarat"))
    withdrawn(office, one, date(2023, 7, 20))

    [change] = [c for c in lateness(office, Q2, now=NOW).changes if c.measure.key == TESTED and c.month == 2]
    assert (change.then, change.now, change.baseline.day) == (1, None, date(2023, 3, 7))
    assert not change.baseline.is_first_day
    assert [(r.key, r.then, r.now) for r in records_of_change(office, change, 2023).records] == [(one.pk, 1, 0)]
    word = last_words(office, change.book, [one.pk])[one.pk]
    assert (word.day, word.reason) == (date(2023, 7, 20), "Tidak pernah diambil.")
    if others:
        card = effects(read_year(office, version_on(office, Q2.last_day), Q2), now=NOW)
        [effect] = [e for e in card.changed if e.now.slug == "random-drug-compliance"]
        assert (effect.then.realisation.number, effect.now.realisation.number) == (50, 0)


def test_a_register_that_was_emptied_had_a_figure_when_it_was_reported(office, on_day):  # noqa: F811
    """The whole file was withdrawn: the indicator that is missing now was measured then."""
    records = [on_day(date(2023, 6, 20), **done(f"S-{n}", "2023-06-17")) for n in (1, 2)]
    withdraw(KINDS["sample"], office, [one.pk for one in records], reason="Salah berkas.", by=BY)
    for one in records:
        gone_on(one, date(2023, 8, 1))

    assert found(office) == {(TESTED, 6): (2, None), (COMPLIANT, 6): (2, None)}
    changed = effects(read_year(office, version_on(office, Q2.last_day), Q2), now=NOW).changed
    [effect] = [e for e in changed if e.now.slug == "random-drug-compliance"]
    assert (effect.then.realisation.number, effect.now.realisation.state) == (100, "missing")


def test_a_file_withdrawn_on_its_own_day_does_not_begin_a_register(office, on_day):  # noqa: F811
    wrong = on_day(date(2023, 2, 3), **done("S-1", "2023-01-17"))
    withdrawn(office, wrong, date(2023, 2, 3))
    on_day(date(2023, 7, 20), **done("S-2", "2023-02-17"))

    late = lateness(office, Q2, now=NOW)
    assert [(book.register.key, day) for book, day in late.late_registers] == [("sample", date(2023, 7, 20))]
    assert late.changes == []


def test_a_correction_before_the_day_is_what_was_reported(office, on_day):  # noqa: F811
    one = on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    change_at(office, one, date(2023, 3, 1), verdict="non_compliant", ground="Kadar")

    assert found(office) == {}


def test_the_effect_is_the_indicator_with_the_records_as_they_stood(office, on_day):  # noqa: F811
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 6, 20), **done("S-2", "2023-06-17"))
    now_official = scorecard(office, Q2).indicator("random-drug-compliance").achievement.value
    on_day(date(2023, 7, 8), **done("S-3", "2023-06-19", "Tidak memenuhi syarat"))
    on_day(date(2023, 5, 8), **done("S-4", "2023-02-18"))  # late for February, in time for the quarter

    [effect] = [
        e
        for e in effects(read_year(office, version_on(office, Q2.last_day), Q2), now=NOW).changed
        if e.now.slug == "random-drug-compliance"
    ]
    assert effect.then.realisation.number == 100
    assert effect.then.achievement.value == now_official
    assert effect.now.realisation.number == 75
    assert found(office) == {(TESTED, 2): (1, 2), (COMPLIANT, 2): (1, 2), (TESTED, 6): (1, 2)}
    result = scorecard(office, Q2).indicator("random-drug-compliance")
    assert changed_months(result, office, Q2, now=NOW) == [2, 6]


def test_a_register_that_began_later_is_compared_with_its_first_day(office, on_day):  # noqa: F811
    on_day(date(2023, 7, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 7, 20), **done("S-2", "2023-06-17"))
    on_day(date(2023, 7, 25), **done("S-3", "2023-06-19"))

    late = lateness(office, Q2, now=NOW)
    assert [(book.register.key, day) for book, day in late.late_registers] == [("sample", date(2023, 7, 20))]
    assert found(office) == {(TESTED, 6): (1, 2), (COMPLIANT, 6): (1, 2)}
    assert all(change.baseline == change.baseline.__class__(date(2023, 7, 20), True) for change in late.changes)


def test_a_month_that_is_not_due_yet_is_not_compared(office, on_day):  # noqa: F811
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 3, 5), **done("S-2", "2023-02-18"))

    assert lateness(office, Q2, now=datetime(2023, 3, 7, tzinfo=UTC)).reported.keys() == {1}
    assert (
        effects(read_year(office, version_on(office, Q2.last_day), Q2), now=datetime(2023, 7, 1, tzinfo=UTC))
        is None
    )


def test_entered_figures_are_left_alone(kupang, dinas):
    assert lateness(kupang, Q2, now=NOW).changes == []
    assert lateness(dinas, Period.parse("2024-Q2"), now=NOW).rule is None


@pytest.mark.parametrize("seed", range(3))
def test_as_a_count_record_by_record(office, on_day, seed):  # noqa: F811
    """Fifteen samples recorded on any day, some corrected on another: the same as reading every version by hand."""
    import random

    rng = random.Random(seed)  # noqa: S311
    on_day(date(2023, 1, 1), **done("S-0", "2023-01-01"))
    versions = []
    for n in range(1, 15):
        event = date(2023, 1, 2) + timedelta(days=rng.randrange(120))
        kept = event + timedelta(days=rng.randrange(60))
        record = on_day(kept, **done(f"S-{n}", str(event), taken_on="2023-01-01"))
        story = [(kept, event)]
        if rng.random() < 0.5:
            moved, again = event + timedelta(days=rng.randrange(-1, 40)), kept + timedelta(days=rng.randrange(60))
            if moved != event:
                change_at(office, record, again, completed_on=moved, examined_on=moved)
                story.append((again, moved))
        versions.append(story)
    reported = reporting_days(office, 2023, range(1, 7), today=date(2023, 9, 1))
    expected = {}
    for month, day in reported.items():
        then = sum(1 for s in versions if (known := [e for k, e in s if k <= day]) and known[-1].month == month)
        now = sum(1 for s in versions if s[-1][1].month == month)
        if then != now:
            expected[month] = (then + (month == 1), now + (month == 1))

    assert {month: ((a or 0), b) for (key, month), (a, b) in found(office).items() if key == TESTED} == expected


def test_the_number_of_queries_does_not_grow(office, on_day):  # noqa: F811
    on_day(date(2023, 2, 20), **done("S-1", "2023-02-17"))
    on_day(date(2023, 3, 20), **done("S-2", "2023-02-17"))
    with CaptureQueriesContext(connection) as few:
        lateness(office, Q2, now=NOW)
    for n in range(3, 30):
        on_day(date(2023, 3, 20), **done(f"S-{n}", f"2023-0{n % 6 + 1}-17"))
    with CaptureQueriesContext(connection) as many:
        assert len(lateness(office, Q2, now=NOW).changes) > 4

    assert len(many) <= len(few) <= 5
