"""The register of values given by other offices of the reference office, for `make_example_records.py`.

The three values of June 2023, who gave them and by which application are published; the day of receipt is that of the
report that prints them, the latest it can be. The nine values awaited in December are those that the report says are
measured at the end of the year; the day by which they are expected is invented.
"""

from __future__ import annotations

from datetime import date

from akuntabel.catalogue.lookup import catalogue
from akuntabel.organisation.records.reading import Value

Record = dict[str, Value]

REPORT = "Laporan Kinerja Interim TW II 2023"
_JUNE: Record = {"year": 2023, "month": 6, "received_on": date(2023, 7, 20)}
_DECEMBER: Record = {"year": 2023, "month": 12, "expected_on": date(2023, 12, 29)}

RECEIVED: list[Record] = [
    {
        **_JUNE, "number": "NL-2023-01", "measure": "data_management_index", "given": "2,48",
        "document_note": f"Laporan hasil asesmen Pusdatin s.d. triwulan II ({REPORT}, IKU 10.2)",
    },
    {
        **_JUNE, "number": "NL-2023-02", "measure": "budget_evaluation_score", "given": "50,74",
        "document_note": f"Penilaian SMART s.d. triwulan II ({REPORT}, IKU 11.1)", "application": "SMART",
    },
    {
        **_JUNE, "number": "NL-2023-03", "measure": "budget_execution_score", "given": "97,05",
        "document_note": f"Capaian pelaksanaan OM-SPAN s.d. triwulan II ({REPORT}, IKU 11.1)",
        "application": "OM-SPAN",
    },
]  # fmt: skip
AWAITED = (
    "public_awareness_index", "business_satisfaction_index", "public_satisfaction_index", "service_satisfaction_index",
    "public_service_index", "bureaucratic_reform_index", "accountability_score", "civil_servant_professionalism_index",
    "laboratory_glp_fulfilment",
)  # fmt: skip


def values() -> list[Record]:
    """Received, then awaited."""
    first = len(RECEIVED) + 1
    awaited = [{**_DECEMBER, "number": f"NL-2023-{n:02d}", "measure": key} for n, key in enumerate(AWAITED, first)]
    measures = catalogue().scheme("bpom").measures
    return [{**one, "issuer": measures[str(one["measure"])].issuer} for one in (*RECEIVED, *awaited)]
