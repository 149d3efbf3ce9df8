"""On whose behalf a command changes something: an account that may, and the reason it is told with."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from akuntabel.cli.arguments import WrongUse

if TYPE_CHECKING:
    from akuntabel.audit.services import Actor
    from akuntabel.catalogue.register_schema import Register
    from akuntabel.organisation.models import Unit, User
    from akuntabel.organisation.roles import Permission


def add_acting(parser: argparse.ArgumentParser) -> None:
    """`--as NAMA --reason ALASAN`, which every command that changes data needs."""
    parser.add_argument("--as", dest="account", metavar="NAMA", help="nama pengguna yang bertindak")
    parser.add_argument("--reason", metavar="ALASAN", help="sebab perubahan, untuk jejak audit")


def acting(options: argparse.Namespace, unit: Unit, permission: Permission) -> Actor:
    """The account that acts, when it may. Raises WrongUse with what is missing."""
    from akuntabel.organisation.access import may

    return _acting(options, unit, permission, lambda user: may(user, permission, unit))


def keeping(options: argparse.Namespace, unit: Unit, register: Register) -> Actor:
    """The account that keeps records of a register, when it may: confidential ones only when named for them."""
    from akuntabel.organisation.access import may_import
    from akuntabel.organisation.roles import Permission

    return _acting(options, unit, Permission.EDIT_RECORDS, lambda user: may_import(user, unit, register))


def _acting(options: argparse.Namespace, unit: Unit, permission: Permission, may: Callable[[User], bool]) -> Actor:
    from akuntabel.organisation.queries import actor_of

    if not options.account or not (options.reason or "").strip():
        raise WrongUse("Perintah ini mengubah data. Sebutkan siapa dan mengapa: --as NAMA --reason ALASAN.")
    user = account_named(options.account)
    if not may(user):
        raise WrongUse(f'Akun "{user.username}" tidak boleh {permission.words} pada {unit.slug}.')
    return actor_of(user, "cli")


def account_named(username: str) -> User:
    """The account, where it can act at all. Raises WrongUse with what is missing."""
    from django.conf import settings

    from akuntabel.organisation.models import User

    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise WrongUse(f'Akun "{username}" tidak ada atau tidak aktif. Periksa namanya.')
    if user.is_demo and not settings.DEMO:
        raise WrongUse(f'Akun "{username}" adalah akun contoh, yang hanya bekerja selama demonstrasi. Ulangi perintahnya '
                       "dengan AKUNTABEL_DEMO=1 di depan: AKUNTABEL_DEMO=1 akuntabel …")  # fmt: skip
    return user
