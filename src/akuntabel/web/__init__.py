"""Screens: one function per page, each declaring who may open it.

Belongs here: views, the rows and drawings they show, templates, style sheets, scripts, addresses, the menu.
Does not: tables, arithmetic, `.save()`, decisions about access (`organisation.access` is asked).
Read `README.md` first, then `urls.py`.
"""
