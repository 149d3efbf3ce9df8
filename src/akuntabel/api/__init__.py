"""The read-only JSON interface; the same JSON as the command line prints.

Belongs here: routes, their types, and which permission each needs. Does not: tables, arithmetic, decisions
about access.
Read `routes.py` first.
"""
