"""Models of accounts and the roles they hold."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from akuntabel.organisation.models.units import Team, Unit
from akuntabel.organisation.roles import Role


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str, **fields: object) -> User:
        """An account with a hashed password. Callers record the audit event."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Akun. Rights come from roles in units only; there is no superuser."""

    uuid = models.UUIDField("UUID", default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField("nama pengguna", max_length=80, unique=True)
    display_name = models.CharField("jabatan atau nama tampilan", max_length=150)
    email = models.EmailField("surel", blank=True)
    is_active = models.BooleanField("aktif", default=True)
    is_demo = models.BooleanField("akun contoh", default=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"

    def __str__(self) -> str:
        return self.display_name


class RoleAssignment(models.Model):
    """Peran seseorang dalam satu satuan kerja selama suatu masa."""

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name="akun")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name="satuan kerja")
    team = models.ForeignKey(Team, models.PROTECT, null=True, blank=True, verbose_name="tim")
    role = models.CharField("peran", max_length=30, choices=[(role.value, role.label) for role in Role])
    valid_from = models.DateField("mulai")
    valid_to = models.DateField("sampai dengan", null=True, blank=True)

    class Meta:
        verbose_name = "penugasan peran"
        verbose_name_plural = "penugasan peran"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="role_assignment_period",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} di {self.unit}"

    def is_in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
