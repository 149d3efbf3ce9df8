"""Who may open a page. Every view is declared with `requires(Permission.X)` or `public("reason")`.

`requires` signs nobody in and decides nothing: it asks `organisation.access` and turns the answer into a
response. The view then receives a `Place` (unit, name on that day, period, roles) instead of address parts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from akuntabel.catalogue.lookup import NotDefined
from akuntabel.catalogue.source_files import SourceError
from akuntabel.core.periods import Period, PeriodError
from akuntabel.organisation.access import AccessDenied, UnitHidden, may, roles_in, unit_for
from akuntabel.organisation.models import Unit, User
from akuntabel.organisation.queries import version_on
from akuntabel.organisation.roles import Permission
from akuntabel.planning.queries import PlanMissing
from akuntabel.web import errors
from akuntabel.web.busy import is_busy
from akuntabel.web.place import PageMissing, Place

__all__ = ["PageMissing", "Place", "public", "requires", "signed_in"]

UnitView = Callable[..., HttpResponseBase]


def requires(permission: Permission, *, or_: Permission | None = None) -> Callable[[UnitView], UnitView]:
    """Only for accounts with a role in the unit that has this permission, or the other one where one is named.

    Not signed in: to the sign-in page. No role in the unit, or no such unit: 404. A role that is too
    small: 403, naming the roles that would do. A period that cannot be read: 404 with the forms it takes.
    No plan or rule set for the period: 404 with what is missing. Definitions that cannot be read, or a database that
    somebody else is writing to: 503.
    """

    def decorate(view: UnitView) -> UnitView:
        @wraps(view)
        def guarded(request: HttpRequest, unit: str, period: str, **rest: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return _sign_in(request)
            try:
                found = _unit(request.user, unit, permission, or_)
            except UnitHidden:
                raise PageMissing(
                    _("Satuan kerja “%(unit)s” tidak ada, atau akun Anda tidak mempunyai peran di dalamnya.")
                    % {"unit": unit}
                ) from None
            except AccessDenied as denied:
                return errors.access_denied(request, denied)
            place = _place(request.user, found, period)
            try:
                response = view(request, place, **rest)
            except AccessDenied as denied:  # the view knows more: which of the two permissions this act needs
                response = errors.access_denied(request, denied)
            except (PlanMissing, NotDefined) as missing:
                response = errors.plan_missing(request, place, missing)
            except SourceError as error:
                response = errors.definitions_broken(request, place, error)
            except OperationalError as error:
                if not is_busy(error):
                    raise
                response = errors.database_busy(request)
            patch_cache_control(response, private=True, no_store=True)
            return response

        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.permissions = frozenset({permission, or_} - {None})  # type: ignore[attr-defined]
        return guarded

    return decorate


def _unit(user: User, slug: str, permission: Permission, or_: Permission | None) -> Unit:
    """Raises UnitHidden or AccessDenied, for the first permission."""
    try:
        return unit_for(user, slug, permission)
    except AccessDenied as denied:
        if or_ is None or not may(user, or_, denied.unit):
            raise AccessDenied(permission, denied.unit, or_=or_) from None
        return denied.unit


def public(reason: str) -> Callable[[UnitView], UnitView]:
    """A page that anybody may open; the reason stands in the code and in the route test."""

    def decorate(view: UnitView) -> UnitView:
        view.public_because = reason  # type: ignore[attr-defined]
        return view

    return decorate


def signed_in(view: UnitView) -> UnitView:
    """For any account, with or without a role: pages that lead to a unit."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **rest: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return _sign_in(request)
        return view(request, *arguments, **rest)

    guarded.any_account = True  # type: ignore[attr-defined]
    return guarded


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    """To the sign-in page and back; a fragment asked for by htmx reloads the whole page instead."""
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=204)
        response.headers["HX-Refresh"] = "true"
        return response
    return redirect_to_login(request.get_full_path(), resolve_url("sign_in"))


def _place(user: User, unit: Unit, key: str) -> Place:
    try:
        period = Period.parse(key)
    except PeriodError:
        raise PageMissing(
            _(
                "Periode “%(key)s” tidak dikenal. Tulis triwulan sebagai 2023-Q2, bulan sebagai 2023-06, "
                "atau tahun sebagai 2023."
            )
            % {"key": key}
        ) from None
    return Place(unit, version_on(unit, period.last_day), period, user, roles_in(user, unit))
