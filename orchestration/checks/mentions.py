"""What must hold after the step mentions."""

from __future__ import annotations

from orchestration.checks.expectation import Suite

SUITE = Suite("mentions", (), lambda home: {})
