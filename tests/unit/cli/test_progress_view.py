"""Bars on a terminal are fed with the same news as lines elsewhere."""

from __future__ import annotations

import io
from pathlib import Path

import dagster as dg
import pytest
from rich.console import Console

from orchestration.assets.postgres import POSTGRES_URL, postgres
from orchestration.cli.progress_view import label, watching
from orchestration.home import Home
from orchestration.progress import Progress, listening


def test_bars_show_units_and_failures() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100, color_system=None)
    with watching(console) as listener:
        listener(Progress("mentions", "started"))
        listener(Progress("mentions", "advanced", 3, 5))
        listener(Progress("mentions", "finished"))
        listener(Progress("dbt", "advanced", 1, 60))
        listener(Progress("dbt", "failed"))
        listener(Progress("release", "skipped"))
        listener(Progress("landing", "finished"))
    last = stream.getvalue()
    for part in ("抽取 mentions", "5/5", "✗ 建模 dbt", "1/60", "– 发布 release", "落地 landing"):
        assert part in last


@pytest.mark.parametrize("terminal", [True, False])
def test_a_step_without_anything_to_do_is_not_ticked(terminal: bool) -> None:
    stream = io.StringIO()
    with watching(Console(file=stream, force_terminal=terminal, width=120, color_system=None)) as listener:
        listener(Progress("postgres", "started"))
        listener(Progress("postgres", "skipped", why="未设置"))
        listener(Progress("postgres", "finished"))
    assert "– 发布到 PostgreSQL:未设置" in stream.getvalue()
    assert "✓" not in stream.getvalue() and (terminal or len(stream.getvalue().splitlines()) == 1)


def test_the_copy_to_postgresql_says_when_no_address_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(POSTGRES_URL, raising=False)
    told: list[Progress] = []
    with listening(told.append):
        assert dg.materialize([postgres], resources={"warehouse": Home(tmp_path, tmp_path)}).success
    assert told == [Progress("postgres", "skipped", why=f"未设置 {POSTGRES_URL},跳过(not set)")]


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("dbt", "建模 dbt"),
        ("landing_checks", "校验 landing checks"),
        ("checks_landing", "校验 landing checks"),
        ("other", "other"),
    ],
)
def test_labels(step: str, words: str) -> None:
    assert label(step) == words
