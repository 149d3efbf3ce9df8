"""The measure that an address names, with its register and group."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from akuntabel.catalogue.schema import Measure
from akuntabel.measurement.record_queries import Book
from akuntabel.web.access import PageMissing, Place


def group_name(measure: Measure, group: str) -> str:
    """ "Sampel acak Obat …", with its group where one is asked for."""
    return f"{measure.name}: {measure.groups[group]}" if group else measure.name


def counted_measure(place: Place, key: str, group: str) -> tuple[Book, Measure, str]:
    """The measure, the register it is counted from, and one of its groups or none. Raises PageMissing."""
    for book in place.books.values():
        if key in book.measures:
            measure = book.measures[key]
            if group and group not in measure.groups:
                raise PageMissing(_missing_group(measure.groups, group))
            return book, measure, group
    raise PageMissing(_("Ukuran “%(key)s” tidak dihitung dari register satuan kerja ini.") % {"key": key})


def _missing_group(groups: Mapping[str, str], group: str) -> str:
    if not groups:
        return _("Ukuran ini tidak dibagi menurut kelompok; hapus “kelompok” dari alamat.")
    return _("Kelompok “%(group)s” tidak ada. Pilih: %(groups)s.") % {"group": group, "groups": ", ".join(groups)}
