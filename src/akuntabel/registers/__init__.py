"""Operational records: establishments, inspections, decisions, samples, certification requests.

Figures are counted from them, nowhere typed.

Belongs here: one model for each register of the catalogue, what its service maintains, what its columns say against
one another, and the history of corrections. Does not: percentages and counts (measurement), screens (web).
Read `kinds/` first, then `upkeep.py` and the definitions in `catalogue/definitions/<scheme>/registers/`.
"""
