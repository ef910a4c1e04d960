"""A fetched page is read with its address, as a build will read it (files and rows: test_fetching.py)."""

from __future__ import annotations

from datetime import UTC, datetime

from orchestration.home import Home
from orchestration.pipeline.sources import SourceRow, read_sources
from orchestration.pipeline.storing import Store
from orchestration.reading.isolation import IsolatedReader
from orchestration.web.exchange import Answer
from tests.unit.pipeline.fetching_example import rows

PAGE = """<html><head><meta charset="utf-8"></head><body><h1>2023年法治政府建设年度报告</h1>
<p>2023年,县水利局推进依法行政,法治政府建设取得进展。</p><p>一、主要工作</p><p>开展执法检查12次。</p>
<p>二、下一步打算</p><p>继续推进法治建设。</p></body></html>"""


def test_the_row_names_the_body_that_the_address_tells(home: Home) -> None:
    url = "http://www.lingshou.gov.cn/slj/1.html"
    sources = read_sources(home.raw / "sources.csv")
    with IsolatedReader() as reader:
        store = Store.open(home.raw, sources, reader)
        answer = Answer(url, 200, {"content-type": "text/html; charset=utf-8"}, PAGE.encode())
        taken = store.take(url, answer, SourceRow(""), datetime(2024, 3, 1, tzinfo=UTC))
    assert taken.outcome == "stored"
    assert [row["publisher"] for row in rows(home)] == ["石家庄市灵寿县水利局"]
