"""Pages for what did not work: each says what happened and offers a next step."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from akuntabel.catalogue.source_files import SourceError
from akuntabel.measurement.queries import reported_periods
from akuntabel.organisation.access import AccessDenied, NamingNeeded, Permission, roles_with
from akuntabel.web.busy import BUSY
from akuntabel.web.page import render_page
from akuntabel.web.place import PageMissing, Place

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "web/errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "web/errors/403.html", status=403)


def access_denied(request: HttpRequest, denied: AccessDenied) -> HttpResponse:
    """403: the account's role is too small, or the account is not named; names the roles that would do, or that name."""
    context = {
        "is_not_named": isinstance(denied, NamingNeeded),
        "what": _(denied.permission.words),
        "roles": [role.label for role in roles_with(denied.permission)],
        "other_roles": [role.label for role in roles_with(denied.or_)] if denied.or_ else [],
        "namers": [role.label for role in roles_with(Permission.NAME_READERS)],
        "unit": denied.unit,
    }
    return render(request, "web/errors/403.html", context, status=403)


def page_not_found(request: HttpRequest, exception: Http404) -> HttpResponse:
    sentence = str(exception) if isinstance(exception, PageMissing) else ""
    return render(request, "web/errors/404.html", {"sentence": sentence}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """500: rendered without the request, because whatever failed may fail again."""
    return HttpResponse(render_to_string("web/errors/500.html"), status=500)


def plan_missing(request: HttpRequest, place: Place, missing: Exception) -> HttpResponse:
    """404 inside the frame: no plan or no rules for this period; offers the periods that have figures."""
    context = {"sentence": what_is_missing(missing), "periods": reported_periods(place.unit)}
    return render_page(request, place, "web/errors/plan_missing.html", context, status=404)


def definitions_broken(request: HttpRequest, place: Place, error: SourceError) -> HttpResponse:
    """503 inside the frame: the installed definitions cannot be read. The findings are for the log."""
    log.error("definitions of %s cannot be read: %s", place.unit.slug, error)
    return render_page(request, place, "web/errors/definitions_broken.html", status=503)


def database_busy(request: HttpRequest) -> HttpResponse:
    """503: somebody else was writing for too long; nothing was done."""
    return render(request, "web/errors/busy.html", status=BUSY)


def what_is_missing(missing: Exception) -> str:
    """The sentence for the person: PlanMissing and NotDefined carry what is missing and the remedy."""
    return str(missing)
