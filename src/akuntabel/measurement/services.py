"""Recording figures, recommendations, texts and published values; each with its audit event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor, record
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import definition_hash
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.scaled import to_scaled
from akuntabel.measurement import schema
from akuntabel.measurement.checks import check_figures, check_history, check_recommendations, subject_of
from akuntabel.measurement.marks import check_narrative
from akuntabel.measurement.models import (
    PUBLISHED_PREFIX,
    Narrative,
    Observation,
    PeriodText,
    PublishedValue,
    Recommendation,
    Submission,
)
from akuntabel.organisation.models import Unit
from akuntabel.planning.outline import Outline, stored_outline


@transaction.atomic
def record_figures(unit: Unit, figures: schema.Figures, definitions: SchemeDefinitions, *, by: Actor) -> None:
    """Write the observations of one year. Raises Refused with every problem, writing nothing."""
    figures = figures.model_copy(update={"submissions": ()})
    outline = _locked_outline(unit)
    _refuse([*check_figures(figures, definitions, outline), *_already_recorded(unit, figures)])
    now = timezone.now()
    hashes = {key: definition_hash(measure) for key, measure in definitions.measures.items()}
    hashes |= {
        f"{PUBLISHED_PREFIX}{slug}": definition_hash(entry) for slug, entry in definitions.indicators.items()
    }
    rows = []
    for entry in figures.observations:
        subject = subject_of(entry)
        value, scale = (None, 0) if entry.value is None else to_scaled(entry.value)
        rows.append(Observation(
            unit=unit, measure=subject, group=entry.group, year=figures.year, month=entry.month, value=value,
            scale=scale, state=entry.state, reason=entry.reason, origin=Observation.Origin.IMPORTED,
            source=entry.source, document=entry.document, definition_hash=hashes[subject], computed_at=now,
        ))  # fmt: skip
    Observation.objects.bulk_create(rows)
    record(chain=unit.slug, action="figures.recorded", subject=f"unit/{unit.uuid}/{figures.year}", actor=by,
           after=figures.model_dump(mode="json", exclude={"submissions"}))  # fmt: skip


@transaction.atomic
def record_submissions(unit: Unit, figures: schema.Figures, definitions: SchemeDefinitions, *, by: Actor) -> None:
    """Write how far the figures of one year have come; "all" means every indicator of the year's PK.

    What they approve are the figures as they stand now: records come before. Raises Refused with every problem, writing
    nothing.
    """
    figures = figures.model_copy(update={"observations": ()})
    outline = _locked_outline(unit)
    _refuse([*check_figures(figures, definitions, outline), *_already_submitted(unit, figures)])
    for submission in figures.submissions:
        chosen = outline.agreed(figures.year) if submission.indicators == "all" else submission.indicators
        Submission.objects.bulk_create(
            Submission(unit=unit, slug=slug, year=figures.year, month=submission.month, state=submission.state,
                       state_since=submission.on, note=submission.note)
            for slug in chosen
        )  # fmt: skip
    record(chain=unit.slug, action="submissions.recorded", subject=f"unit/{unit.uuid}/{figures.year}", actor=by,
           after=figures.model_dump(mode="json", exclude={"observations"}))  # fmt: skip


def _locked_outline(unit: Unit) -> Outline:
    """What the unit's plans say; other recordings of this unit wait until we commit."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    return stored_outline(unit)


def _refuse(problems: Iterable[Problem]) -> None:
    if found := list(dict.fromkeys(problems)):
        raise Refused(found)


def _already_recorded(unit: Unit, figures: schema.Figures) -> Iterator[Problem]:
    """Cells of the year that an earlier recording has written."""
    rows = Observation.objects.filter(unit=unit, year=figures.year)
    cells = set(rows.values_list("measure", "group", "month"))
    for number, row in enumerate(figures.observations):
        if (subject_of(row), row.group, row.month) in cells:
            name = row.measure or row.realisation_of
            yield Problem(("observations", number), f'Angka {figures.year}, bulan {row.month}, "{name}": '
                          "sudah dicatat sebelumnya. Hapus barisnya.")  # fmt: skip


