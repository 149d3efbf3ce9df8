"""Reads about money: the versions of a DIPA and of an allocation, and which is in force on a day."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from akuntabel.budget.models import Authorisation
from akuntabel.organisation.models import Unit


def authorisations_on(unit: Unit, year: int, day: date) -> QuerySet[Authorisation]:
    """The year's DIPA versions that are in force by a day, the one that counts first. No query yet."""
    in_force = Authorisation.objects.filter(unit=unit, year=year, effective_from__lte=day)
    return in_force.order_by("-effective_from", "-version")
