"""What happened: observations, the scorecard computed from them, texts, recommendations and follow-up.

Belongs here: figures with their source and state, submissions, and the queries that hand plan, figures and
budget to `core`. Does not: formulas (`core`, `catalogue`), layout (`reporting`, `web`).
Read `scorecard.py` first, then `queries.py`.
"""
