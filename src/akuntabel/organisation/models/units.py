"""Models of units over time, their teams, and what a unit sets for a year."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled


class Unit(models.Model):
    """Satuan kerja. What it is called and where it stands are dated rows (`UnitVersion`)."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("kode alamat", max_length=80, unique=True)
    scheme = models.SlugField("skema katalog", max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, verbose_name="satuan induk")
    is_example = models.BooleanField("data contoh", default=False)
    example_note = models.TextField("keterangan data contoh", blank=True)

    class Meta:
        verbose_name = "satuan kerja"
        verbose_name_plural = "satuan kerja"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class UnitVersion(models.Model):
    """Nama, kode, jenis dan kedudukan satuan kerja sejak suatu tanggal."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions", verbose_name="satuan kerja")
    valid_from = models.DateField("berlaku sejak")
    name = models.CharField("nama", max_length=200)
    long_name = models.CharField("nama lengkap", max_length=250)
    code = models.CharField("kode", max_length=60, blank=True)
    kind = models.CharField("jenis", max_length=100)
    parent_name = models.CharField("instansi induk", max_length=200)
    city = models.CharField("kedudukan", max_length=100)
    province = models.CharField("provinsi", max_length=100)
    time_zone = models.CharField("zona waktu", max_length=40)
    address = models.CharField("alamat", max_length=250, blank=True)
    phone = models.CharField("telepon", max_length=100, blank=True)
    head_title = models.CharField("jabatan kepala", max_length=200)
    superior_title = models.CharField("jabatan atasan", max_length=200)
    duty = models.TextField("tugas", blank=True)
    functions = models.JSONField("fungsi", default=list)

    class Meta:
        verbose_name = "versi satuan kerja"
        verbose_name_plural = "versi satuan kerja"
        ordering = ["unit", "valid_from"]
        constraints = [models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_day")]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from})"


class Team(models.Model):
    """Tim, substansi atau subbagian, sejak suatu tanggal."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="teams", verbose_name="satuan kerja")
    slug = models.SlugField("kode", max_length=80)
    name = models.CharField("nama", max_length=200)
    head_title = models.CharField("jabatan ketua", max_length=200)
    duty = models.TextField("tugas", blank=True)
    valid_from = models.DateField("berlaku sejak")

    class Meta:
        verbose_name = "tim"
        verbose_name_plural = "tim"
        ordering = ["unit", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "slug", "valid_from"], name="team_version")]

    def __str__(self) -> str:
        return self.name


class UnitParameter(models.Model):
    """Sesuatu yang ditetapkan satuan kerja untuk satu tahun: satu angka atau satu tabel bobot.

    Decimals in `table` are text, so that they stay exact.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parameters", verbose_name="satuan kerja")
    key = models.CharField("kunci", max_length=80)
    year = models.PositiveSmallIntegerField("tahun")
    value = models.BigIntegerField("nilai (bilangan bulat)", null=True, blank=True)
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    table = models.JSONField("tabel", null=True, blank=True)
    document = models.CharField("dokumen", max_length=250)
    effective_from = models.DateField("berlaku sejak")
    confidence = models.CharField("keyakinan", max_length=1)
    note = models.TextField("catatan", blank=True)

    class Meta:
        verbose_name = "parameter satuan kerja"
        verbose_name_plural = "parameter satuan kerja"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "key", "year", "effective_from"], name="unit_parameter_version"
            ),
            models.CheckConstraint(
                condition=models.Q(value=None, table__isnull=False)
                | models.Q(value__isnull=False, table__isnull=True),
                name="unit_parameter_one_value",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.year}"

    @property
    def number(self) -> Decimal | None:
        return None if self.value is None else from_scaled(self.value, self.scale)
