"""What a server says of the encoding of a page: kept beside it, counted where the bytes do not speak for themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline import declared
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.fetching import fetch
from orchestration.pipeline.landing import land
from orchestration.reading.characters import characters
from orchestration.web.settings import WebSettings
from tests.support.web_server import FakeClock, reply, serving
from tests.unit.pipeline.conftest import HEADER

PAGE = (
    '<html><head><meta charset="big5"><title>焦作市水利局2023年法治政府建设年度报告</title></head><body>'
    "<h1>焦作市水利局2023年法治政府建设年度报告</h1><p>2023年,我局推进依法行政,法治政府建设取得进展。</p>"
    "<p>一、主要工作</p><p>全年开展执法检查12次,组织法治培训6场。</p></body></html>"
).encode("gbk")


def test_the_likeliest_declaration_counts_after_the_bytes_themselves() -> None:
    text = "行政處罰12件"
    assert characters(text.encode(), "big5").text == text, "valid UTF-8 goes before what is said"
    assert characters(text.encode("big5hkscs"), "big5", "gbk").text == text
    plain = "全年开展执法检查12次,查处违法行为6起,组织法治培训20场,法治政府建设取得进展。" * 3
    for said in (("big5", "gb2312"), ("gb2312", "big5"), ("iso-8859-1", "gbk"), ("utf-8", "gb2312")):
        assert characters(plain.encode("gb18030"), *said).text == plain, said
    broken = characters(b"\xbc\xec\xff\xff", "gbk", "big5").broken
    assert broken is not None and broken.encoding == "gb18030"


def test_a_fetched_page_is_read_as_its_server_says(home: Home) -> None:
    with serving() as server:
        url = server.says("/a", reply(PAGE, Content_Type='text/html; charset="GBK"'))
        (home.raw / "sources.csv").write_text(f"{HEADER}\n,,,,{url},,公文,,,\n", encoding="utf-8")
        report = fetch(home, WebSettings(allowed_hosts=frozenset({"127.0.0.1"})), FakeClock())
    (result,) = report.results
    assert result.outcome == "stored" and result.file is not None
    beside = declared.sidecar(home.raw / result.file)
    assert beside.read_text() == "Content-Type: text/plain; charset=gbk\n"
    landed = land(home)
    assert (landed.files_in, landed.landed, landed.ignored) == (1, 1, 1)
    assert read_table(home.lake, "landing")["declared_charset"].to_list() == ["gbk"]
    assert read_documents(home).read == 1
    (row,) = read_table(home.lake, "documents").to_dicts()
    assert (row["agency_name_zh"], row["year"], row["encoding"]) == ("焦作市水利局", 2023, "gb18030")
    assert "全年开展执法检查12次" in row["text"]
    beside.unlink()
    land(home)
    assert read_documents(home).rejected == 1, "by what the page says of itself it cannot be read"


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("text/html; charset=GB2312", "gb2312"),
        ("text/html;charset='gbk'", "gbk"),
        ("text/html; charset=utf-8", None),
        ("text/html; charset=klingon", None),
        ("text/html; charset=gbk\r\nX: y", None),
        ("text/html", None),
        ("", None),
    ],
)
def test_what_is_kept_of_a_header(header: str, kept: str | None, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    assert declared.keep(page, header, "检查".encode()) is None, "UTF-8 needs no telling"
    assert declared.keep(page, header, "检查".encode("gbk")) == kept
    assert declared.charset_of(page) == kept


def test_a_sidecar_of_anything_else_says_nothing(tmp_path: Path, put: Callable[..., Path]) -> None:
    page = tmp_path / "a.html"
    for data in (b"", b"\xff" * 5000, b"Server: x\n", b"Content-Type: text/html; charset=\n"):
        declared.sidecar(page).write_bytes(data)
        assert declared.charset_of(page) is None
