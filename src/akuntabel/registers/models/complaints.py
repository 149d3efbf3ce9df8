"""Complaints and requests for information."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord


class Complaint(RegisterRecord):
    """Pengaduan atau permintaan informasi, dari penerimaan sampai jawaban."""

    number = models.TextField("nomor layanan")
    kind = models.CharField("jenis", max_length=40)
    channel = models.CharField("saluran", max_length=40)
    received_on = models.DateField("diterima pada")
    received_late = models.BooleanField("diterima sesudah jam tutup", null=True, blank=True)
    standard_days = models.BigIntegerField("standar layanan (hari kerja)", null=True, blank=True)
    due_on = models.DateField("jatuh tempo", null=True, blank=True)
    answered_on = models.DateField("dijawab pada", null=True, blank=True)
    is_on_time = models.BooleanField("tepat waktu", null=True, blank=True)
    commodity = models.CharField("komoditas", max_length=40, null=True, blank=True)
    subject = models.TextField("pokok")
    reporter = models.TextField("nama pelapor", null=True, blank=True)
    contact = models.TextField("kontak pelapor", null=True, blank=True)
    answer = models.TextField("jawaban", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "pengaduan dan permintaan informasi"
        verbose_name_plural = "pengaduan dan permintaan informasi"
        ordering = ["-received_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="complaint_number_once")]
        indexes = [models.Index(fields=["unit", "received_on"], name="complaint_by_receipt")]

    def __str__(self) -> str:
        return self.number
