"""Schools, villages and markets where food safety is worked on: their stages, and the criteria they have met."""

from __future__ import annotations

from django.db import models

from akuntabel.registers.models.base import RegisterRecord


class InterventionPlace(RegisterRecord):
    """Sekolah, desa, atau pasar yang diintervensi."""

    number = models.TextField("nomor lokasi")
    title = models.TextField("nama lokasi")
    kind = models.CharField("jenis lokasi", max_length=40)
    district = models.TextField("kabupaten/kota")
    school_level = models.CharField("jenjang sekolah", max_length=40, null=True, blank=True)
    pupils = models.BigIntegerField("jumlah murid", null=True, blank=True)
    village_class = models.CharField("golongan desa", max_length=40, null=True, blank=True)
    market_class = models.CharField("golongan pasar", max_length=40, null=True, blank=True)
    started_on = models.DateField("diintervensi sejak")
    target_year = models.BigIntegerField("tahun sasaran")
    outcome_on = models.DateField("memenuhi semua kriteria pada", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "lokasi intervensi"
        verbose_name_plural = "lokasi intervensi"
        ordering = ["number", "id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="intervention_place_number_once")]
        indexes = [
            models.Index(fields=["unit", "started_on"], name="place_by_start"),
            models.Index(fields=["unit", "outcome_on"], name="place_by_outcome"),
        ]

    def __str__(self) -> str:
        return self.title


class InterventionStage(RegisterRecord):
    """Satu tahapan, atau satu kunjungan pengawalan, yang selesai di satu lokasi."""

    place = models.ForeignKey(InterventionPlace, models.PROTECT, related_name="stages", verbose_name="lokasi")
    kind = models.CharField("jenis lokasi", max_length=40, null=True, blank=True)
    started_on = models.DateField("diintervensi sejak", null=True, blank=True)
    stage = models.CharField("tahapan", max_length=40)
    done_on = models.DateField("selesai pada")
    participants = models.BigIntegerField("peserta", null=True, blank=True)
    evidence = models.TextField("data dukung", null=True, blank=True)
    is_repeat = models.BooleanField("sudah pernah selesai", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "tahapan intervensi"
        verbose_name_plural = "tahapan intervensi"
        ordering = ["-done_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "stage", "done_on"], name="intervention_stage_once_a_day")
        ]
        indexes = [models.Index(fields=["unit", "done_on"], name="intervention_stage_by_day")]

    def __str__(self) -> str:
        return f"{self.place} {self.done_on}"


class InterventionCriterion(RegisterRecord):
    """Satu kriteria bagi satu lokasi, dan hari dipenuhinya."""

    place = models.ForeignKey(InterventionPlace, models.PROTECT, related_name="criteria", verbose_name="lokasi")
    kind = models.CharField("jenis lokasi", max_length=40, null=True, blank=True)
    criterion = models.CharField("kriteria", max_length=40)
    met_on = models.DateField("dipenuhi pada", null=True, blank=True)
    evidence = models.TextField("data dukung", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "kriteria lokasi"
        verbose_name_plural = "kriteria lokasi"
        ordering = ["place", "id"]
        constraints = [models.UniqueConstraint(fields=["place", "criterion"], name="intervention_criterion_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.criterion}"
