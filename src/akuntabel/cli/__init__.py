"""The `akuntabel` command: a module per sub-command, the same services and queries as the web.

Belongs here: reading arguments, printing, exit status. Does not: rules, queries of its own, arithmetic.
Read `main.py` first.
"""
