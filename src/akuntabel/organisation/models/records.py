"""What every kept record has, whatever it is about."""

from __future__ import annotations

import uuid

from django.db import models

from akuntabel.organisation.models.units import Unit


class Record(models.Model):
    """Satu catatan milik satu satuan kerja.

    `version` grows with every correction: who saves an older one is shown both. `recorded_on` is a day of the
    unit's own time; how long after the event it lies is counted from it.
    """

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="satuan kerja")
    version = models.PositiveIntegerField("versi", default=1)
    recorded_on = models.DateField("dicatat pada")
    recorded_by = models.CharField("dicatat oleh", max_length=150)
    changed_by = models.CharField("terakhir diubah oleh", max_length=150, blank=True)

    objects = models.Manager()  # named, so that every kind of record has the same

    class Meta:
        abstract = True

    @classmethod
    def label(cls, column: str) -> str:
        """What a column is called: "diperiksa pada"."""
        return str(getattr(cls._meta.get_field(column), "verbose_name", column))
