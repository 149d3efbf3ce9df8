"""Outreach (KIE): events, and what their participants answered, without names."""

from __future__ import annotations

from django.db import models

from akuntabel.organisation.models import Agency
from akuntabel.registers.models.base import RegisterRecord

ASPECTS = ("variety", "understanding", "benefit", "interest")


class OutreachEvent(RegisterRecord):
    """Satu kegiatan komunikasi, informasi, dan edukasi."""

    number = models.TextField("nomor kegiatan")
    topic = models.TextField("topik")
    kind = models.CharField("bentuk", max_length=40)
    held_on = models.DateField("dilaksanakan pada")
    district = models.TextField("kabupaten/kota")
    participants = models.BigIntegerField("peserta", null=True, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, null=True, blank=True, related_name="outreach_events", verbose_name="instansi mitra"
    )

    class Meta(RegisterRecord.Meta):
        verbose_name = "kegiatan KIE"
        verbose_name_plural = "kegiatan KIE"
        ordering = ["-held_on", "-id"]
        constraints = [models.UniqueConstraint(fields=["unit", "number"], name="outreach_event_number_once")]
        indexes = [models.Index(fields=["unit", "held_on"], name="outreach_event_by_day")]

    def __str__(self) -> str:
        return self.number


class SurveyAnswer(RegisterRecord):
    """Jawaban satu responden tanpa nama tentang empat aspek KIE, skor 0 sampai 100."""

    event = models.ForeignKey(OutreachEvent, models.PROTECT, related_name="answers", verbose_name="kegiatan KIE")
    respondent = models.BigIntegerField("nomor responden")
    answered_on = models.DateField("dijawab pada")
    variety = models.BigIntegerField("ragam sumber informasi", null=True, blank=True)
    understanding = models.BigIntegerField("pemahaman", null=True, blank=True)
    benefit = models.BigIntegerField("manfaat", null=True, blank=True)
    interest = models.BigIntegerField("minat", null=True, blank=True)

    class Meta(RegisterRecord.Meta):
        verbose_name = "jawaban survei KIE"
        verbose_name_plural = "jawaban survei KIE"
        ordering = ["-answered_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "respondent"], name="survey_answer_respondent_once"),
        ]
        indexes = [models.Index(fields=["unit", "answered_on"], name="survey_answer_by_day")]

    def __str__(self) -> str:
        return f"{self.event}/{self.respondent}"
