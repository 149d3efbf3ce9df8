"""Models of units over time, their teams, and what a unit sets for a year."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled


class Unit(models.Model):
    """Satuan kerja. What it is called, where it stands and under whom are dated rows (`UnitVersion`)."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField("kode alamat", max_length=80, unique=True)
    scheme = models.SlugField("skema katalog", max_length=80)
    is_example = models.BooleanField("data contoh", default=False)
    example_note = models.TextField("keterangan data contoh", blank=True)

    class Meta:
        verbose_name = "satuan kerja"
        verbose_name_plural = "satuan kerja"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class UnitVersion(models.Model):
    """Nama, kode, jenis, induk dan kedudukan satuan kerja sejak suatu tanggal.

    `parent` is the unit above it in this database, whose supervisors and evaluators reach down to it;
    `parent_name` is what documents print, also where the one above keeps no figures here.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="versions", verbose_name="satuan kerja")
    valid_from = models.DateField("berlaku sejak")
    name = models.TextField("nama")
    long_name = models.TextField("nama lengkap")
    code = models.TextField("kode", blank=True)
    kind = models.TextField("jenis")
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="satuan induk"
    )
    parent_name = models.TextField("instansi induk")
    city = models.TextField("kedudukan")
    province = models.TextField("provinsi")
    time_zone = models.CharField("zona waktu", max_length=40)
    address = models.TextField("alamat", blank=True)
    phone = models.TextField("telepon", blank=True)
    head_title = models.TextField("jabatan kepala")
    superior_title = models.TextField("jabatan atasan")
    duty = models.TextField("tugas", blank=True)
    functions = models.JSONField("fungsi", default=list)

    class Meta:
        verbose_name = "versi satuan kerja"
        verbose_name_plural = "versi satuan kerja"
        ordering = ["unit", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_version_day"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("unit")), name="unit_version_parent_is_other"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.valid_from})"


class Team(models.Model):
    """Tim, substansi atau subbagian, sejak suatu tanggal. Rows with one slug are one team over time."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="teams", verbose_name="satuan kerja")
    slug = models.SlugField("kode", max_length=80)
    name = models.TextField("nama")
    head_title = models.TextField("jabatan ketua")
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
    document = models.TextField("dokumen")
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
