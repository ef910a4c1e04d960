"""``fazhi fetch``: the pages that raw/sources.csv and raw/list_pages.csv name, got and kept in raw/.

Does not belong here: getting and keeping (pipeline/fetching.py).
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.options import HomeOption, RawOption, chosen_home

if TYPE_CHECKING:
    from rich.console import Console

    from orchestration.pipeline.fetching import FetchReport
    from orchestration.web.crawl import Entry
    from orchestration.web.settings import WebSettings

SOME_FAILED = 3


def fetch(
    urls: Annotated[
        list[str] | None,
        typer.Argument(metavar="[URL]…", help="只取已登记的这些网址(only these of the tables).", show_default=False),
    ] = None,
    raw: RawOption = None,
    home: HomeOption = None,
    new: Annotated[bool, typer.Option("--new", help="只取尚无文件的网页(only pages not held yet)。")] = False,
    pause: Annotated[
        float | None,
        typer.Option(help="同一网站两次请求的间隔秒数,默认 3(seconds between requests).", show_default=False),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST[:PORT]",
            help="许可指向内网或本机地址的网站名,可多次给出(a host that may be private).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """按 raw/sources.csv 与 raw/list_pages.csv 取网页存入 raw/reports(fetch the registered pages)。

    遵守 robots.txt;同一网站逐个请求并间隔;网页有变则另存新版本,旧文件不动。每次请求在运行记录中有一行。
    退出码:0 全部取得,3 有网址未取得,1 失败。
    """
    from rich.console import Console

    from orchestration.pipeline.fetching import fetch as run

    place = chosen_home(home, raw)
    settings = _settings(pause, allow_host or [])
    messages = Console(file=sys.stderr)
    messages.print(f"[bold]fazhi fetch[/] · {place.raw}", highlight=False, soft_wrap=True)
    report = run(place, settings, only=tuple(urls or ()), new_only=new, watch=lambda entry: _show(messages, entry))
    _conclude(Console(), report)
    if report.failed:
        raise typer.Exit(SOME_FAILED)


def _settings(pause: float | None, allowed: list[str]) -> WebSettings:
    from orchestration.web.settings import WebSettings, checked_pause

    settings = WebSettings.from_environment()
    hosts = settings.allowed_hosts | {host.strip().lower() for host in allowed}
    return replace(
        settings,
        pause_seconds=settings.pause_seconds if pause is None else checked_pause(pause),
        allowed_hosts=frozenset(hosts),
    )


def _show(console: Console, entry: Entry) -> None:
    """A line for each address as it ends, and for each wait."""
    from orchestration.web.outcomes import BAD, GOOD

    if not entry.last and entry.outcome != "retried":
        return
    mark = "…" if not entry.last else "✗" if entry.outcome in BAD else "✓"
    words = {**GOOD, **BAD}[entry.outcome]
    detail = entry.file or entry.reason
    line = f"{mark} {entry.asked_url} {words}{':' if detail else ''}{detail}"
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _conclude(console: Console, report: FetchReport) -> None:
    from rich.table import Table

    from orchestration.web.outcomes import BAD, GOOD

    words = {**GOOD, **BAD}
    table = Table(box=None, pad_edge=False)
    for heading in ("结果 outcome", "说明", "数 count"):
        table.add_column(heading, overflow="fold")
    for outcome, count in report.by_outcome.items():
        table.add_row(outcome, words[outcome], str(count))
    if report.results:
        console.print(table)
    else:
        console.print("没有登记的网址:在 raw/sources.csv 的 origin_url 或 raw/list_pages.csv 中填写(nothing to fetch)")
    console.print(
        f"请求 {report.requests} 次,新存 {len(report.kept)} 件,未取得 {len(report.failed)} 个网址", highlight=False
    )
    console.print(f"运行记录(log):{report.log}", markup=False, highlight=False, soft_wrap=True)
    if report.kept:
        console.print("下一步:fazhi build")
