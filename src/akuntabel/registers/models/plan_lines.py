"""Plan lines: what a unit plans to take, visit or do in a year, month by month."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord

PLANNED = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
"""The columns of the numbers planned, by month."""


class PlanLine(RegisterRecord):
    """Baris rencana: satu kode setahun, dengan banyaknya sampel, pemeriksaan, atau kegiatan tiap bulan."""

    number = models.TextField("nomor baris")
    code = models.TextField("kode")
    title = models.TextField("uraian")
    year = models.BigIntegerField("tahun")
    subject = models.CharField("yang direncanakan", max_length=40)
    commodity = models.CharField("komoditas", max_length=40, null=True, blank=True)
    draw = models.CharField("cara pengambilan", max_length=40, null=True, blank=True)
    category = models.CharField("golongan sarana", max_length=40, null=True, blank=True)
    facility = models.CharField("jenis sarana", max_length=40, null=True, blank=True)
    activity = models.CharField("jenis kegiatan", max_length=40, null=True, blank=True)
    district = models.TextField("kabupaten/kota", null=True, blank=True)
    output_code = models.TextField("kode RO", null=True, blank=True)
    january = models.BigIntegerField("Januari", null=True, blank=True)
    february = models.BigIntegerField("Februari", null=True, blank=True)
    march = models.BigIntegerField("Maret", null=True, blank=True)
    april = models.BigIntegerField("April", null=True, blank=True)
    may = models.BigIntegerField("Mei", null=True, blank=True)
    june = models.BigIntegerField("Juni", null=True, blank=True)
    july = models.BigIntegerField("Juli", null=True, blank=True)
    august = models.BigIntegerField("Agustus", null=True, blank=True)
    september = models.BigIntegerField("September", null=True, blank=True)
    october = models.BigIntegerField("Oktober", null=True, blank=True)
    november = models.BigIntegerField("November", null=True, blank=True)
    december = models.BigIntegerField("Desember", null=True, blank=True)
    total = models.BigIntegerField("setahun", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "baris rencana"
        verbose_name_plural = "baris rencana"
        ordering = ["-year", "code", "id"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year", "code"], name="plan_line_code_once"),
            models.UniqueConstraint(fields=["unit", "number"], name="plan_line_number_once"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def planned(self) -> tuple[int, ...]:
        """January to December; a month left empty plans nothing."""
        return tuple(getattr(self, month) or 0 for month in PLANNED)
