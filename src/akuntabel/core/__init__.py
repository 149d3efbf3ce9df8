"""Exact arithmetic of performance measurement, periods, ratings, and Indonesian numbers and words.

Belongs here: pure functions and value objects. Does not: files, settings, the clock, thresholds and
weights set by decree (they are arguments). No Django, no other room.
Read `values.py` first, then `arithmetic.py` and `scores.py`.
"""
