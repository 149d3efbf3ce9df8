"""What a document holds: the Laporan Kinerja and its appendices, with every number bound to its figure.

Belongs here: choosing and ordering blocks, bound prose, the workbook's sheets. Does not: Word, PDF and HTML
mechanics (`documents`), arithmetic (`core`).
Read `lapkin.py` first, then `sources.py` (what is read) and `binding.py` (figures as spans). The sentences a planner
may correct are in `texts/lapkin.yaml`.
"""
