"""What the unit promises: Renstra, RKT, PK, RAPK and IKU decree as dated versions.

Belongs here: plan documents, their rows and targets, the links from vision to indicator, and the checks a
document must pass. Does not: figures, scores, registers.
Read `models.py` first, then `services.py`.
"""
