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
    source = models.TextField("sumber", blank=True)

    class Meta:
        abstract = True
        ordering = ["unit", "as_of", "order"]


class StaffCount(Fact):
    """Jumlah pegawai satu bagian menurut pendidikan; tanpa nama. The number is None where the source has a dash."""

    section = models.TextField("bagian")
    education = models.TextField("pendidikan")
    education_order = models.PositiveSmallIntegerField("urutan pendidikan")
    number = models.PositiveIntegerField("jumlah", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "jumlah pegawai"
        verbose_name_plural = "jumlah pegawai"

    def __str__(self) -> str:
        return f"{self.section} {self.education}: {self.number}"


class StatedTotal(Fact):
    """Jumlah yang tertulis di sumber; jumlah kita selalu dihitung, perbedaannya ditampilkan."""

    subject = models.CharField("hal", max_length=20, choices=[("staff", "jumlah pegawai")])
    number = models.PositiveIntegerField("jumlah tertulis")

    class Meta(Fact.Meta):
        verbose_name = "jumlah tertulis"
        verbose_name_plural = "jumlah tertulis"

    def __str__(self) -> str:
        return f"{self.subject}: {self.number}"


class Asset(Fact):
    """Inventaris atau aset kantor."""

    name = models.TextField("nama")
    quantity = models.TextField("jumlah")
    description = models.TextField("keterangan", blank=True)
    value = models.BigIntegerField("nilai (rupiah)", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "aset"
        verbose_name_plural = "aset"

    def __str__(self) -> str:
        return self.name


class FacilityCount(Fact):
    """Jumlah sarana yang ada dan yang diawasi, menurut jenis."""

    category = models.TextField("kelompok")
    name = models.TextField("jenis sarana")
    facilities = models.PositiveIntegerField("jumlah sarana", null=True, blank=True)
    supervised = models.PositiveIntegerField("diawasi", null=True, blank=True)

    class Meta(Fact.Meta):
        verbose_name = "jumlah sarana"
        verbose_name_plural = "jumlah sarana"

    def __str__(self) -> str:
        return self.name


class District(Fact):
    """Kabupaten atau kota dalam wilayah kerja."""

    name = models.TextField("nama")
    kind = models.TextField("jenis")
    island = models.TextField("pulau", blank=True)

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
    title = models.TextField("judul")
    text = models.TextField("uraian")
    indicators = models.JSONField("indikator terkait", default=list)

    class Meta(Fact.Meta):
        verbose_name = "isu strategis"
        verbose_name_plural = "isu strategis"

    def __str__(self) -> str:
        return self.title


class Statement(Fact):
    """Pernyataan berhuruf tentang kantor, misalnya butir pembangunan zona integritas."""

    code = models.TextField("butir")
    text = models.TextField("uraian")

    class Meta(Fact.Meta):
        verbose_name = "pernyataan"
        verbose_name_plural = "pernyataan"

    def __str__(self) -> str:
        return f"{self.code}. {self.text[:60]}"


class SeriesPoint(Fact):
    """Satu nilai terbit dari suatu deret (SKM, IPP, Indeks RB, …)."""

    series = models.TextField("deret")
    period = models.TextField("periode")
    value = models.BigIntegerField("nilai (bilangan bulat)")
    scale = models.PositiveSmallIntegerField("banyak desimal", default=0)
    label = models.TextField("keterangan", blank=True)
    unit_of_measure = models.TextField("satuan", blank=True)

    class Meta(Fact.Meta):
        verbose_name = "nilai deret"
        verbose_name_plural = "nilai deret"

    def __str__(self) -> str:
        return f"{self.series} {self.period}"

    @property
    def number(self) -> Decimal:
        return from_scaled(self.value, self.scale)
