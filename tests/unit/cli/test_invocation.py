"""Commands that are printed can be pasted where they were printed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from orchestration.cli.invocation import pasteable


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout with its environment; the shell stands in it and does not find the program by its name."""
    path = tmp_path / ".venv" / "bin" / "fazhi"
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "/nowhere")
    return path


def called_as(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, "argv", [name, "status"])


def test_a_fresh_checkout_gets_the_path_that_was_typed(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(monkeypatch, ".venv/bin/fazhi")
    assert pasteable("sql") == ".venv/bin/fazhi sql"
    # As `make warehouse` calls it, on whose own search path it is.
    monkeypatch.setenv("PATH", str(program.parent))
    assert pasteable("sql") == ".venv/bin/fazhi sql"


def test_an_environment_that_is_active_gets_the_name(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(monkeypatch, str(program))
    monkeypatch.setenv("PATH", str(program.parent))
    assert pasteable() == "fazhi"


def test_a_whole_path_is_shortened_where_it_can_be(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called_as(monkeypatch, str(program))
    assert pasteable("build") == ".venv/bin/fazhi build"
    (tmp_path / "elsewhere").mkdir()
    os.chdir(tmp_path / "elsewhere")
    assert pasteable("build") == f"{program} build"


def test_the_module_is_called_through_its_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called_as(monkeypatch, "/checkout/orchestration/__main__.py")
    monkeypatch.setattr(sys, "executable", "/opt/my python/bin/python")
    assert pasteable("sql") == "'/opt/my python/bin/python' -m orchestration sql"
