"""GET /api/v1/…: the JSON of `akuntabel scorecard` and `akuntabel explain`, for signed-in accounts.

Each route names its permission; `tests/test_routes.py` walks them together with the web's.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.security import django_auth

from akuntabel import __version__
from akuntabel.api.schema import ErrorOut, ExplainOut, ScorecardOut
from akuntabel.catalogue.lookup import NotDefined
from akuntabel.core.periods import Period, PeriodError
from akuntabel.measurement.explain import explain_json
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.results import Scorecard
from akuntabel.measurement.scorecard_json import scorecard_json
from akuntabel.organisation.access import AccessDenied, Permission, UnitHidden, may, unit_for
from akuntabel.planning.queries import PlanMissing

api = NinjaAPI(
    title="Akuntabel",
    version=__version__,
    description="Rapor kinerja dan penjelasan angkanya. Angka hitung ditulis sebagai teks dua desimal.",
    auth=django_auth,
    docs_url=None,
    urls_namespace="api",
)

_ERRORS = {401: ErrorOut, 403: ErrorOut, 404: ErrorOut}


def _scorecard(request: HttpRequest, unit: str, period: str) -> Scorecard:
    found = unit_for(request.user, unit, Permission.VIEW_SCORECARD)
    return scorecard(found, Period.parse(period))


@api.get("/scorecards/{unit}/{period}", response={200: ScorecardOut, **_ERRORS}, summary="Rapor kinerja")
def get_scorecard(request: HttpRequest, unit: str, period: str) -> dict[str, Any]:
    """The scorecard of a unit and period."""
    card = _scorecard(request, unit, period)
    return scorecard_json(card, show_budget=may(request.user, Permission.VIEW_BUDGET, card.unit))


@api.get("/indicators/{unit}/{period}/{slug}/explain", response={200: ExplainOut, **_ERRORS},
         summary="Mengapa angka ini")  # fmt: skip
def explain_indicator(request: HttpRequest, unit: str, period: str, slug: str) -> Any:
    """Why an indicator's figure is what it is, from rating to source."""
    card = _scorecard(request, unit, period)
    try:
        return explain_json(card, slug, show_budget=may(request.user, Permission.VIEW_BUDGET, card.unit))
    except KeyError as error:
        return api.create_response(request, {"detail": error.args[0]}, status=404)


get_scorecard.permission = Permission.VIEW_SCORECARD  # type: ignore[attr-defined]
explain_indicator.permission = Permission.VIEW_SCORECARD  # type: ignore[attr-defined]


@api.exception_handler(UnitHidden)
def _unit_hidden(request: HttpRequest, error: Exception) -> Any:
    detail = f'Satuan kerja "{error}" tidak ada, atau tidak terbuka bagi akun ini.'
    return api.create_response(request, {"detail": detail}, status=404)


@api.exception_handler(PeriodError)
@api.exception_handler(PlanMissing)
@api.exception_handler(NotDefined)
def _not_found(request: HttpRequest, error: Exception) -> Any:
    return api.create_response(request, {"detail": str(error)}, status=404)


@api.exception_handler(AccessDenied)
def _denied(request: HttpRequest, error: AccessDenied) -> Any:
    detail = f"Peran akun ini di {error.unit.slug} tidak mencakup {error.permission}."
    return api.create_response(request, {"detail": detail}, status=403)
