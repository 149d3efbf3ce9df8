"""Small businesses that are assisted, the stages they have passed, and the services they got."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models import Agency
from akuntabel.registers.models.base import RegisterRecord


class MsmeBusiness(RegisterRecord):
    """Usaha mikro, kecil, atau menengah (UMKM) yang didampingi."""

    number = models.TextField("nomor UMKM")
    title = models.TextField("nama usaha")
    owner = models.TextField("nama pemilik", null=True, blank=True)
    commodity = models.CharField("komoditas", max_length=40)
    district = models.TextField("kabupaten/kota")
    first_assisted_on = models.DateField("didampingi sejak")
    missing_permits = models.TextField("izin yang belum ada", null=True, blank=True)
    product_registrations = models.BigIntegerField("jumlah izin edar produk", null=True, blank=True)
    registration_numbers = models.TextField("nomor izin edar produk", null=True, blank=True)
    outcome = models.CharField("hasil pendampingan", max_length=40, null=True, blank=True)
    outcome_on = models.DateField("hasil ditetapkan pada", null=True, blank=True)
    proof = models.TextField("nomor rekomendasi atau sertifikat", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "UMKM dampingan"
        verbose_name_plural = "UMKM dampingan"
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="msme_business_number_once")]
        indexes = [
            models.Index(fields=["unit", "first_assisted_on"], name="msme_by_first_day"),
            models.Index(fields=["unit", "outcome_on"], name="msme_by_outcome"),
        ]

    def __str__(self) -> str:
        return self.title


class MsmeStage(RegisterRecord):
    """Satu tahapan pendampingan yang selesai pada satu UMKM."""

    business = models.ForeignKey(MsmeBusiness, models.PROTECT, related_name="stages", verbose_name="UMKM dampingan")
    commodity = models.CharField("komoditas", max_length=40, null=True, blank=True)
    first_assisted_on = models.DateField("didampingi sejak", null=True, blank=True)
    stage = models.CharField("tahapan", max_length=40)
    done_on = models.DateField("selesai pada")
    evidence = models.TextField("data dukung", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "tahapan pendampingan UMKM"
        verbose_name_plural = "tahapan pendampingan UMKM"
        ordering = ["-done_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["business", "stage"], name="msme_stage_once")]
        indexes = [models.Index(fields=["unit", "done_on"], name="msme_stage_by_day")]

    def __str__(self) -> str:
        return f"{self.business} {self.done_on}"


class MsmeService(RegisterRecord):
    """Satu layanan pendampingan perizinan terpadu bagi satu UMKM."""

    business = models.ForeignKey(
        MsmeBusiness, models.PROTECT, related_name="services", verbose_name="UMKM dampingan"
    )
    service = models.CharField("layanan", max_length=40)
    partner = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="msme_services", verbose_name="mitra"
    )
    begun_on = models.DateField("mulai pada")
    finished_on = models.DateField("selesai pada", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "layanan bagi UMKM"
        verbose_name_plural = "layanan bagi UMKM"
        ordering = ["-begun_on", "-id"]
        indexes = [models.Index(fields=["unit", "begun_on"], name="msme_service_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["business", "service", "begun_on"], name="msme_service_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.business} {self.begun_on}"
