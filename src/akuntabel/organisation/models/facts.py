"""Models of dated facts about the office: staff, assets, facilities, working area, issues, series."""

from __future__ import annotations

from decimal import Decimal

from django.db import models

from akuntabel.core.scaled import from_scaled
from akuntabel.organisation.models.units import Unit


class Fact(models.Model):
    """Base: an ordered row about one unit, true since a day, with its source."""

    unit = models.ForeignKey(Unit, models.CASCADE, verbose_name="satuan kerja")
    as_of = models.DateField("keadaan per")
    order = models.PositiveSmallIntegerField("urutan", default=0)
    source = models.CharField("sumber", max_length=250, blank=True)

    class Meta:
        abstract = True
        ordering = ["unit", "as_of", "order"]


class StaffCount(Fact):
    """Jumlah pegawai satu bagian menurut pendidikan; tanpa nama."""

    section = models.CharField("bagian", max_length=150)
    education = models.CharField("pendidikan", max_length=50)
    education_order = models.PositiveSmallIntegerField("urutan pendidikan")
    number = models.PositiveIntegerField("jumlah")

    class Meta(Fact.Meta):
        verbose_name = "jumlah pegawai"
        verbose_name_plural = "jumlah pegawai"

    def __str__(self) -> str:
        return f"{self.section} {self.education}: {self.number}"


class Asset(Fact):
    """Inventaris atau aset kantor."""

    name = models.CharField("nama", max_length=150)
    quantity = models.CharField("jumlah", max_length=60)
    description = models.CharField("keterangan", max_length=250, blank=True)
    value = models.BigIntegerField("nilai (rupiah)", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "aset"
        verbose_name_plural = "aset"

    def __str__(self) -> str:
        return self.name


class FacilityCount(Fact):
    """Jumlah sarana yang ada dan yang diawasi, menurut jenis."""

    category = models.CharField("kelompok", max_length=60)
    name = models.CharField("jenis sarana", max_length=150)
    facilities = models.PositiveIntegerField("jumlah sarana", null=True, blank=True)
    supervised = models.PositiveIntegerField("diawasi", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "jumlah sarana"
        verbose_name_plural = "jumlah sarana"

    def __str__(self) -> str:
        return self.name


class District(Fact):
    """Kabupaten atau kota dalam wilayah kerja."""

    name = models.CharField("nama", max_length=100)
    kind = models.CharField("jenis", max_length=20)
    island = models.CharField("pulau", max_length=60, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "wilayah kerja"
        verbose_name_plural = "wilayah kerja"

    def __str__(self) -> str:
        return self.name


class StrategicIssue(Fact):
    """Isu strategis, dengan indikator yang terkait."""

    scope = models.CharField(
        "lingkup", max_length=10, choices=[("external", "Eksternal"), ("internal", "Internal")]
    )
    title = models.CharField("judul", max_length=200)
    text = models.TextField("uraian")
    indicators = models.JSONField("indikator terkait", default=list)

    class Meta(Fact.Meta):
        verbose_name = "isu strategis"
        verbose_name_plural = "isu strategis"

    def __str__(self) -> str:
        return self.title


class Statement(Fact):
    """Pernyataan berhuruf tentang kantor, misalnya butir pembangunan zona integritas."""

    code = models.CharField("butir", max_length=10)
    text = models.TextField("uraian")

    class Meta(Fact.Meta):
        verbose_name = "pernyataan"
        verbose_name_plural = "pernyataan"

    def __str__(self) -> str:
        return f"{self.code}. {self.text[:60]}"


class SeriesPoint(Fact):
    """Satu nilai terbit dari suatu deret (SKM, IPP, Indeks RB, …)."""

    series = models.CharField("deret", max_length=150)
    period = models.CharField("periode", max_length=40)
    value = models.BigIntegerField("nilai (bilangan bulat)")
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    label = models.CharField("keterangan", max_length=100, blank=True)
    unit_of_measure = models.CharField("satuan", max_length=40, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "nilai deret"
        verbose_name_plural = "nilai deret"

    def __str__(self) -> str:
        return f"{self.series} {self.period}"

    @property
    def number(self) -> Decimal:
        return from_scaled(self.value, self.scale)
