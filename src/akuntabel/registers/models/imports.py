"""A file of records on its way into a register: read and staged outside the register, kept or discarded, withdrawn."""

from __future__ import annotations

import uuid

from django.db import models

from akuntabel.jobs.models import Job
from akuntabel.organisation.models import Unit


class ImportBatch(models.Model):
    """Satu berkas yang diunggah untuk satu register, sampai dimasukkan, dibuang, atau ditarik."""

    class State(models.TextChoices):
        RECEIVED = "received", "menunggu dibaca"
        UNREADABLE = "unreadable", "tidak terbaca"
        STAGED = "staged", "menunggu diperiksa"
        KEPT = "kept", "sudah masuk"
        DISCARDED = "discarded", "dibuang"
        WITHDRAWN = "withdrawn", "ditarik"

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="satuan kerja")
    register = models.CharField("kunci register", max_length=60)
    file_name = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField("SHA-256 berkas", max_length=64)
    state = models.CharField("keadaan", max_length=10, choices=State, default=State.RECEIVED)
    content = models.BinaryField("berkas seperti dikirim", default=bytes)
    job = models.OneToOneField(
        Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pekerjaan terakhir"
    )
    refusal = models.JSONField("sebab langkah terakhir tidak dilakukan", default=list)
    sheets = models.JSONField("nama semua lembar", default=list)
    sheet = models.CharField("lembar yang dibaca", max_length=200, blank=True)
    header = models.JSONField("baris pertama", default=list)
    header_sha256 = models.CharField("SHA-256 baris pertama", max_length=64, blank=True)
    separator = models.CharField("pemisah kolom", max_length=1, blank=True)
    table = models.BinaryField("isi berkas", default=bytes)
    mapping = models.JSONField("kolom register untuk tiap kolom berkas", default=list)
    is_mapped = models.BooleanField("kolom sudah dipasangkan", default=False)
    problems = models.BinaryField("kesalahan", default=bytes)
    rows = models.PositiveIntegerField("baris", default=0)
    new = models.PositiveIntegerField("baris baru", default=0)
    same = models.PositiveIntegerField("baris yang sudah ada", default=0)
    differing = models.PositiveIntegerField("baris yang sudah ada dengan isi lain", default=0)
    wrong = models.PositiveIntegerField("baris keliru", default=0)
    problem_count = models.PositiveIntegerField("banyaknya kesalahan", default=0)
    keys = models.BinaryField("kunci catatan yang masuk", default=bytes)
    kept = models.PositiveIntegerField("catatan yang masuk", default=0)
    reason = models.TextField("alasan penarikan", blank=True)
    created_at = models.DateTimeField("diunggah pada")
    created_by = models.CharField("diunggah oleh", max_length=150)
    closed_at = models.DateTimeField("diputuskan pada", null=True, blank=True)
    closed_by = models.CharField("diputuskan oleh", max_length=150, blank=True)
    withdrawn_at = models.DateTimeField("ditarik pada", null=True, blank=True)
    withdrawn_by = models.CharField("ditarik oleh", max_length=150, blank=True)

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["unit", "register", "header_sha256"], name="import_by_header")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(closed_by="")),
                name="import_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="")),
                name="import_withdrawn_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"
