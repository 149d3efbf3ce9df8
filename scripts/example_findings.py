"""The made-up findings of the inspections: as many of each severity as every inspection has, and what became of them.

Nothing here is published: clauses, descriptions, repeats and days are invented. Guides and their parts have real names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from example_dice import DAYS, Dice, Record

SEED = 20230722
LAST = len(DAYS) - 1

GUIDES = {
    "food_industry": "cppob", "household_food_industry": "cppb_irt", "pharmaceutical_wholesaler": "cdob",
}  # fmt: skip
"""Kind of establishment → guide; the others follow the rule on their facilities."""
PARTS = {
    "cppob": ("Bangunan", "Fasilitas sanitasi", "Mesin dan peralatan", "Pengawasan proses", "Pencatatan dan dokumentasi"),
    "cppb_irt": ("Bangunan dan fasilitas", "Fasilitas dan kegiatan higiene dan sanitasi", "Peralatan produksi",
                 "Pengendalian proses", "Pencatatan dan dokumentasi"),
    "cdob": ("Bangunan dan peralatan", "Personalia", "Manajemen mutu", "Operasional", "Dokumentasi"),
    "facility_rule": ("Sarana penyimpanan", "Penanggung jawab", "Penyerahan", "Pengadaan", "Pencatatan dan pelaporan"),
}  # fmt: skip
"""Guide → parts that a finding names as its clause."""
_MAKING = {
    "critical": ((3, "Ditemukan bahan yang dilarang di ruang produksi"), (3, "Pangan diedarkan tanpa izin edar")),
    "major": ((0, "Dinding dan langit-langit ruang produksi berjamur"), (1, "Tempat cuci tangan tidak bersabun"),
              (2, "Timbangan belum dikalibrasi"), (3, "Bahan tambahan pangan ditakar tanpa alat ukur"),
              (4, "Tanggal kedaluwarsa bahan baku tidak dicatat"), (1, "Pengendalian hama tidak dilaksanakan")),
    "minor": ((0, "Penerangan ruang kurang"), (1, "Tempat sampah tidak bertutup"), (2, "Peralatan bersih tidak tertutup"),
              (4, "Prosedur tertulis belum dimutakhirkan"), (3, "Kode produksi sukar dibaca"),
              (1, "Jadwal pembersihan belum ditempel")),
}  # fmt: skip
_SELLING = {
    "critical": ((3, "Ditemukan produk tanpa izin edar"), (3, "Pengadaan dari pihak yang tidak berizin"),
                 (0, "Produk kedaluwarsa masih dipajang")),
    "major": ((0, "Suhu ruang penyimpanan tidak dipantau"), (0, "Produk rusak belum dipisahkan"),
              (1, "Penanggung jawab tidak di tempat"), (3, "Faktur pembelian tidak lengkap"),
              (4, "Catatan barang masuk dan keluar tidak lengkap"), (2, "Penyerahan barang tidak dicatat")),
    "minor": ((0, "Label rak tidak terbaca"), (0, "Barang diletakkan langsung di lantai"), (4, "Kartu stok belum diparaf"),
              (4, "Arsip tidak tersusun menurut tanggal"), (1, "Struktur organisasi belum dipasang"),
              (2, "Etiket kurang jelas")),
}  # fmt: skip
"""Severity → (place of the part, what was found), where food is made and where products are sold."""


def findings(visits: Sequence[Record], places: Sequence[Record], actions: Sequence[Record]) -> list[Record]:
    """Of every inspection, in the order of their days; a second visit may find again what the first one found."""
    dice = Dice(SEED)
    facilities = {str(place["number"]): str(place["facility"]) for place in places}
    accepted = {str(one["inspection"]): one for one in actions if one.get("outcome") == "accepted"}
    earlier: dict[str, list[Record]] = {}
    made: list[Record] = []
    for visit in visits:
        place = str(visit["establishment"])
        guide = GUIDES.get(facilities[place], "facility_rule")
        found = list(_of(dice, visit, guide))
        if found and (before := earlier.get(place)):
            _repeat(dice, found[-1], before[-1])
        for one in found:
            one.update(_outcome(dice, visit, accepted.get(str(visit["number"]))))
        earlier.setdefault(place, []).extend(found)
        made += found
    return made


def _of(dice: Dice, visit: Record, guide: str) -> Iterator[Record]:
    number = 0
    seen = _MAKING if guide in ("cppob", "cppb_irt") else _SELLING
    for severity, descriptions in seen.items():
        how_many = visit[f"{severity}_findings"]
        assert isinstance(how_many, int)
        for part, description in dice.mixed(descriptions)[:how_many]:
            number += 1
            yield {"number": f"{visit['number']}/{number}", "inspection": visit["number"], "guide": guide,
                   "clause": PARTS[guide][part], "severity": severity, "description": description}  # fmt: skip


def _repeat(dice: Dice, one: Record, before: Record) -> None:
    """What was found before, found again: on the same clause, or on another one and why."""
    one |= {"repeats": before["number"], "description": f"{before['description']} (berulang)"}
    if dice.hit(60):
        one["clause"] = before["clause"]
    elif one["clause"] != before["clause"]:
        one["repeat_note"] = "Hal yang sama, dinilai menurut bagian lain"


def _outcome(dice: Dice, visit: Record, action: Mapping[str, object] | None) -> Record:
    """Resolved when its corrective action was accepted, or without one within the weeks that follow."""
    if action is not None:
        return {"resolved_on": action["closed_on"], "action": f"{action['inspection']}/{action['round_number']}"}  # type: ignore[dict-item]  # a day
    day = visit["inspected_on"]
    assert isinstance(day, date)
    later = DAYS.index(day) + dice.below(20)
    return {"resolved_on": DAYS[later]} if dice.hit(35) and later <= LAST else {}
