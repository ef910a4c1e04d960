"""How far a build has come, on standard error: bars on a terminal, one line a step elsewhere.

Does not belong here: what the steps do.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from orchestration.progress import Listener
    from orchestration.progress import Progress as News

_LABELS = {
    "definitions": "载入定义 definitions",
    "landing": "落地 landing",
    "documents": "读取 documents",
    "mentions": "抽取 mentions",
    "corrections": "更正 corrections",
    "dbt": "建模 dbt",
    "release": "发布 release",
    "postgres": "发布到 PostgreSQL",
}
_MARKS = {"finished": "✓", "failed": "✗", "skipped": "–"}


@contextmanager
def watching(console: Console) -> Iterator[Listener]:
    """A listener for the length of a build."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), BarColumn(bar_width=24))
    # Nothing is redirected: the build does that itself, into its log.
    with Progress(
        *columns,
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as bars:
        yield _Bars(bars)


def label(step: str) -> str:
    """What people read for a step; checks carry the name of what they check."""
    if step in _LABELS:
        return _LABELS[step]
    checked = step.removesuffix("_checks").removeprefix("checks_")
    return f"校验 {checked} checks" if checked != step else step


def _skipped(news: News) -> str:
    return f"{_MARKS['skipped']} {label(news.step)}" + (f":{news.why}" if news.why else "")


class _Lines:
    """One line when a step ends, for logs and pipes."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._started: dict[str, float] = {}
        self._units: dict[str, int] = {}
        self._skipped: set[str] = set()

    def __call__(self, news: News) -> None:
        if news.step in self._skipped:
            return
        if news.state == "skipped":
            self._skipped.add(news.step)
            self._console.print(_skipped(news), highlight=False, markup=False)
        elif news.state == "started":
            self._started[news.step] = time.monotonic()
        elif news.state == "advanced":
            self._units[news.step] = news.done
        else:
            seconds = time.monotonic() - self._started.get(news.step, time.monotonic())
            units = f" {self._units[news.step]}" if news.step in self._units else ""
            self._console.print(
                f"{_MARKS[news.state]} {label(news.step)}{units} ({seconds:.1f} s)", highlight=False, markup=False
            )


class _Bars:
    """A bar a step."""

    def __init__(self, bars: Progress) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._skipped: set[str] = set()

    def __call__(self, news: News) -> None:
        if news.step in self._skipped:
            return
        if news.step not in self._tasks:
            self._tasks[news.step] = self._bars.add_task(label(news.step), total=None)
        task = self._tasks[news.step]
        if news.state == "advanced":
            self._bars.update(task, completed=news.done, total=news.total or None)
        elif news.state == "finished":
            done = self._bars.tasks[self._bars.task_ids.index(task)].total or 1
            self._bars.update(task, completed=done, total=done)
        elif news.state in ("failed", "skipped"):
            told = f"{_MARKS[news.state]} {label(news.step)}"
            self._bars.update(task, description=_skipped(news) if news.state == "skipped" else told)
            self._bars.stop_task(task)
            if news.state == "skipped":
                self._skipped.add(news.step)
