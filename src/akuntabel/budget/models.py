from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled
from akuntabel.organisation.models import Unit


class Authorisation(models.Model):
    """Daftar isian pelaksanaan anggaran (DIPA), satu versi. A period uses the version in force on its last day."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="authorisations", verbose_name="satuan kerja")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    version = models.PositiveSmallIntegerField("revisi ke", default=0)
    number = models.TextField("nomor DIPA")
    authorised_on = models.DateField("tanggal pengesahan")
    effective_from = models.DateField("berlaku sejak")
    reason = models.TextField("alasan perubahan atau keterangan", blank=True)
    programme = models.TextField("program")
    activity = models.TextField("kegiatan")
    ceiling = models.BigIntegerField("pagu (rupiah)")
    source = models.TextField("sumber")

    class Meta:
        verbose_name = "DIPA"
        verbose_name_plural = "DIPA"
        ordering = ["unit", "year", "version"]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "version"], name="authorisation_version")]

    def __str__(self) -> str:
        return f"{self.number} ({self.year})"


class Output(models.Model):
    """Rincian output (RO)."""

    authorisation = models.ForeignKey(Authorisation, models.CASCADE, related_name="outputs", verbose_name="DIPA")
    code = models.TextField("kode")
    name = models.TextField("rincian output")
    unit_of_measure = models.TextField("satuan", blank=True)
    volume = models.PositiveIntegerField("target volume")
    ceiling = models.BigIntegerField("pagu (rupiah)")
    order = models.PositiveSmallIntegerField("urutan")

    class Meta:
        verbose_name = "rincian output"
        verbose_name_plural = "rincian output"
        ordering = ["authorisation", "order"]
        constraints = [models.UniqueConstraint(fields=["authorisation", "code"], name="output_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class OutputProgress(models.Model):
    """Kemajuan kumulatif satu RO sampai dengan satu bulan. Kosong berarti tidak dilaporkan, bukan 0."""

    output = models.ForeignKey(Output, models.CASCADE, related_name="progress", verbose_name="rincian output")
    month = models.PositiveSmallIntegerField("bulan")
    volume = models.PositiveIntegerField("realisasi volume", null=True, blank=True)
    progress_value = models.BigIntegerField("progres (bilangan bulat)", null=True, blank=True)
    progress_scale = models.PositiveSmallIntegerField("banyak desimal progres", default=0)
    realised = models.BigIntegerField("realisasi (rupiah)")
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "kemajuan RO"
        verbose_name_plural = "kemajuan RO"
        constraints = [
            models.UniqueConstraint(fields=["output", "month"], name="output_progress_month"),
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12), name="output_progress_month_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.output.code} bulan {self.month}"

    @property
    def progress(self) -> Decimal | None:
        return None if self.progress_value is None else from_scaled(self.progress_value, self.progress_scale)


class AllocationDocument(models.Model):
    """Pembagian anggaran kepada indikator, satu versi. A month is recorded under the version in force on its end."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="allocation_documents", verbose_name="satuan kerja")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    version = models.PositiveSmallIntegerField("versi", default=0)
    signed_on = models.DateField("tanggal penandatanganan", null=True, blank=True)
    effective_from = models.DateField("berlaku sejak")
    reason = models.TextField("alasan perubahan atau keterangan", blank=True)
    source = models.TextField("sumber")

    class Meta:
        verbose_name = "dokumen alokasi anggaran"
        verbose_name_plural = "dokumen alokasi anggaran"
        ordering = ["unit", "year", "version"]
        constraints = [models.UniqueConstraint(fields=["unit", "year", "version"], name="allocation_version")]

    def __str__(self) -> str:
        return f"{self.year}, versi {self.version}"


class Allocation(models.Model):
    """Anggaran satu indikator (input): pagu dan realisasi kumulatif s.d. satu bulan, diisi per indikator."""

    document = models.ForeignKey(
        AllocationDocument, models.PROTECT, related_name="allocations", verbose_name="dokumen alokasi"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="allocations", verbose_name="satuan kerja")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("bulan")
    slug = models.SlugField("indikator", max_length=80)
    ceiling = models.BigIntegerField("pagu (rupiah)")
    realised = models.BigIntegerField("realisasi (rupiah)")
    source = models.TextField("sumber")
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "alokasi anggaran indikator"
        verbose_name_plural = "alokasi anggaran indikator"
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "month", "slug"], name="allocation_month"),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="allocation_month_number"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.year}-{self.month:02d}"


class ReconciliationNote(models.Model):
    """Alasan selisih antara jumlah alokasi dan DIPA; selisihnya sendiri selalu dihitung."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reconciliation_notes", verbose_name="satuan kerja")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    month = models.PositiveSmallIntegerField("bulan")
    subject = models.CharField("hal", max_length=10, choices=[("ceiling", "pagu"), ("realised", "realisasi")])
    reason = models.TextField("alasan")

    class Meta:
        verbose_name = "catatan rekonsiliasi"
        verbose_name_plural = "catatan rekonsiliasi"
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "month", "subject"], name="reconciliation_note_once"),
            models.CheckConstraint(
                condition=models.Q(month__gte=1, month__lte=12), name="reconciliation_note_month_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}-{self.month:02d}"
