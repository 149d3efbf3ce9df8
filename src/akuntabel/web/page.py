"""Rendering of a page inside the frame: menu, unit, period, account, example notice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from akuntabel.core.date_format import indonesian_date, indonesian_time
from akuntabel.web.navigation import LinkGroup, entries, menu_for
from akuntabel.web.place import Place


@dataclass(frozen=True)
class Frame:
    """What the frame around a page shows. Templates read it as `frame`."""

    place: Place
    menu: list[LinkGroup]
    chooser: str
    read_at: str

    @property
    def role_names(self) -> str:
        """ "Kepala, Evaluator": the roles that count in this unit."""
        return ", ".join(sorted(role.label for role in self.place.roles))


def render_page(
    request: HttpRequest,
    place: Place,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    current: str = "",
    status: int = 200,
) -> HttpResponse:
    """The template with `place` and `frame`; `current` is the menu entry to mark, if not the page's own."""
    match = request.resolver_match
    route = current or (match.url_name if match and match.url_name else "")
    known = {entry.route for entry in entries()}
    target = route if route in known else "unit_home"
    frame = Frame(
        place=place,
        menu=menu_for(place, route),
        chooser=f"{reverse('choose', args=place.address)}?ke={target}",
        read_at=_now_in(place),
    )
    return render(request, template, {"place": place, "frame": frame, **(context or {})}, status=status)


def _now_in(place: Place) -> str:
    """ "24 Juli 2023, 10.15 WITA": when the figures on the page were read, in the unit's own time."""
    zone = place.version.time_zone
    moment = timezone.now().astimezone(ZoneInfo(zone))
    return f"{indonesian_date(moment.date())}, {indonesian_time(moment, zone)}"
