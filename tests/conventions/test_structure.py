"""The rules of the house that a program can check: sizes, docstrings, what no file may contain."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(
    [
        *ROOT.glob("orchestration/**/*.py"),
        *ROOT.glob("tools/*.py"),
        *ROOT.glob("benchmarks/*.py"),
        *ROOT.glob("bi/**/*.py"),
    ]
)
MODULE_LINES = 300
FUNCTION_LINES = 50


def tracked_files() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_there_are_modules_to_check() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_is_short_and_says_what_it_is_for(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= MODULE_LINES
    assert ast.get_docstring(ast.parse(source)), "a module says what belongs in it"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_functions_are_short(module: Path) -> None:
    long = {
        node.name: node.end_lineno - node.lineno + 1
        for node in functions(module)
        if node.end_lineno is not None and node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    }
    assert not long


def test_definitions_read_like_a_table_of_contents() -> None:
    assert len((ROOT / "orchestration/definitions.py").read_text(encoding="utf-8").splitlines()) <= 60


def test_the_lock_is_hashed_and_names_no_index() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if "==" in line]
    assert pins
    assert all(line.endswith("\\") for line in pins), "every pin is followed by its hashes"
    assert "://" not in lock
    assert not [line for line in lock.splitlines() if line.startswith("-")], "no option, so no index either"


def test_direct_dependencies_are_locked_and_explained() -> None:
    names = {
        line.split("==")[0].strip().lower()
        for line in (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    }
    locked = {
        line.split("==")[0].lower()
        for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    explained = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert names <= locked
    assert not {name for name in names if f"`{name}`" not in explained}


def test_files_speak_of_the_project_alone() -> None:
    """No path of a machine, no address of a package index, no tracked build product."""
    needles = [b"/ro" + b"ot/", b"/ho" + b"me/", b"/wo" + b"rk/", b"extra-index" + b"-url", b"py" + b"pi.org/simple"]
    hits = [
        f"{path.relative_to(ROOT)}: {needle.decode()}"
        for path in tracked_files()
        if path.suffix not in {".png"}
        for needle in needles
        if needle in path.read_bytes()
    ]
    assert not hits
    assert not [path for path in tracked_files() if path.stat().st_size > 5_000_000]
