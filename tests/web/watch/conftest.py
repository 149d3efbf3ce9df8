"""The reference office with registers, and records put on days."""

from __future__ import annotations

from tests.web.registers.conftest import office, officer, reader, write  # noqa: F401  # fixtures

from measurement.test_lateness import on_day  # noqa: F401  # fixture
