"""Decisions and recommendations that follow from supervision, and corrective actions."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models import Agency
from akuntabel.registers.models.base import RegisterRecord
from akuntabel.registers.models.establishments import Establishment, Inspection


class InspectionDecision(RegisterRecord):
    """Satu surat keputusan atau rekomendasi hasil pengawasan, dan tanggapannya."""

    number = models.TextField("nomor surat")
    kind = models.CharField("jenis", max_length=40)
    form = models.CharField("bentuk", max_length=40, null=True, blank=True)
    origin = models.CharField("asal", max_length=40)
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, null=True, blank=True, related_name="decisions", verbose_name="pemeriksaan"
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="inspection_decisions",
        verbose_name="instansi yang dituju",
    )
    establishment = models.ForeignKey(
        Establishment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="sarana yang dituju",
    )
    inspected_on = models.DateField("diperiksa pada", null=True, blank=True)
    drafted_on = models.DateField("dikonsep pada", null=True, blank=True)
    verified_on = models.DateField("diverifikasi pada", null=True, blank=True)
    sent_on = models.DateField("dikirim pada", null=True, blank=True)
    due_on = models.DateField("jatuh tempo tanggapan", null=True, blank=True)
    answered_on = models.DateField("ditanggapi pada", null=True, blank=True)
    carried_out_on = models.DateField("dilaksanakan pada", null=True, blank=True)
    carried_out_counted_on = models.DateField("pelaksanaan dihitung pada", null=True, blank=True)
    answered_counted_on = models.DateField("tanggapan dihitung pada", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "keputusan hasil inspeksi"
        verbose_name_plural = "keputusan hasil inspeksi"
        ordering = ["-sent_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="inspection_decision_number_once"),
            models.CheckConstraint(
                condition=models.Q(agency=None, establishment__isnull=False)
                | models.Q(agency__isnull=False, establishment=None),
                name="inspection_decision_one_addressee",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "sent_on"], name="decision_by_sending"),
            models.Index(fields=["unit", "due_on"], name="decision_by_due_day"),
            models.Index(fields=["unit", "carried_out_counted_on"], name="decision_by_carrying_out"),
            models.Index(fields=["unit", "answered_counted_on"], name="decision_by_answer"),
        ]

    def __str__(self) -> str:
        return self.number


class CorrectiveAction(RegisterRecord):
    """Satu putaran tindakan perbaikan dan pencegahan (CAPA) atas satu pemeriksaan."""

    number = models.TextField("nomor CAPA")
    inspection = models.ForeignKey(
        Inspection, models.PROTECT, related_name="corrective_actions", verbose_name="pemeriksaan"
    )
    round_number = models.BigIntegerField("putaran")
    requested_on = models.DateField("diminta pada")
    due_on = models.DateField("jatuh tempo", null=True, blank=True)
    received_on = models.DateField("diterima pada", null=True, blank=True)
    returned_on = models.DateField("dikembalikan pada", null=True, blank=True)
    closed_on = models.DateField("ditutup pada", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=40, null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "tindakan perbaikan (CAPA)"
        verbose_name_plural = "tindakan perbaikan (CAPA)"
        ordering = ["-requested_on", "-id"]
        indexes = [models.Index(fields=["unit", "requested_on"], name="corrective_action_by_request")]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "round_number"], name="corrective_action_round_once"),
            models.UniqueConstraint(fields=["unit", "number"], name="corrective_action_number_once"),
        ]

    def __str__(self) -> str:
        return self.number
