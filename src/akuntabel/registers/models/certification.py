"""Requests for certification, and the times during which their clock stands still."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord


class CertificationRequest(RegisterRecord):
    """Permohonan sertifikasi, rekomendasi, atau pengujian, dari penerimaan sampai putusan."""

    number = models.TextField("nomor permohonan")
    applicant = models.TextField("nama pemohon")
    service = models.CharField("layanan", max_length=40)
    district = models.TextField("kabupaten/kota", null=True, blank=True)
    received_on = models.DateField("diterima pada")
    received_late = models.BooleanField("diterima sesudah jam tutup", null=True, blank=True)
    day_zero = models.DateField("hari nol", null=True, blank=True)
    standard_days = models.BigIntegerField("standar layanan (hari kerja)", null=True, blank=True)
    due_on = models.DateField("jatuh tempo", null=True, blank=True)
    decided_on = models.DateField("diputus pada", null=True, blank=True)
    decision = models.CharField("putusan", max_length=40, null=True, blank=True)
    elapsed_days = models.BigIntegerField("hari kerja terpakai", null=True, blank=True)
    stopped_days = models.BigIntegerField("hari kerja dalam jeda", null=True, blank=True)
    is_on_time = models.BooleanField("tepat waktu", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "permohonan sertifikasi"
        verbose_name_plural = "permohonan sertifikasi"
        ordering = ["-received_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="certification_number_once")]
        indexes = [
            models.Index(fields=["unit", "received_on"], name="certification_by_receipt"),
            models.Index(fields=["unit", "decided_on"], name="certification_by_decision"),
        ]

    def __str__(self) -> str:
        return self.number


class ClockStop(RegisterRecord):
    """Jeda: waktu layanan berhenti selama pemohon melengkapi berkas."""

    request = models.ForeignKey(
        CertificationRequest, models.PROTECT, related_name="stops", verbose_name="permohonan"
    )
    stopped_on = models.DateField("jeda mulai")
    resumed_on = models.DateField("jeda berakhir", null=True, blank=True)
    reason = models.TextField("alasan")

    class Meta(RegisterRecord.Meta):
        verbose_name = "jeda waktu layanan"
        verbose_name_plural = "jeda waktu layanan"
        ordering = ["-stopped_on", "-id"]
        indexes = [models.Index(fields=["unit", "stopped_on"], name="clock_stop_by_day")]

    def __str__(self) -> str:
        return f"{self.request} {self.stopped_on}"
