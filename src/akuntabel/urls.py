from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from akuntabel.api.routes import api, unknown
from akuntabel.web.access import public

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("api/<path:rest>", public("tells that there is nothing")(unknown), name="api_unknown"),
    path("bahasa/", public("a choice of one's own, kept in a cookie")(set_language), name="set_language"),
    path("", include("akuntabel.web.urls")),
]

handler400 = "akuntabel.web.errors.bad_request"
handler403 = "akuntabel.web.errors.permission_denied"
handler404 = "akuntabel.web.errors.page_not_found"
handler500 = "akuntabel.web.errors.server_error"
