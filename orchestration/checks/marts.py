"""What must hold after the step marts."""

from __future__ import annotations

from orchestration.checks.expectation import Suite

SUITE = Suite("marts", (), lambda home: {})
