"""What inspections found, clause by clause."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord
from akuntabel.registers.models.decisions import CorrectiveAction
from akuntabel.registers.models.establishments import Establishment, Inspection


class InspectionFinding(RegisterRecord):
    """Satu temuan satu pemeriksaan, menurut klausul pedomannya."""

    number = models.TextField("nomor temuan")
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="itemised", verbose_name="pemeriksaan")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="inspection_findings", verbose_name="sarana"
    )
    inspected_on = models.DateField("diperiksa pada")
    guide = models.CharField("pedoman", max_length=40)
    clause = models.TextField("klausul")
    severity = models.CharField("tingkat", max_length=40)
    recurrence = models.CharField("kemunculan", max_length=40)
    status = models.CharField("status", max_length=40)
    description = models.TextField("uraian temuan")
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repeated_by", verbose_name="mengulang temuan"
    )
    repeat_note = models.TextField("sebab klausulnya berbeda", null=True, blank=True)
    resolved_on = models.DateField("selesai pada", null=True, blank=True)
    action = models.ForeignKey(
        CorrectiveAction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="resolved_findings",
        verbose_name="selesai lewat CAPA",
    )

    class Meta(RegisterRecord.Meta):
        verbose_name = "temuan pemeriksaan"
        verbose_name_plural = "temuan pemeriksaan"
        ordering = ["-inspected_on", "number", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="inspection_finding_number_once")]
        indexes = [models.Index(fields=["unit", "inspected_on"], name="finding_by_day")]

    def __str__(self) -> str:
        return self.number
