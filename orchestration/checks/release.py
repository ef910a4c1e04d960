"""What must hold after the step release."""

from __future__ import annotations

from orchestration.checks.expectation import Suite

SUITE = Suite("release", (), lambda home: {})
