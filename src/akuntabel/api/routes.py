"""GET /api/v1/…: the JSON of `akuntabel scorecard` and `akuntabel explain`, for signed-in accounts.

Each route names its permission; `tests/test_routes.py` walks them together with the web's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver
from django.utils.cache import patch_cache_control
from ninja import NinjaAPI
from ninja.security import django_auth

from akuntabel import __version__
from akuntabel.api.errors import STATUS, IndicatorUnknown, add_handlers, address_unknown, answer
from akuntabel.api.schema import ErrorOut, ExplainOut, ScorecardOut
from akuntabel.core.periods import Period
from akuntabel.measurement.explain import explain_json
from akuntabel.measurement.queries import scorecard
from akuntabel.measurement.results import Scorecard
from akuntabel.measurement.scorecard_json import scorecard_json
from akuntabel.organisation.access import Permission, UnitHidden, may, unit_for

View = Callable[..., HttpResponseBase]


class _Api(NinjaAPI):
    """Every answer is for this reader only and is kept nowhere; a wrong method too is answered in JSON."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, application, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _kept_nowhere(pattern.callback)
        return patterns, application, namespace


def _kept_nowhere(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *arguments: Any, **rest: Any) -> HttpResponseBase:
        try:
            response = view(request, *arguments, **rest)
        except Http404:  # from the interface's own root, which is no route of ours
            response = address_unknown(request, "")
        if response.status_code == STATUS["method_not_allowed"]:
            allowed = response.headers.get("Allow", "")
            response = answer("method_not_allowed", f"Alamat ini hanya dapat dibaca: pakai {allowed}.")
            response.headers["Allow"] = allowed
        patch_cache_control(response, private=True, no_store=True)
        return response

    return guarded


api = _Api(
    title="Akuntabel",
    version=__version__,
    description="Rapor kinerja dan penjelasan angkanya. Angka hitung ditulis sebagai teks dua desimal; null berarti "
    "tidak ada angka. Kesalahan dijawab dengan `code` yang tetap dan `message` dalam bahasa Indonesia.",
    auth=django_auth,
    docs_url=None,
    urls_namespace="api",
)
add_handlers(api)
unknown = _kept_nowhere(address_unknown)

_ERRORS = dict.fromkeys((400, 401, 403, 404, 405, 500, 503), ErrorOut)


def _scorecard(request: HttpRequest, unit: str, period: str) -> Scorecard:
    if not unit.isprintable():  # PostgreSQL takes no NUL, not even to look for it
        raise UnitHidden(ascii(unit))
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
        card.indicator(slug)
    except KeyError as error:
        raise IndicatorUnknown(error.args[0]) from None
    return explain_json(card, slug, show_budget=may(request.user, Permission.VIEW_BUDGET, card.unit))


get_scorecard.permission = Permission.VIEW_SCORECARD  # type: ignore[attr-defined]
explain_indicator.permission = Permission.VIEW_SCORECARD  # type: ignore[attr-defined]
