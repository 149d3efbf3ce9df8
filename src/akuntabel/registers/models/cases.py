"""Criminal cases: named people only."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord


class CriminalCase(RegisterRecord):
    """Perkara pidana Obat dan Makanan, dari SPDP sampai Tahap II."""

    number = models.TextField("nomor perkara")
    commodity = models.CharField("komoditas", max_length=40)
    district = models.TextField("kabupaten/kota")
    spdp_on = models.DateField("SPDP pada")
    stage_1_on = models.DateField("Tahap I pada", null=True, blank=True)
    p19_on = models.DateField("dikembalikan (P19) pada", null=True, blank=True)
    p21_on = models.DateField("P21 pada", null=True, blank=True)
    stage_2_on = models.DateField("Tahap II pada", null=True, blank=True)
    stopped_on = models.DateField("dihentikan (SP3) pada", null=True, blank=True)
    stage = models.CharField("tahap tertinggi", max_length=40, null=True, blank=True)
    articles = models.TextField("pasal yang disangkakan", null=True, blank=True)
    evidence_value = models.BigIntegerField("nilai barang bukti (rupiah)", null=True, blank=True)
    suspects = models.TextField("tersangka", null=True, blank=True)
    description = models.TextField("uraian perkara", null=True, blank=True)
    investigator = models.TextField("penyidik", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "perkara"
        verbose_name_plural = "perkara"
        ordering = ["-spdp_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="criminal_case_number_once")]
        indexes = [models.Index(fields=["unit", "spdp_on"], name="criminal_case_by_spdp")]

    def __str__(self) -> str:
        return self.number
