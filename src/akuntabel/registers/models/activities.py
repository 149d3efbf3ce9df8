"""Activities: guidance, checks of labels and advertisements, patrols, advocacy, publications."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models import Agency
from akuntabel.registers.models.base import RegisterRecord


class Activity(RegisterRecord):
    """Satu kegiatan yang selesai dilaksanakan."""

    number = models.TextField("nomor kegiatan")
    kind = models.CharField("jenis kegiatan", max_length=40)
    topic = models.TextField("pokok kegiatan")
    held_on = models.DateField("dilaksanakan pada")
    district = models.TextField("kabupaten/kota")
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="activities", verbose_name="instansi"
    )
    count = models.BigIntegerField("banyaknya", null=True, blank=True)
    handed_over = models.BigIntegerField("yang diserahkan", null=True, blank=True)
    result = models.TextField("hasil", null=True, blank=True)
    evidence = models.TextField("data dukung", null=True, blank=True)
    indicator = models.TextField("indikator", null=True, blank=True)
    output_code = models.TextField("kode RO", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "kegiatan"
        verbose_name_plural = "kegiatan"
        ordering = ["-held_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="activity_number_once")]
        indexes = [models.Index(fields=["unit", "held_on"], name="activity_by_day")]

    def __str__(self) -> str:
        return self.number
