"""Where a page stands, and the way to say that it leads nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from akuntabel.audit.services import Actor
from akuntabel.catalogue.register_schema import Register
from akuntabel.core.periods import Period
from akuntabel.measurement.record_queries import Book, books_of
from akuntabel.organisation.access import Permission, Role, allows, may_import_with, may_keep, named_for
from akuntabel.organisation.models import Unit, UnitVersion, User
from akuntabel.organisation.queries import actor_of


class PageMissing(Http404):
    """An address that leads nowhere; the sentence says why and what to write instead."""


@dataclass(frozen=True)
class Place:
    """Where a page stands: the unit as it was on the period's last day, the period, and who looks."""

    unit: Unit
    version: UnitVersion
    period: Period
    user: User
    roles: frozenset[Role]

    @property
    def address(self) -> list[str]:
        """The two arguments of every page's address, for `reverse`."""
        return [self.unit.slug, str(self.period)]

    @property
    def actor(self) -> Actor:
        """Who acts, for services."""
        return actor_of(self.user)

    @cached_property
    def named(self) -> frozenset[str]:
        """The registers for whose confidential records the account is named. One query, asked where it matters."""
        return named_for(self.user, self.unit)

    @cached_property
    def books(self) -> dict[str, Book]:
        """The registers that the account may open, by key."""
        return books_of(self.unit, self.named)

    @property
    def registers(self) -> dict[str, Register]:
        """Their definitions, by which references are named."""
        return {key: book.register for key, book in self.books.items()}

    def may_keep(self, register: Register) -> bool:
        """Whether the account may keep and correct records of the register."""
        return may_keep(self.roles, register, named=register.key in self.named)

    def may_import(self, register: Register) -> bool:
        """Whether the account may hold a file against the register."""
        return may_import_with(self.roles, register, named=register.key in self.named)

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows it, so that a page shows only what may be seen."""
        return allows(self.roles, permission)
