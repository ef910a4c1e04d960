"""What must hold of reading whatever the bytes are."""

from __future__ import annotations

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from orchestration.document import Document
from orchestration.home import Home
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.reading.blocks import blocks
from orchestration.reading.errors import Rejection
from orchestration.reading.folding import fold
from orchestration.reading.formats.plain_text import decode
from orchestration.reading.media import media_type
from orchestration.reading.reader import read_bytes

FIVE = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "raw" / "reports").glob("*.txt"))]
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "\r\n",
            "\r",
            " ",
            "\u3000",
            "\u2028",
            "\x1c",
            "\ufeff",
            "\u200b",
            "。",
            "、",
            ",",
            "\uff0c",
            ":",
            "(",
            "《",
            "》",
        ),
        *("一、", "(二)", "1.", "2023年", "2024年度", "二〇二三年", "12月20日", "0", "９"),
        *("焦作市", "朝阳区", "应急管理局", "人民政府", "街道办事处", "新区", "市", "省", "国家", "部", "分局", "镇"),
        *(
            "法治政府建设",
            "年度报告",
            "情况报告",
            "信息公开",
            "来源:",
            "发布日期:",
            "索引号:",
            "返回顶部",
            "我局",
            "报告",
        ),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=60).map("".join)


def reads_or_rejects(data: bytes, name: str) -> Document | Rejection:
    try:
        return read_bytes(data, name)
    except Rejection as rejection:
        return rejection


@given(st.one_of(st.binary(max_size=300), TEXTS.map(str.encode)), st.sampled_from(["a.txt", "a", "a.pdf", "a.html"]))
@example(b"\xef\xbb\xbf", "a.txt")
@example(b"\xff\xfe", "a.txt")
@settings(max_examples=400, deadline=None)
def test_any_bytes_give_a_document_or_a_rejection(data: bytes, name: str) -> None:
    result = reads_or_rejects(data, name)
    if isinstance(result, Rejection):
        assert all((result.reason_code, result.reason_zh, result.found, result.expected, result.hint_zh))
    elif result.metadata.is_report:  # a neighbour is kept as what it is, its body and year as far as they are known
        assert result.metadata.agency is not None and result.metadata.year is not None


@given(st.sampled_from(FIVE), st.integers(min_value=0), st.binary(min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_a_damaged_report_gives_a_document_or_a_rejection(report: bytes, at: int, damage: bytes) -> None:
    at %= len(report)
    result = reads_or_rejects(report[:at] + damage + report[at + len(damage) :], "a.txt")
    if isinstance(result, Document):
        assert result.text.encode("utf-8") == report[:at] + damage + report[at + len(damage) :]


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_blocks_are_in_order_and_cover_every_character_that_is_not_blank(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    covered: set[int] = set()
    end = 0
    for block in blocks(folded):
        assert end <= block.start < block.end <= len(text)
        content = folded[block.start : block.end]
        assert content == content.strip() and "\n" not in content and "\r" not in content
        covered |= set(range(block.start, block.end))
        end = block.end
    assert all(i in covered for i, character in enumerate(folded) if not character.isspace())


@given(st.text(min_size=1).filter(lambda text: "\x00" not in text and bool(text.strip())))
@settings(max_examples=300, deadline=None)
def test_decoding_gives_the_bytes_back(text: str) -> None:
    data = text.encode()
    decoded = decode(data)
    assert decoded.text.encode(decoded.encoding) == data


@given(st.binary(max_size=100), st.text(max_size=20))
@settings(deadline=None)
def test_every_file_has_a_media_type(head: bytes, name: str) -> None:
    assert "/" in media_type(name, head)


@given(files=st.lists(st.one_of(st.sampled_from(FIVE), TEXTS.map(str.encode), st.binary(max_size=40)), max_size=6))
@settings(max_examples=15, deadline=None)
def test_every_file_is_accounted_for_and_a_second_run_changes_no_byte(
    tmp_path_factory: object, files: list[bytes]
) -> None:
    root: Path = tmp_path_factory.mktemp("home")  # type: ignore[attr-defined]
    home = Home(root / "home", root / "raw")
    (home.raw / "reports").mkdir(parents=True)
    for number, data in enumerate(files):
        (home.raw / "reports" / f"{number}.txt").write_bytes(data)
    landed, read = land(home), read_documents(home)
    before = {path: path.read_bytes() for path in home.lake.rglob("*.parquet")}
    again = land(home), read_documents(home)
    assert landed.files_in == len(files) == landed.landed + landed.rejected
    assert read.documents_in == landed.landed == read.read + read.rejected
    assert (again[0], again[1].unchanged, again[1].read) == (landed, read.read, 0)
    assert {path: path.read_bytes() for path in home.lake.rglob("*.parquet")} == before
