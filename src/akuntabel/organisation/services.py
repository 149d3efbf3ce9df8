"""Writes about units and people; each with its audit event in the same transaction."""

from __future__ import annotations

import secrets
from datetime import date

from django.db import IntegrityError, transaction

from akuntabel.audit.services import Actor, record
from akuntabel.catalogue.loader import SchemeDefinitions
from akuntabel.core.problems import Problem, Refused
from akuntabel.core.scaled import to_scaled
from akuntabel.organisation.checks import check_office
from akuntabel.organisation.models import (
    Asset,
    District,
    FacilityCount,
    RoleAssignment,
    SeriesPoint,
    StaffCount,
    StatedTotal,
    Statement,
    StrategicIssue,
    Team,
    Unit,
    UnitParameter,
    UnitVersion,
    User,
)
from akuntabel.organisation.queries import teams_on
from akuntabel.organisation.readers import save_naming
from akuntabel.organisation.roles import Role
from akuntabel.organisation.schema import Office


@transaction.atomic
def save_office(office: Office, definitions: SchemeDefinitions, *, by: Actor) -> Unit:
    """Create a unit with its versions, teams, parameters and facts. Raises Refused; the slug must be new."""
    units = {unit.slug: unit for unit in Unit.objects.all()}
    problems = check_office(office, definitions)
    exists = Problem(("slug",), f'Satuan kerja "{office.slug}" sudah ada dalam basis data ini.')
    if office.slug in units:
        problems.append(exists)
    problems += [
        Problem(("versions", number, "parent"), f'Satuan induk "{version.parent}" belum ada dalam basis data ini. '
                f"Muat satuan itu lebih dahulu, atau kosongkan parent. Yang ada: {', '.join(units) or 'belum ada'}.")
        for number, version in enumerate(office.versions)
        if version.parent is not None and version.parent not in units and version.parent != office.slug
    ]  # fmt: skip
    if problems:
        raise Refused(problems)
    try:
        with transaction.atomic():
            unit = Unit.objects.create(slug=office.slug, scheme=office.scheme, is_example=office.is_example,
                                       example_note=office.example_note)  # fmt: skip
    except IntegrityError:  # somebody else has loaded the same office since we looked
        raise Refused([exists]) from None
    for version in office.versions_by_day:
        UnitVersion.objects.create(unit=unit, parent=units[version.parent] if version.parent else None,
                                   duty=office.duty, functions=list(office.functions),
                                   **version.model_dump(exclude={"parent"}))  # fmt: skip
    for team in office.teams:
        Team.objects.create(unit=unit, **team.model_dump())
    _save_parameters(unit, office)
    _save_facts(unit, office)
    record(chain=unit.slug, action="office.created", subject=f"unit/{unit.uuid}", actor=by,
           after={"slug": unit.slug, "scheme": unit.scheme, "name": office.versions_by_day[-1].name})  # fmt: skip
    return unit


def _save_parameters(unit: Unit, office: Office) -> None:
    for row in office.parameters:
        value, scale = (None, 0) if row.number is None else to_scaled(row.number)
        table = None if row.table is None else {key: str(weight) for key, weight in row.table.items()}
        UnitParameter.objects.create(unit=unit, key=row.key, year=row.year, value=value, scale=scale, table=table,
                                     document=row.document, effective_from=row.effective_from,
                                     confidence=row.confidence, note=row.note)  # fmt: skip


def _save_facts(unit: Unit, office: Office) -> None:
    as_of = office.versions_by_day[-1].valid_from
    if office.staff:
        StaffCount.objects.bulk_create(
            StaffCount(
                unit=unit,
                as_of=office.staff.as_of,
                source=office.staff.source,
                order=order,
                section=row.section,
                education=education,
                education_order=education_order,
                number=row.counts.get(education),
            )
            for order, row in enumerate(office.staff.rows)
            for education_order, education in enumerate(office.staff.education)
        )
    if office.staff and office.staff.stated_total is not None:
        StatedTotal.objects.create(unit=unit, as_of=office.staff.as_of, source=office.staff.source, subject="staff",
                                   number=office.staff.stated_total)  # fmt: skip
    common = {"unit": unit, "as_of": as_of}
    Asset.objects.bulk_create(
        Asset(order=n, **common, **asset.model_dump()) for n, asset in enumerate(office.assets)
    )
    FacilityCount.objects.bulk_create(
        FacilityCount(order=n, source=office.facilities_note, **common, **row.model_dump())
        for n, row in enumerate(office.facilities)
    )
    District.objects.bulk_create(
        District(order=n, **common, **district.model_dump()) for n, district in enumerate(office.districts)
    )
    StrategicIssue.objects.bulk_create(
        StrategicIssue(order=n, **common, **{**issue.model_dump(), "indicators": list(issue.indicators)})
        for n, issue in enumerate(office.strategic_issues)
    )
    Statement.objects.bulk_create(
        Statement(order=n, **common, **fact.model_dump()) for n, fact in enumerate(office.facts)
    )
    for n, point in enumerate(office.series):
        value, scale = to_scaled(point.value, point.places)
        SeriesPoint.objects.create(order=n, **common, series=point.series, period=point.period, value=value,
                                   scale=scale, label=point.label, unit_of_measure=point.unit)  # fmt: skip


@transaction.atomic
def create_demo_accounts(unit: Unit, office: Office, *, by: Actor) -> None:
    """The office's demonstration accounts, without a usable password until `renew_demo_passwords`.

    Each stands in its team's latest row. Raises Refused when another account has the name.
    """
    taken = set(
        User.objects.filter(username__in=[a.username for a in office.demo_accounts]).values_list("username")
    )
    problems = [
        Problem(("demo_accounts", number, "username"), f'Nama pengguna "{account.username}" sudah dipakai.')
        for number, account in enumerate(office.demo_accounts)
        if (account.username,) in taken
    ]
    if problems:
        raise Refused(problems)
    teams = teams_on(unit, date.max)
    for account in office.demo_accounts:
        user = User(username=account.username, display_name=account.position, is_demo=True)
        user.set_unusable_password()
        user.save()
        RoleAssignment.objects.create(user=user, unit=unit, team=teams[account.team] if account.team else None,
                                      role=account.role, valid_from=office.versions_by_day[0].valid_from)  # fmt: skip
        for one in account.named_for:
            save_naming(unit, one.in_register, user, valid_from=office.versions_by_day[0].valid_from, until=one.until,
                        reason=one.reason, by=by)  # fmt: skip
    record(chain=unit.slug, action="demo_accounts.created", subject=f"unit/{unit.uuid}", actor=by,
           after={"usernames": [account.username for account in office.demo_accounts]})  # fmt: skip


@transaction.atomic
def renew_demo_passwords(*, by: Actor) -> list[tuple[str, str, str]]:
    """A fresh random password for every demonstration account: (username, password, role and unit).

    The passwords are returned once and kept only as hashes.
    """
    assignments = RoleAssignment.objects.filter(user__is_demo=True).select_related("user", "unit").order_by("id")
    labels: dict[User, list[str]] = {}
    for assignment in assignments:
        label = f"{Role(assignment.role).label}, {assignment.unit.slug}"
        labels.setdefault(assignment.user, []).append(label)
    accounts = []
    for user, roles in labels.items():
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.save(update_fields=["password"])
        accounts.append((user.username, password, "; ".join(roles)))
    for slug in sorted({assignment.unit.slug for assignment in assignments}):
        record(chain=slug, action="demo_accounts.passwords_renewed", subject=f"unit/{slug}", actor=by)
    return accounts
