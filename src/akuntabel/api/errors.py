"""What the interface answers when it cannot give what was asked: a stable code and an Indonesian sentence.

`code` is for programs and does not change; `message` is for people and may be worded better one day.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, get_args

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.log import log_response
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from akuntabel.api.schema import ErrorCode
from akuntabel.catalogue.lookup import NotDefined
from akuntabel.catalogue.source_files import SourceError
from akuntabel.core.periods import PeriodError
from akuntabel.organisation.access import AccessDenied, UnitHidden, roles_with
from akuntabel.planning.queries import PlanMissing

STATUS: dict[ErrorCode, int] = {
    "request_invalid": 400,
    "period_invalid": 400,
    "not_signed_in": 401,
    "role_insufficient": 403,
    "unit_unknown": 404,
    "plan_missing": 404,
    "rules_missing": 404,
    "indicator_unknown": 404,
    "address_unknown": 404,
    "method_not_allowed": 405,
    "server_error": 500,
    "definitions_broken": 503,
}
assert set(STATUS) == set(get_args(ErrorCode))

_log = logging.getLogger("django.request")


class IndicatorUnknown(LookupError):
    """The agreement of that year has no such indicator; the message says which it has."""


def answer(code: ErrorCode, message: str) -> HttpResponse:
    """The error as JSON with its status."""
    return JsonResponse(
        {"code": code, "message": message}, status=STATUS[code], json_dumps_params={"ensure_ascii": False}
    )


def _denied(error: Exception) -> str:
    assert isinstance(error, AccessDenied)
    roles = ", ".join(role.label for role in roles_with(error.permission))
    return (
        f"Peran akun ini di {error.unit.slug} tidak mencakup {error.permission.words}. "
        f"Minta admin satuan kerja itu memberikan salah satu peran: {roles}."
    )


_HANDLED: tuple[tuple[type[Exception], ErrorCode, Callable[[Exception], str]], ...] = (
    (AuthenticationError, "not_signed_in",
     lambda _: "Belum masuk. Masuk lewat /masuk/, lalu kirim kuki sesinya bersama permintaan ini."),
    (AccessDenied, "role_insufficient", _denied),
    (UnitHidden, "unit_unknown",
     lambda error: f'Satuan kerja "{error}" tidak ada, atau akun ini tidak mempunyai peran di dalamnya. '
     "Periksa alamatnya, atau minta peran kepada admin satuan kerja itu."),
    (PeriodError, "period_invalid", str),
    (PlanMissing, "plan_missing", str),
    (NotDefined, "rules_missing", str),
    (IndicatorUnknown, "indicator_unknown", str),
    (Http404, "address_unknown", lambda _: unknown_address_sentence()),
    (ValidationError, "request_invalid", lambda _: "Permintaan tidak dapat dibaca. Periksa alamat dan isinya."),
    (HttpError, "request_invalid", lambda _: "Permintaan tidak dapat dibaca. Periksa alamat dan isinya."),
)  # fmt: skip


def unknown_address_sentence() -> str:
    return "Alamat itu tidak ada. Daftar alamat: /api/v1/openapi.json."


def add_handlers(api: NinjaAPI) -> None:
    """Every exception of a route becomes an answer of ours; a fault is logged and not described."""
    for kind, code, sentence in _HANDLED:
        api.add_exception_handler(kind, _handler(code, sentence))
    api.add_exception_handler(SourceError, _definitions_broken)
    api.add_exception_handler(Exception, _fault)


def _handler(code: ErrorCode, sentence: Callable[[Exception], str]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, error: answer(code, sentence(error))


def _fault(request: HttpRequest, error: Any) -> HttpResponse:
    _log.error("%s: %s", request.path, type(error).__name__, exc_info=error)
    return answer("server_error", "Kesalahan program, bukan kesalahan Anda. Laporkan kepada pengelola aplikasi.")


def _definitions_broken(request: HttpRequest, error: Any) -> HttpResponse:
    """503: the installed definitions cannot be read. The findings are for the log, in one line."""
    response = answer("definitions_broken", "Berkas definisi yang terpasang untuk satuan kerja ini memuat kesalahan dan "
                      "tidak dapat dibaca. Data tidak berubah. Minta pengelola aplikasi memperbaiki berkas yang dicatat "
                      "dalam log, lalu ulangi.")  # fmt: skip
    findings = "; ".join(str(finding) for finding in error.findings)
    log_response("%s: definitions cannot be read: %s", request.path, findings, response=response, request=request,
                 logger=_log, level="error")  # fmt: skip
    return response


def address_unknown(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """The view of every address under /api/ that is no route."""
    return answer("address_unknown", unknown_address_sentence())
