"""Definitions as files: what an indicator, a measure, a rule set and a regulation say, and since when.

Belongs here: the schema of those files, the loader that reports every error at once with file and line,
and look-up by day. Does not: a unit's targets or figures, nor anything a unit sets for a year (those are
rows of `planning`, `measurement` and `organisation`). No Django.
Read `schema.py` first, then `loader.py`.
"""
