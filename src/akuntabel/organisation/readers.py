"""Naming people for the confidential records of a register, ending that, and listing it; each change with its event."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from akuntabel.audit.services import Actor
from akuntabel.audit.services import record as tell
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.date_format import indonesian_date
from akuntabel.core.problems import Problem, Refused
from akuntabel.organisation.access import AccessDenied, Permission, may
from akuntabel.organisation.models import NamedReader, Unit, User
from akuntabel.organisation.queries import day_in, definitions_for


class NotNamed(LookupError):
    """The unit has no such naming in force."""


@transaction.atomic
def name_reader(
    unit: Unit, register: Register, user: User, *, until: date, reason: str, by: Actor, acting: User
) -> NamedReader:
    """Name somebody for a register's confidential records, from today. Raises AccessDenied, or Refused with every problem.

    `acting` is the account that names; nobody names himself.
    """
    _must_name_readers(acting, unit)
    Unit.objects.select_for_update().get(pk=unit.pk)
    today = day_in(unit, timezone.now())
    problems = []
    if not register.confidential:
        known = [one.key for one in definitions_for(unit).registers.values() if one.confidential]
        problems.append(Problem(("register",), f'Register "{register.key}" tidak memuat catatan rahasia. '
                                f"Pilih: {', '.join(known)}."))  # fmt: skip
    if until < today:
        problems.append(Problem(("until",), f"Hari terakhir {indonesian_date(until)} sudah lewat. Pilih hari ini atau "
                                "sesudahnya."))  # fmt: skip
    if not reason.strip():
        problems.append(Problem(("reason",), "Alasan penunjukan belum diisi. Tulis sebabnya."))
    if acting.pk == user.pk:
        problems.append(Problem(("user",), "Anda tidak dapat menunjuk diri sendiri. Minta pejabat lain."))
    if not may(user, Permission.VIEW_RECORDS, unit):
        problems.append(Problem(("user",), f'Akun "{user.username}" tidak boleh {Permission.VIEW_RECORDS.words} pada '
                                f"{unit.slug}. Beri peran lebih dahulu."))  # fmt: skip
    if any(one.is_in_force(today) for one in _namings(unit, user, register.key)):
        problems.append(Problem(("user",), f'Akun "{user.username}" sudah ditunjuk untuk register {register.key}. Akhiri '
                                "penunjukan itu lebih dahulu."))  # fmt: skip
    if problems:
        raise Refused(problems)
    return save_naming(unit, register.key, user, valid_from=today, until=until, reason=reason.strip(), by=by)


def save_naming(
    unit: Unit, register: str, user: User, *, valid_from: date, until: date, reason: str, by: Actor
) -> NamedReader:
    """Write a naming that was checked, with its event."""
    made = NamedReader.objects.create(unit=unit, register=register, user=user, valid_from=valid_from, valid_to=until,
                                      reason=reason, named_by=by.name)  # fmt: skip
    tell(chain=unit.slug, action="named_reader.named", subject=f"named_reader/{made.uuid}", actor=by,
         after={"register": register, "account": user.username, "from": str(valid_from), "until": str(until)},
         reason=reason)  # fmt: skip
    return made


@transaction.atomic
def end_naming(unit: Unit, register: str, user: User, *, reason: str, by: Actor, acting: User) -> NamedReader:
    """End somebody's naming now. Raises AccessDenied, NotNamed, or Refused without a reason."""
    _must_name_readers(acting, unit)
    if not reason.strip():
        raise Refused([Problem(("reason",), "Alasan mengakhiri belum diisi. Tulis sebabnya.")])
    now = timezone.now()
    today = day_in(unit, now)
    rows = NamedReader.objects.select_for_update().filter(unit=unit, user=user, register=register)
    found = next((one for one in rows.order_by("pk") if one.is_in_force(today)), None)
    if found is None:
        raise NotNamed(f"{user.username} in {unit.slug}/{register}")
    found.ended_at, found.ended_by = now, by.name
    found.save(update_fields=["ended_at", "ended_by"])
    tell(chain=unit.slug, action="named_reader.ended", subject=f"named_reader/{found.uuid}", actor=by,
         before={"register": register, "account": user.username, "until": str(found.valid_to)},
         reason=reason.strip())  # fmt: skip
    return found


def _must_name_readers(acting: User, unit: Unit) -> None:
    """Raises AccessDenied."""
    if not may(acting, Permission.NAME_READERS, unit):
        raise AccessDenied(Permission.NAME_READERS, unit)


def _namings(unit: Unit, user: User, register: str) -> list[NamedReader]:
    return list(NamedReader.objects.filter(unit=unit, user=user, register=register))


def namings_of(unit: Unit) -> list[NamedReader]:
    """Every naming of the unit, also those that ended, oldest first. One query."""
    return list(NamedReader.objects.filter(unit=unit).select_related("user").order_by("pk"))
