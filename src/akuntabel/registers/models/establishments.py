"""Establishments and their inspections."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord


class Establishment(RegisterRecord):
    """Sarana produksi atau distribusi yang diawasi."""

    number = models.TextField("nomor register")
    title = models.TextField("nama sarana")
    category = models.CharField("golongan", max_length=40)
    facility = models.CharField("jenis sarana", max_length=40)
    district = models.TextField("kabupaten/kota")
    address = models.TextField("alamat", null=True, blank=True)
    owner = models.TextField("nama pemilik", null=True, blank=True)
    licence = models.TextField("nomor izin", null=True, blank=True)
    licence_until = models.DateField("izin berlaku sampai", null=True, blank=True)
    status = models.CharField("status", max_length=40)
    registered_on = models.DateField("terdaftar sejak", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "sarana"
        verbose_name_plural = "sarana"
        ordering = ["title", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="establishment_number_once")]

    def __str__(self) -> str:
        return self.title


class Inspection(RegisterRecord):
    """Pemeriksaan satu sarana."""

    number = models.TextField("nomor berita acara")
    establishment = models.ForeignKey(
        Establishment, models.PROTECT, related_name="inspections", verbose_name="sarana"
    )
    category = models.CharField("golongan", max_length=40, null=True, blank=True)
    district = models.TextField("kabupaten/kota", null=True, blank=True)
    purpose = models.CharField("jenis pemeriksaan", max_length=40)
    inspected_on = models.DateField("diperiksa pada")
    conclusion = models.CharField("hasil", max_length=40, null=True, blank=True)
    findings = models.TextField("ringkasan temuan", null=True, blank=True)
    is_repeat = models.BooleanField("pemeriksaan ulang", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "pemeriksaan sarana"
        verbose_name_plural = "pemeriksaan sarana"
        ordering = ["-inspected_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="inspection_number_once")]
        indexes = [models.Index(fields=["unit", "inspected_on"], name="inspection_by_day")]

    def __str__(self) -> str:
        return self.number
