"""Append-only events, one hash chain per unit: who did what to what, when, from where and why.

Belongs here: the table, its triggers, `record()`, and reading the chain. Does not: foreign keys to what an
event describes (the trail must neither block nor follow deletions), nor application logs.
Read `services.py` first.
"""
