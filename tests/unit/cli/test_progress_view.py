"""Bars on a terminal are fed with the same news as lines elsewhere."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from orchestration.cli.progress_view import label, watching
from orchestration.progress import Progress


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
