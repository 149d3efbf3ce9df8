"""The `akuntabel` command: a module per sub-command, the same services and queries as the web.

Read `main.py` first.
"""
