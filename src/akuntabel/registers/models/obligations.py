"""Obligations: what a unit must do within a window of days, and when it did."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models import DatedDocument
from akuntabel.registers.models.base import RegisterRecord


class Obligation(RegisterRecord):
    """Satu kewajiban untuk satu masa."""

    number = models.TextField("nomor")
    duty = models.CharField("kewajiban", max_length=40)
    title = models.TextField("uraian")
    recurrence = models.CharField("berulang", max_length=40)
    opens_on = models.DateField("mulai pada")
    due_on = models.DateField("paling lambat pada")
    team = models.TextField("tim atau jabatan")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="lanjutan dari"
    )
    proof = models.ForeignKey(
        DatedDocument, models.PROTECT, null=True, blank=True, related_name="proves", verbose_name="bukti"
    )
    proof_note = models.TextField("uraian bukti", null=True, blank=True)
    fulfilled_on = models.DateField("dipenuhi pada", null=True, blank=True)
    days_late = models.BigIntegerField("hari terlambat", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "kewajiban"
        verbose_name_plural = "kewajiban"
        ordering = ["-due_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="obligation_number_once"),
            models.UniqueConstraint(fields=["follows"], name="obligation_followed_once"),
        ]
        indexes = [models.Index(fields=["unit", "due_on"], name="obligation_by_due_day")]

    def __str__(self) -> str:
        return self.number
