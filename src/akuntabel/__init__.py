"""Akuntabel: plan, measure and account for the performance of a government unit (SAKIP).

The rooms, from the foundation up: core, catalogue, documents (no Django), audit, organisation, planning,
budget, measurement, reporting, exchange; then web, api and cli.
Imports go towards core. Read CONTRIBUTING.md first, then core/__init__.py.
"""

__version__ = "0.1.0.dev0"
