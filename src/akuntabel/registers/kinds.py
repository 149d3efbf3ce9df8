"""The registers: model, upkeep and checks of each. The columns themselves are catalogue data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from django.db.models import Min

from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem
from akuntabel.organisation.records.kinds import Kind, no_problems
from akuntabel.registers.models import Establishment, Inspection, Sample


def _maintain_inspection(inspection: Inspection) -> None:
    """Category and district as the establishment has them now; a repeat is a later visit to the same one."""
    inspection.category = inspection.establishment.category
    inspection.district = inspection.establishment.district
    earlier = Inspection.objects.filter(establishment=inspection.establishment).exclude(pk=inspection.pk)
    inspection.is_repeat = earlier.filter(inspected_on__lt=inspection.inspected_on).exists()


def _maintain_inspections(inspections: Sequence[Inspection]) -> None:
    """The same for many new ones: the first visit to each establishment is asked for once."""
    units = {one.establishment.unit_id for one in inspections if one.establishment.pk}
    earlier = Inspection.objects.filter(establishment__unit__in=units).values_list("establishment")
    days = dict(earlier.annotate(Min("inspected_on")).order_by()) if units else {}
    first: dict[int, date] = {}  # by the establishment in memory: a new one has no key yet
    for one in inspections:
        place = one.establishment
        first[id(place)] = min(one.inspected_on, first.get(id(place)) or days.get(place.pk, one.inspected_on))
    for one in inspections:
        one.category, one.district = one.establishment.category, one.establishment.district
        one.is_repeat = first[id(one.establishment)] < one.inspected_on


def _check_establishment(establishment: Establishment) -> Iterator[Problem]:
    yield from _once(establishment, "Nomor register", establishment.number)


def _check_inspection(inspection: Inspection) -> Iterator[Problem]:
    yield from _once(inspection, "Nomor berita acara", inspection.number)
    yield from _check_findings(inspection)


def _check_findings(inspection: Inspection) -> Iterator[Problem]:
    for name in ("critical_findings", "major_findings", "minor_findings"):
        found = getattr(inspection, name)
        if found is not None and found < 0:
            yield Problem((name,), f"{Inspection.label(name).capitalize()}: {found} di bawah 0. Isi 0 atau lebih.")


_STEPS = ("taken_on", "sent_on", "received_on", "begun_on", "completed_on")
"""A sample's way, each step not before the one that precedes it."""


def _check_sample(sample: Sample) -> Iterator[Problem]:
    yield from _once(sample, "Nomor sampel", sample.number)
    yield from _check_course(sample)


def _check_course(sample: Sample) -> Iterator[Problem]:
    """A sample's dates, verdict and draw against one another."""
    done = [(name, getattr(sample, name)) for name in _STEPS if getattr(sample, name) is not None]
    for (earlier, first), (later, second) in pairwise(done):
        if second < first:
            yield Problem((later,), f"{Sample.label(later).capitalize()} {indonesian_date(second)}, sebelum "
                          f"{Sample.label(earlier)} {indonesian_date(first)}. Perbaiki salah satu tanggal.")  # fmt: skip
    if sample.verdict is not None and sample.completed_on is None:
        yield Problem(
            ("completed_on",), "Uji selesai pada: belum diisi, padahal putusan sudah ada. Isi tanggalnya."
        )
    if sample.verdict == "non_compliant" and sample.ground is None:
        yield Problem(
            ("ground",), "Dasar putusan: belum diisi, padahal sampel tidak memenuhi syarat. Tulis dasarnya."
        )
    if sample.draw == "fortified" and sample.commodity != "fortified_food":
        yield Problem(("draw",), "Cara pengambilan: fortifikasi hanya untuk pangan fortifikasi. Pilih yang lain.")
    if sample.confirms is not None and sample.confirms == sample:
        yield Problem(("confirms",), "Uji konfirmasi dari: menunjuk dirinya sendiri. Pilih sampel lain.")


def _once(record: Establishment | Inspection | Sample, name: str, number: str) -> Iterator[Problem]:
    """A number is used once in a unit."""
    others = type(record).objects.filter(unit_id=record.unit_id, number=number).exclude(pk=record.pk)
    if others.exists():
        yield Problem(("number",), f'{name}: "{number}" sudah dipakai. Periksa, atau beri nomor lain.')


KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("establishment", Establishment, check=_check_establishment, check_alone=no_problems),
        Kind(
            "inspection",
            Inspection,
            maintain=_maintain_inspection,
            check=_check_inspection,
            maintain_many=_maintain_inspections,
            check_alone=_check_findings,
        ),
        Kind("sample", Sample, check=_check_sample, check_alone=_check_course),
    )
}
"""By the key that the catalogue's definition has."""
