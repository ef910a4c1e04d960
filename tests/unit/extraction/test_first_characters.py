"""Alternatives tried by the first character find what the whole expression finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extraction.first_characters import Alternatives, first_characters
from orchestration.extraction.vocabulary import table

_ROWS = [(row["role"], row["scope"], row["pattern"]) for row in table("scope_cues")]
_NATURE = [pattern for role, _, pattern in _ROWS if role == "nature"]
_WORDS: dict[str, list[str]] = {}
for _role, _scope, _pattern in _ROWS:
    if _role == "word":
        _WORDS.setdefault(_scope, []).append(_pattern)
_PIECES = """全市 全镇 各县区 各 我局 本级 市 县 区 辖区 内 平湖市 应急管理 系统 乡镇 街道 村 社区 向 受伤 死亡 事故
重大 安全 应对 台风 户籍 ，组织 共 累计 检查 3 家 干部 全国 省 局 大队 委 镇 （市、区） 疫苗 接种 率 每个 学校
在用 电梯 空气 优良"""
_TEXTS = st.lists(st.sampled_from(["\n", *_PIECES.split()]), max_size=9).map("".join)


@pytest.mark.parametrize("rows", [{"": _NATURE}, _WORDS])
@given(text=_TEXTS)
def test_they_find_what_the_whole_expression_finds(rows: dict[str, list[str]], text: str) -> None:
    found = Alternatives(rows)
    whole = re.compile(
        "|".join(f"(?P<{name}>{'|'.join(told)})" if name else "|".join(told) for name, told in rows.items())
    )
    assert [(one.span(), one.lastgroup) for one in found.finditer(text)] == [
        (one.span(), one.lastgroup) for one in whole.finditer(text)
    ]
    first, begun = whole.search(text), whole.match(text)
    assert [one and one.span() for one in (found.search(text), found.match(text))] == [
        one and one.span() for one in (first, begun)
    ]


def test_the_characters_a_pattern_can_begin_with() -> None:
    assert first_characters("全(?:市|县)") == {"全"}
    assert first_characters("(?<!向)(?:成功|有效)*应对|[12]x?y") == {"成", "有", "应", "1", "2"}
    assert first_characters("^(?:个)?[a-c]{2,}") == {"个", "a", "b", "c"}
    assert first_characters("[^一]村") is None
    assert first_characters("\\d村") is None


def test_an_alternative_that_matches_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing"):
        first_characters("村?")
