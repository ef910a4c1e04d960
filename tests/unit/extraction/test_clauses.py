"""Clauses, brackets and the room around each figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.extraction.clauses import clauses, sites
from orchestration.extraction.mention import Span
from orchestration.extraction.scan import scan
from tests.support.counting import calls_of


def figures(text: str) -> list[Span]:
    return [span for span in scan(text).spans if span.kind == "fact"]


def parts(text: str) -> list[str]:
    return [text[clause.start : clause.end] for clause in clauses(text, 0, len(text), figures(text))]


def test_commas_split_but_not_inside_quotation_or_numbers() -> None:
    assert parts("开展“学法、用法，守法”活动3次，办案1,200件") == ["开展“学法、用法，守法”活动3次", "办案1,200件"]


def test_a_bracket_with_a_figure_is_a_clause_of_its_own() -> None:
    text = "应急预案41个(自然灾害类10个,公共卫生类6个),已修订33个"
    found = clauses(text, 0, len(text), figures(text))
    inner = [clause for clause in found if clause.depth == 1]
    assert [text[clause.start : clause.end] for clause in inner] == ["自然灾害类10个", "公共卫生类6个"]
    assert all(text[: clause.host_end] == "应急预案41个" for clause in inner if clause.host_end is not None)


def test_a_bracket_without_a_figure_belongs_to_its_word() -> None:
    assert parts("各县(市、区)检查企业3家") == ["各县(市、区)检查企业3家"]


def test_sites_tell_left_right_and_joining() -> None:
    text = "升级维护140台执法记录仪及1个数据采集站"
    found = sites(text, figures(text), clauses(text, 0, len(text), figures(text)))
    assert (found[0].left, found[0].right) == ("升级维护", "执法记录仪及")
    assert found[0].first and not found[1].first


def test_the_right_of_a_figure_leaves_out_a_figure_bracket() -> None:
    text = "完成检查822家(完成率98%)后整改"
    found = sites(text, figures(text), clauses(text, 0, len(text), figures(text)))
    assert found[0].right == "后整改"


@given(st.text(alphabet="办案3件，,（）()“”、1个和。其中", max_size=60))
def test_every_figure_has_a_clause_that_holds_its_start(text: str) -> None:
    found = figures(text)
    for site in sites(text, found, clauses(text, 0, len(text), found)):
        assert site.clause.start <= site.span.start < max(site.clause.end, site.span.end)


@pytest.mark.parametrize(("left", "right"), [("(", ")"), ("“", ""), ("，", ""), ("(1)", "")])
def test_any_text_takes_linear_work(left: str, right: str) -> None:
    """Four times the text takes about four times the calls."""

    def work(times: int) -> None:
        text = left * times + "1" + right * times
        ones = [Span(at, at + 1, "1", "fact", None, "") for at in range(len(text)) if text[at] == "1"][:40]
        assert len(sites(text, ones, clauses(text, 0, len(text), ones))) == len(ones)

    once = calls_of(lambda: work(1_000))
    assert calls_of(lambda: work(4_000)) < 5 * once + 2_000
