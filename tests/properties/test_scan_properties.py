"""What holds for every text: the account closes, spans do not overlap, and every surface proves its quantity."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extraction import vocabulary
from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.scan import scan

_NUMBERS = "0 1 7 12 300 2024 98.5 1,234 １２ 3.0 12345 007"
_QUANTITY_PARTS = (
    "个 件 家次 人次 万元 亿 余 多 近 约 不低于 超过 以上 以内 左右 成 倍 工作日 个月 个多月 分之 百分之 至 比"
)
_WORDS = (
    "统一 进一步 双随机 四个一 第三方 是 级 届 大 条 款 号 〔2021〕 未发生 事故 无 零 一起 案件 数 几 队伍 GB/T ICP备"
)
_FRAGMENTS = [
    *"，。；、：“”《》（）()%\n -—.:+/年月日第",
    *"〇零一二三四五六七八九十百千万亿两半双廿壹拾佰伍",
    *(part for parts in (_NUMBERS, _QUANTITY_PARTS, _WORDS) for part in parts.split()),
]
_TEXT = st.lists(st.sampled_from(_FRAGMENTS), max_size=24).map("".join)


def _assert_sound(text: str) -> None:
    found = scan(text)
    assert found.ledger.balanced, (text, found.ledger)
    ends = [0, *(span.end for span in found.spans)]
    for span, end_before in zip(found.spans, ends, strict=False):
        assert end_before <= span.start < span.end
        assert text[span.start : span.end] == span.surface
        assert span.surface == span.surface.strip()
        assert span.kind != "fact" or span.quantity is not None
        if span.quantity is not None:
            begin = span.start if span.bound is None else span.bound
            assert parse_surface(text[begin : span.end]) == span.quantity
            for bound in (span.quantity.low, span.quantity.high):
                assert bound is None or bound.is_finite()
    taken = {index for span in found.spans for index in range(span.start, span.end)}
    assert not any(numeral.start in taken for numeral in found.lexical)
    assert all(text[numeral.start : numeral.end] == numeral.surface for numeral in found.lexical)


@settings(max_examples=600, deadline=None)
@given(_TEXT)
def test_the_account_closes_on_mixtures_of_fragments(text: str) -> None:
    _assert_sound(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_the_account_closes_on_any_text(text: str) -> None:
    _assert_sound(text)


def _examples() -> list[str]:
    tables = Path(vocabulary.TABLES)
    examples = []
    for path in sorted(tables.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            examples += [row["example"] for row in csv.DictReader(file) if row.get("example")]
    return examples


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_examples()), min_size=1, max_size=6), st.sampled_from(["，", "。", "\n", "；", ""]))
def test_the_account_closes_on_sentences_of_the_tables(examples: list[str], mark: str) -> None:
    _assert_sound(mark.join(examples))


@pytest.mark.parametrize(
    "report", sorted((Path(__file__).parents[2] / "raw" / "reports").glob("*.txt")), ids=lambda p: p.stem
)
def test_the_account_closes_on_the_reports(report: Path) -> None:
    _assert_sound(report.read_bytes().decode("utf-8"))
