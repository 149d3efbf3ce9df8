"""Money: the authorisation (DIPA), its outputs (RO), allocation to indicators, reconciliation.

Belongs here: rupiah as integers, with the document each figure came from. Does not: efficiency indices
(`core`, asked by `measurement`).
Read `models.py` first, then `queries.py`.
"""