def _already_submitted(unit: Unit, figures: schema.Figures) -> Iterator[Problem]:
    """Months of the year whose submissions an earlier recording has written."""
    months = set(Submission.objects.filter(unit=unit, year=figures.year).values_list("month", flat=True))
    for number, entry in enumerate(figures.submissions):
        if entry.month in months:
            yield Problem(("submissions", number, "month"), f"Isian {figures.year}, bulan {entry.month}: sudah dicatat "
                          "sebelumnya. Hapus barisnya.")  # fmt: skip


@transaction.atomic
def record_recommendations(unit: Unit, rows: Sequence[schema.Recommendation], *, by: Actor) -> None:
    """Write recommendations with their follow-up. Raises Refused with every problem."""
    outline = _locked_outline(unit)
    stored = set(Recommendation.objects.filter(unit=unit).values_list("made_in", "slug", "number"))
    again = (
        Problem((position, "number"), f'Rekomendasi {row.made_in} nomor {row.number} untuk "{row.indicator}": sudah '
                "dicatat sebelumnya. Beri nomor lain.")
        for position, row in enumerate(rows) if (row.made_in, row.indicator, row.number) in stored
    )  # fmt: skip
    _refuse([*check_recommendations(rows, outline), *again])
    Recommendation.objects.bulk_create(
        Recommendation(unit=unit, slug=row.indicator, number=row.number, origin=row.origin, made_in=row.made_in,
                       text=row.text, status=row.status, follow_up=row.follow_up, evidence=row.evidence,
                       due=row.due or "", completed_in=row.completed_in or "")
        for row in rows
    )  # fmt: skip
    record(chain=unit.slug, action="recommendations.recorded", subject=f"unit/{unit.uuid}", actor=by,
           after={"recommendations": [row.model_dump(mode="json") for row in rows]})  # fmt: skip


@transaction.atomic
def record_narrative(
    unit: Unit, narrative: schema.Narrative, definitions: SchemeDefinitions, *, by: Actor
) -> PeriodText:
    """Write the texts of one period. Raises Refused with every problem."""
    problems = check_narrative(narrative, definitions, _locked_outline(unit))
    if PeriodText.objects.filter(unit=unit, period=narrative.period).exists():
        problems.append(Problem(("period",), f"Naskah {narrative.period}: sudah ada. Hapus salah satu berkasnya."))
    _refuse(problems)
    text = PeriodText.objects.create(
        unit=unit,
        period=narrative.period,
        signed_on=narrative.signed_on,
        foreword=list(narrative.foreword),
        suggestions=list(narrative.suggestions),
    )
    Narrative.objects.bulk_create(
        Narrative(text=text, slug=row.indicator, purpose=row.purpose, success_factors=list(row.success_factors),
                  obstacles=list(row.obstacles), actions=list(row.actions), programmes=list(row.programmes),
                  target_review=row.target_review)
        for row in narrative.indicators
    )  # fmt: skip
    record(chain=unit.slug, action="narrative.recorded", subject=f"unit/{unit.uuid}/{narrative.period}", actor=by,
           after=narrative.model_dump(mode="json"))  # fmt: skip
    return text


@transaction.atomic
def record_history(unit: Unit, history: schema.History, *, by: Actor) -> None:
    """Write published values of earlier years, with the decimals they were printed with. Raises Refused."""
    outline = _locked_outline(unit)
    stored = set(PublishedValue.objects.filter(unit=unit).values_list("slug", "year"))
    again = (
        Problem(("values", number), f'Nilai terbit {row.year} "{row.indicator}": sudah dicatat. Hapus barisnya.')
        for number, row in enumerate(history.values) if (row.indicator, row.year) in stored
    )  # fmt: skip
    _refuse([*check_history(history, outline), *again])
    rows = []
    for entry in history.values:
        value, scale = to_scaled(entry.value, entry.places)
        rows.append(PublishedValue(unit=unit, slug=entry.indicator, year=entry.year, value=value, scale=scale,
                                   source=entry.source, note=entry.note))  # fmt: skip
    PublishedValue.objects.bulk_create(rows)
    record(chain=unit.slug, action="history.recorded", subject=f"unit/{unit.uuid}", actor=by,
           after=history.model_dump(mode="json"))  # fmt: skip
