"""Laporan: what is missing, the report as it will read, and its files."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from akuntabel.documents.writers.html import stylesheet
from akuntabel.organisation.access import Permission
from akuntabel.organisation.queries import definitions_for
from akuntabel.reporting.missing import ReportIncomplete
from akuntabel.web.access import PageMissing, Place, requires
from akuntabel.web.page import render_page
from akuntabel.web.pages.reports.files import CONTENT_TYPES, report_file, report_preview

log = logging.getLogger(__name__)


@require_safe
@requires(Permission.VIEW_REPORT)
def page(request: HttpRequest, place: Place) -> HttpResponse:
    """The preview with its contents, or what has to be there before it can be composed."""
    try:
        preview = report_preview(place.unit, place.period)
    except ReportIncomplete as incomplete:
        return _incomplete(request, place, incomplete.missing, 200)
    except Exception:
        log.exception("composing the report of %s %s", place.unit.slug, place.period)
        return _failed(request, place, _("menyusun naskah"))
    fragment = mark_safe(preview.fragment)  # noqa: S308  # the writer escapes every text
    return render_page(request, place, "web/reports/page.html", {"preview": preview, "fragment": fragment})


@require_safe
@requires(Permission.VIEW_REPORT)
def download(request: HttpRequest, place: Place, form: str) -> HttpResponse:
    """The report as a file; an unchanged one is not built again."""
    if form not in CONTENT_TYPES:
        raise PageMissing(_("Format “%(form)s” tidak dikenal. Yang ada: pdf, docx, xlsx, html.") % {"form": form})
    try:
        built = report_file(place.unit, place.period, form)
    except ReportIncomplete as incomplete:
        return _incomplete(request, place, incomplete.missing, 409)
    except Exception:
        log.exception("building the %s report of %s %s", form, place.unit.slug, place.period)
        return _failed(request, place, _("menulis berkas %(form)s") % {"form": form.upper()})
    response = HttpResponse(built.content, content_type=CONTENT_TYPES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{built.name}"'
    return response


@require_safe
@requires(Permission.VIEW_REPORT)
def style(request: HttpRequest, place: Place) -> HttpResponse:  # noqa: ARG001  # a view takes its request and place
    """How the report's text looks: the writer's own style sheet, with the colours of the unit's ratings."""
    rule_sets = definitions_for(place.unit).rule_sets.values()
    colours = {band.colour for rule_set in rule_sets for band in rule_set.bands}
    response = HttpResponse(stylesheet(colours), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _incomplete(request: HttpRequest, place: Place, missing: list[str], status: int) -> HttpResponse:
    return render_page(
        request, place, "web/reports/incomplete.html", {"missing": missing}, status=status, current="reports"
    )


def _failed(request: HttpRequest, place: Place, what: str) -> HttpResponse:
    return render_page(request, place, "web/reports/failed.html", {"what": what}, status=500, current="reports")
