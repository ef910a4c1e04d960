"""The connection strings of docs/using_the_release.md, run as they stand: each reads, none writes or opens a file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, text

from orchestration.home import PROJECT_ROOT, Home
from orchestration.release.publish import publish
from tests.unit.release.standin import make_home

pytestmark = pytest.mark.integration
PAGE = (PROJECT_ROOT / "docs" / "using_the_release.md").read_text(encoding="utf-8")
WAYS = ("create_engine", "adbc_driver_manager", "polars", "pandas", "duckdb")
BLOCKS = {
    next(way for way in WAYS if way in block): block for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
}
FORBIDDEN = (
    "from read_text('/etc/hostname')",
    "delete from core.fct_fact",
    "copy core.fct_fact to '/tmp/must-not-be-there.csv'",
    "set enable_external_access = true",
    "attach '/tmp/must-not-be-there.duckdb' as other",
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("strings")
    made = make_home(root)
    publish(made)
    (root / ".fazhi").symlink_to(made.root)
    return made


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    monkeypatch.chdir(home.root.parent)

    def execute(name: str) -> dict[str, Any]:
        names: dict[str, Any] = {}
        exec(compile(BLOCKS[name], f"docs:{name}", "exec"), names)
        return names

    return execute


def test_every_way_is_in_the_docs() -> None:
    assert set(BLOCKS) == set(WAYS)


@pytest.mark.parametrize("name", WAYS)
def test_it_reads(run: Callable[[str], dict[str, Any]], name: str) -> None:
    rows = run(name)["rows"]
    assert len(rows) == 5
    assert "深圳市福田区应急管理局" in str(rows[0])


@pytest.mark.parametrize("statement", FORBIDDEN)
@pytest.mark.parametrize("name", ["duckdb", "create_engine", "adbc_driver_manager"])
def test_it_does_nothing_else(run: Callable[[str], dict[str, Any]], name: str, statement: str) -> None:
    names = run(name)
    with pytest.raises(Exception, match=r"(?i)disabled|read-only|locked|denied"):
        if name == "duckdb":
            names["connection"].execute(statement)
        elif name == "create_engine":
            with names["engine"].connect() as connection:
                connection.execute(text(statement))
        else:
            names["cursor"].execute(statement)
            names["cursor"].fetchall()
    assert not list(Path("/tmp").glob("must-not-be-there*"))


def test_sqlalchemy_reflects_comments_and_keys(run: Callable[[str], dict[str, Any]]) -> None:
    inspector = inspect(run("create_engine")["engine"])
    assert inspector.get_pk_constraint("fct_fact", schema="core")["constrained_columns"] == ["fact_id"]
    assert inspector.get_table_comment("fct_fact", schema="core")["text"] == "一行一个数字,带'引号'与句子"
    comments = {column["name"]: column["comment"] for column in inspector.get_columns("fct_fact", schema="core")}
    assert comments["value"] == "数值;基本单位"


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed (Debian: r-base-core)")
def test_r_reads_what_is_exported(home: Home, tmp_path: Path) -> None:
    (block,) = (block for block in re.findall(r"```r\n(.*?)```", PAGE, re.DOTALL) if "fazhi export" in block)
    # Wherever these tests run, the program is the code beside them.
    program = tmp_path / "fazhi"
    program.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'from orchestration.cli import main; main()' \"$@\"\n")
    program.chmod(0o755)
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    environment |= {"FAZHI_HOME": str(home.root), "PYTHONPATH": str(PROJECT_ROOT)}
    script = f'{block}\nstopifnot(nrow(rows) == 5, is.numeric(rows$value))\ncat(rows$agency_zh, sep = "\\n")'
    done = subprocess.run(["Rscript", "-e", script], capture_output=True, text=True, env=environment, timeout=120)
    assert set(done.stdout.split()) == {"深圳市福田区应急管理局"}, done.stderr


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Connections are dropped before the next block opens the same file with settings of its own."""
    yield
    import gc

    gc.collect()
