"""Pages that are fetched, and what a run leaves below raw/.

Does not belong here: what a test expects of it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable

from orchestration.home import Home
from orchestration.pipeline.fetching import FetchReport
from tests.support.web_server import reply
from tests.unit.pipeline.conftest import HEADER

PAGE = """<html><head><meta charset="utf-8"><title>{body}{year}年法治政府建设年度报告</title></head><body>
<div><a href="/">首页</a></div><h1>{body}{year}年法治政府建设年度报告</h1>
<p>发布日期:2024-01-15 浏览次数:{visits}</p>
<p>{year}年,我局推进依法行政,法治政府建设取得进展。</p><p>一、主要工作</p>
<p>全年开展执法检查{checks}次,组织法治培训6场。</p><p>二、下一步打算</p><p>继续推进法治建设。</p></body></html>"""
NEWS = "<html><body><h1>我局召开座谈会</h1><p>会议号{number}。</p></body></html>"
Fetch = Callable[..., FetchReport]


def page(body: str = "焦作市水利局", year: int = 2023, checks: int = 12, visits: int = 1) -> bytes:
    return reply(PAGE.format(body=body, year=year, checks=checks, visits=visits).encode())


def want(home: Home, *urls: str) -> None:
    lines = [HEADER, *(f",,,,{url},,公文,,," for url in urls), ""]
    (home.raw / "sources.csv").write_text("\n".join(lines), encoding="utf-8")


def list_page(home: Home, url: str, pattern: str = "法治政府", hosts: str = "") -> None:
    table = f"url,link_pattern,hosts,publisher,licence,note\n{url},{pattern},{hosts},焦作市政府,公文,\n"
    (home.raw / "list_pages.csv").write_text(table, encoding="utf-8")


def rows(home: Home) -> list[dict[str, str]]:
    with (home.raw / "sources.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["file"]]


def files(home: Home) -> list[str]:
    """Everything below raw/reports, hidden files too."""
    return sorted(path.relative_to(home.raw).as_posix() for path in (home.raw / "reports").rglob("*") if path.is_file())


def outcomes(report: FetchReport) -> list[str]:
    return [one.outcome for one in report.results]
