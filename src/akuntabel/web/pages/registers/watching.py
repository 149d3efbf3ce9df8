"""The pages that watch the registers, as links from the list of registers."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from akuntabel.organisation.queries import day_in
from akuntabel.web.place import Place


def day_of(place: Place) -> date:
    """The day from which validity is looked at: the period's last one, or the unit's today while the period runs."""
    return min(day_in(place.unit, timezone.now()), place.period.last_day)


@dataclass(frozen=True)
class WatchLink:
    name: str
    what: str
    icon: str
    address: str
    note: str = ""


def watch_links(place: Place, registers: Container[str], *, ending: int) -> list[WatchLink]:
    """One for each page that the unit's registers fill; `ending` documents are near the end of their validity."""
    found = [
        WatchLink(
            _("Data terlambat"), _("Bulan yang berubah sesudah dilaporkan, dan pengaruhnya."), "history",
            reverse("late_data", args=place.address),
        ),
        WatchLink(
            _("Hari pencatatan"), _("Dari kejadian ke pencatatan, per register dan bulan."), "clock",
            reverse("recording_days", args=place.address),
        ),
        WatchLink(
            _("Peta kabupaten"), _("Di mana tidak terjadi apa-apa."), "map-2",
            reverse("district_map", args=place.address),
        ),
    ]  # fmt: skip
    if "sample" in registers:
        found.append(WatchLink(
            _("Antrean laboratorium"), _("Sampel yang menunggu, menurut umur dan penghambat."), "hourglass",
            reverse("backlog", args=place.address),
        ))  # fmt: skip
    if "inspection_decision" in registers:
        found.append(WatchLink(
            _("Tanggapan instansi"), _("Siapa menanggapi surat, dan umur yang belum."), "message-dots",
            reverse("answers", args=place.address),
        ))  # fmt: skip
    if "dated_document" in registers:
        note = ngettext("%(count)d dokumen", "%(count)d dokumen", ending) % {"count": ending} if ending else ""
        found.append(WatchLink(
            _("Dokumen yang akan berakhir"), _("Masa berlaku yang habis dalam hari peringatannya."), "calendar",
            reverse("expiring", args=place.address), note,
        ))  # fmt: skip
    return found
