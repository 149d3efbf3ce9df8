"""The made-up register of criminal cases of the reference office, for `make_example_records.py`.

The report publishes three cases in June 2023, two at Tahap I and one at SPDP, and 25 % of five planned. Their days,
people and descriptions are invented; the last step is in June, so that the register is kept up to that month.
"""

from __future__ import annotations

from datetime import date

from akuntabel.organisation.records.reading import Value

Record = dict[str, Value]

CASES: list[Record] = [
    {
        "number": "LP/001/2023", "commodity": "cosmetic", "district": "Kota Kupang", "spdp_on": date(2023, 2, 14),
        "stage_1_on": date(2023, 4, 12), "articles": "Pasal contoh 1", "evidence_value": 18_450_000,
        "suspects": "Tersangka Contoh A", "description": "Kosmetik contoh tanpa izin edar; seluruhnya karangan.",
        "investigator": "Penyidik Contoh 1",
    },
    {
        "number": "LP/002/2023", "commodity": "traditional_medicine", "district": "Kabupaten Belu",
        "spdp_on": date(2023, 3, 21), "stage_1_on": date(2023, 6, 13), "p19_on": date(2023, 6, 26),
        "articles": "Pasal contoh 2", "evidence_value": 7_200_000, "suspects": "Tersangka Contoh B dan Contoh C",
        "description": "Obat tradisional contoh mengandung bahan kimia obat; seluruhnya karangan.",
        "investigator": "Penyidik Contoh 2",
    },
    {
        "number": "LP/003/2023", "commodity": "drug", "district": "Kota Kupang", "spdp_on": date(2023, 5, 23),
        "articles": "Pasal contoh 1", "evidence_value": 3_900_000, "suspects": "Tersangka Contoh D",
        "description": "Obat keras contoh dijual di luar apotek; seluruhnya karangan.",
        "investigator": "Penyidik Contoh 1",
    },
]  # fmt: skip
"""IKU 7.1: (25 × 1 + 50 × 2) ÷ 5 = 25 %."""
