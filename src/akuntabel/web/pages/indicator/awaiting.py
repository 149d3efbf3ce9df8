"""What an indicator waits for from other offices, and what was entered otherwise than a record says: in words, with where
the record is."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from akuntabel.catalogue.register_schema import Register
from akuntabel.measurement.awaited import Awaited, awaited, contradictions
from akuntabel.measurement.results import IndicatorResult, Scorecard
from akuntabel.organisation.access import Permission
from akuntabel.web.pages.registers.measures import group_name
from akuntabel.web.pages.registers.rows import behind_address, shown_number
from akuntabel.web.place import Place


@dataclass(frozen=True)
class AwaitedRow:
    text: str
    address: str
    link: str


def awaited_rows(place: Place, card: Scorecard, result: IndicatorResult) -> list[AwaitedRow]:
    """One sentence for each value; an address where the account may open or keep its record."""
    return [_row(place, card, one) for one in awaited(card, result)]


def contradiction_rows(place: Place, card: Scorecard, result: IndicatorResult) -> list[AwaitedRow]:
    """One sentence for each entered value that a record gives otherwise; both stand in it."""
    found = []
    for one in contradictions(card, result):
        text = _(
            "%(name)s s.d. %(month)s diisi %(entered)s, menurut catatan %(given)s. Yang diisi tetap dipakai."
        ) % {
            "name": group_name(one.measure, one.group),
            "month": one.month.month_name,
            "entered": shown_number(one.entered) or _("tanpa nilai"),
            "given": shown_number(one.given),
        }
        may_see = place.may(Permission.VIEW_RECORDS)
        address = behind_address(place.unit.slug, str(one.month), one.measure.key, one.group) if may_see else ""
        found.append(AwaitedRow(text, address, _("Lihat catatannya")))
    return found


def _row(place: Place, card: Scorecard, one: Awaited) -> AwaitedRow:
    text = _("%(name)s s.d. %(month)s %(awaited)s.") % {
        "name": one.measure.name,
        "month": one.period.month_name,
        "awaited": one.words,
    }
    assert one.measure.counted is not None
    register = card.definitions.registers[one.measure.counted.in_register]
    return AwaitedRow(text, *_record(place, register, one))


def _record(place: Place, register: Register, one: Awaited) -> tuple[str, str]:
    """Where its record is written, or read by who may only read."""
    may_keep = place.may_keep(register)
    if one.record is not None and place.may(Permission.VIEW_RECORDS):
        record = reverse(
            "register_edit" if may_keep else "register_record", args=[*place.address, register.key, one.record.uuid]
        )
        return record, _("Catat penerimaannya") if may_keep else _("Lihat catatannya")
    if one.record is None and may_keep:
        known = {"measure": one.measure.key, "year": one.period.year, "month": one.period.month}
        return f"{reverse('register_new', args=[*place.address, register.key])}?{urlencode(known)}", _(
            "Catat nilainya"
        )
    return "", ""
