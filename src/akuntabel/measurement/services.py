"""Recording figures, recommendations, texts and published values; each with its audit event."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor, record
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.catalogue.lookup import definition_hash
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.rounding import for_display
from akuntabel.core.scaled import to_scaled
from akuntabel.measurement import schema
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


def check_figures(figures: schema.Figures, definitions: SchemeDefinitions) -> list[Problem]:
    """Unknown measures, groups and indicators; negative values; a repeated cell."""
    problems = []
    seen: set[tuple[str, str, int]] = set()
    for number, row in enumerate(figures.observations):
        place = ("observations", number)
        subject = row.measure or f"{PUBLISHED_PREFIX}{row.realisation_of}"
        where = f'Angka {figures.year}, bulan {row.month}, "{row.measure or row.realisation_of}"'
        measure = definitions.measures.get(row.measure) if row.measure else None
        if row.measure and measure is None:
            problems.append(Problem((*place, "measure"), f"{where}: ukuran ini tidak ada dalam katalog."))
        if row.realisation_of and row.realisation_of not in definitions.indicators:
            problems.append(Problem((*place, "realisation_of"), f"{where}: indikator ini tidak ada dalam katalog."))
        if measure and (row.group or measure.groups) and row.group not in measure.groups:
            problems.append(Problem((*place, "group"), f'{where}: kelompok "{row.group}" tidak dikenal. '
                            f"Pilih: {', '.join(measure.groups) or 'tanpa kelompok'}."))  # fmt: skip
        if row.value is not None and row.value < 0:
            problems.append(Problem((*place, "value"), f"{where}: {row.value} di bawah 0. Periksa angkanya."))
        if (subject, row.group, row.month) in seen:
            problems.append(Problem(place, f"{where}: tercantum dua kali. Hapus salah satu."))
        seen.add((subject, row.group, row.month))
    return problems


@transaction.atomic
def record_figures(
    unit: Unit, figures: schema.Figures, definitions: SchemeDefinitions, *, by: Actor, slugs: Sequence[str]
) -> None:
    """Write observations and submissions of one year. `slugs` are the indicators that "all" means.

    Raises Refused with every problem, writing nothing.
    """
    problems = check_figures(figures, definitions)
    if problems:
        raise Refused(problems)
    now = timezone.now()
    hashes = {key: definition_hash(measure) for key, measure in definitions.measures.items()}
    hashes |= {
        f"{PUBLISHED_PREFIX}{slug}": definition_hash(entry) for slug, entry in definitions.indicators.items()
    }
    rows = []
    for entry in figures.observations:
        subject = entry.measure or f"{PUBLISHED_PREFIX}{entry.realisation_of}"
        value, scale = (None, 0) if entry.value is None else to_scaled(entry.value)
        rows.append(Observation(
            unit=unit, measure=subject, group=entry.group, year=figures.year, month=entry.month, value=value,
            scale=scale, state=entry.state, reason=entry.reason, origin=Observation.Origin.IMPORTED,
            source=entry.source, document=entry.document, definition_hash=hashes[subject], computed_at=now,
        ))  # fmt: skip
    Observation.objects.bulk_create(rows)
    for submission in figures.submissions:
        chosen = slugs if submission.indicators == "all" else submission.indicators
        Submission.objects.bulk_create(
            Submission(unit=unit, slug=slug, year=figures.year, month=submission.month, state=submission.state,
                       state_since=submission.on, note=submission.note)
            for slug in chosen
        )  # fmt: skip
    record(chain=unit.slug, action="figures.recorded", subject=f"unit/{unit.uuid}/{figures.year}", actor=by,
           after=figures.model_dump(mode="json"))  # fmt: skip


@transaction.atomic
def record_recommendations(unit: Unit, rows: Sequence[schema.Recommendation], *, by: Actor) -> None:
    """Write recommendations with their follow-up."""
    Recommendation.objects.bulk_create(
        Recommendation(unit=unit, slug=row.indicator, number=row.number, origin=row.origin, made_in=row.made_in,
                       text=row.text, status=row.status, follow_up=row.follow_up, evidence=row.evidence,
                       due=row.due or "", completed_in=row.completed_in or "")
        for row in rows
    )  # fmt: skip
    record(chain=unit.slug, action="recommendations.recorded", subject=f"unit/{unit.uuid}", actor=by,
           after={"recommendations": [row.model_dump(mode="json") for row in rows]})  # fmt: skip


@transaction.atomic
def record_narrative(unit: Unit, narrative: schema.Narrative, *, by: Actor) -> PeriodText:
    """Write the texts of one period."""
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
    """Write published values of earlier years, with the decimals they were printed with."""
    rows = []
    for entry in history.values:
        value, scale = to_scaled(for_display(entry.value, entry.places))
        rows.append(PublishedValue(unit=unit, slug=entry.indicator, year=entry.year, value=value, scale=scale,
                                   source=entry.source, note=entry.note))  # fmt: skip
    PublishedValue.objects.bulk_create(rows)
    record(chain=unit.slug, action="history.recorded", subject=f"unit/{unit.uuid}", actor=by,
           after=history.model_dump(mode="json"))  # fmt: skip
