"""Screens: one function per page, each declaring who may open it. No tables, no arithmetic, no `.save()`.

Read `urls.py` first.
"""
