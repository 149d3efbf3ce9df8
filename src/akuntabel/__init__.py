"""Akuntabel: plan, measure and account for the performance of a government unit (SAKIP).

The rooms, from the foundation up: core, catalogue, documents, linter (no Django), audit, organisation,
planning, registers, budget, measurement, reporting, evaluation, exchange; then web, api and cli.
Imports go towards core. Read CONTRIBUTING.md first, then core/__init__.py.
"""

__version__ = "0.1.0.dev0"
