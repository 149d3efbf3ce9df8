"""What a document holds: the Laporan Kinerja and its appendices, with every number bound to its figure.

Belongs here: choosing and ordering blocks, bound prose, the workbook's sheets. Does not: Word, PDF and HTML
mechanics (`documents`), arithmetic (`core`).
Read `performance_report.py` first, then `sources.py` (what is read) and `binding.py` (figures as spans). Every
sentence and table head is in `texts/lapkin.yaml`, where a planner may correct it; `document_kinds.py` lists the
documents and their formats.
"""
