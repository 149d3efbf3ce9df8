"""Who the office is: units over time, teams, people and roles, facts, and what a unit sets for a year.

Belongs here: dated rows about units and people, lists that registers refer to (agencies, dated documents), and
`access.py`, the one place that decides who may do what. Does not: plans, figures or budgets.
Read `access.py` first, then `models/units.py`.
"""
