"""The read-only JSON interface; the same JSON as the command line prints.

Read `routes.py` first.
"""
