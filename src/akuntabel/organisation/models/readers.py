"""Models of the people who are named for confidential records."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from akuntabel.organisation.models.people import User
from akuntabel.organisation.models.units import Unit


class NamedReader(models.Model):
    """Penunjukan: seseorang boleh membuka catatan rahasia satu register satu satuan kerja selama suatu masa."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="satuan kerja")
    user = models.ForeignKey(User, models.PROTECT, related_name="named_for", verbose_name="akun")
    register = models.CharField("kunci register", max_length=80)
    valid_from = models.DateField("mulai")
    valid_to = models.DateField("sampai dengan")
    reason = models.TextField("alasan")
    named_by = models.CharField("ditunjuk oleh", max_length=150)
    ended_at = models.DateTimeField("diakhiri pada", null=True, blank=True)
    ended_by = models.CharField("diakhiri oleh", max_length=150, blank=True)

    class Meta:
        verbose_name = "pembaca yang ditunjuk"
        verbose_name_plural = "pembaca yang ditunjuk"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")), name="named_reader_period"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by="")
                | (models.Q(ended_at__isnull=False) & ~models.Q(ended_by="")),
                name="named_reader_end",
            ),
        ]
        indexes = [models.Index(fields=["user", "unit"], name="named_reader_by_user")]

    def __str__(self) -> str:
        return f"{self.user}: {self.register} {self.unit}"

    def is_in_force(self, day: date) -> bool:
        return self.ended_at is None and self.valid_from <= day <= self.valid_to
