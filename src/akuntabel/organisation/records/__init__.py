"""Keeping records of any kind: reading what was typed, checking it, writing it with its event.

A kind of record is a model and its definition in the catalogue (`catalogue/register_schema.py`); nothing here knows
what a record is about. Read `kinds.py` first, then `services.py`; `columns.py` says which columns stand
where, `queries.py` reads.
"""
