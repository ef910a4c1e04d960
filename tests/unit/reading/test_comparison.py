"""Copies and versions: what wrapping and slips may differ in, and what makes another version of a report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reading.comparison import NEAR, compare, differences
from orchestration.reading.copies import Holding, versions
from orchestration.reading.reader import read_bytes
from orchestration.reading.wording import Wording, keys_of, wording_of
from tests.support import pdf_files
from tests.unit.reading.office_example import docx_of
from tests.unit.reading.portal_pages import layout_tables, mhtml, portal_standard, trs_editor

TITLE = "焦作市水利局2023年法治政府建设年度报告"
SENTENCES = (
    "2023年,我局坚持依法治水,各项工作取得新进展。",
    "一、主要工作",
    "全年受理取水许可申请35件,准予许可33件,按时办结率100%。",
    "查处非法采砂案件12起,罚款8.5万元,没有一起被撤销。",
    "组织执法人员培训3期,参训210人次,考试合格率98.6%。",
    "二、存在的不足",
    "基层执法力量仍然不够,水行政执法的装备也有待更新。",
    "三、下一步打算",
    "完善执法责任制,把依法治水的要求落到每条河、每座水库。",
)
SIGNATURE = "焦作市水利局\n2024年1月12日"


def text_of(sentences: tuple[str, ...] = SENTENCES, signature: str = SIGNATURE) -> str:
    return "\n".join((TITLE, *sentences, signature)) + "\n"


def words(text: str) -> Wording:
    return wording_of(read_bytes(text.encode(), "a.txt"))


def relation(one: str, other: str) -> str:
    longer, shorter = sorted((words(one), words(other)), key=lambda wording: -wording.length)
    return compare(longer, shorter).sameness


WHOLE = words(text_of())


@pytest.mark.parametrize("make", [portal_standard, trs_editor, layout_tables, mhtml], ids=lambda make: make.__name__)
def test_a_page_is_the_same_text(make: Callable[[str, tuple[str, ...]], bytes]) -> None:
    name = "a.mht" if make is mhtml else "a.html"
    page = wording_of(read_bytes(make(TITLE, (*SENTENCES, *SIGNATURE.split("\n"))), name))
    assert page.sha256 == WHOLE.sha256


def test_other_formats_are_the_same_text() -> None:
    for data, name in ((pdf_files.report(text_of()), "a.pdf"), (docx_of(text_of().splitlines(), TITLE), "a.docx")):
        assert wording_of(read_bytes(data, name)).sha256 == WHOLE.sha256, name


@pytest.mark.parametrize(
    "other",
    [
        text_of().replace(",", ",").replace("12起", "12起"),
        text_of().replace("我局坚持", "我局 坚\u3000持"),
        "\n".join(line[at : at + 24] for line in text_of().splitlines() for at in range(0, len(line), 24)),
        text_of(signature=""),
        text_of(tuple(line.replace("一、", "").replace("二、", "") for line in SENTENCES)),
    ],
    ids=["width", "blanks", "wrapped", "unsigned", "numbers of headings lost"],
)
def test_wrapping_is_no_difference(other: str) -> None:
    assert words(other).sha256 == WHOLE.sha256


@pytest.mark.parametrize(
    "other",
    [
        text_of((*SENTENCES, "水利服务热线0391-1234567")),
        text_of().replace("各项工作", "各项丁作"),
        text_of((*SENTENCES[:4], "- 2 -", *SENTENCES[4:])),
        text_of((*SENTENCES[:4], "法治建设", *SENTENCES[4:])),
        text_of((*SENTENCES[:2], SENTENCES[3], SENTENCES[2], *SENTENCES[4:])),
    ],
    ids=["footer", "slip", "number of the page", "head of the page", "order"],
)
def test_what_a_copy_may_differ_in(other: str) -> None:
    assert relation(text_of(), other) == "near_text"


@pytest.mark.parametrize(
    "other",
    [
        text_of().replace("12起", "21起"),
        text_of().replace("8.5万元", "85万元"),
        text_of().replace("35件", "33件").replace("许可33件", "许可35件"),
        text_of().replace("没有一起", "有一起"),
        text_of().replace("没有一起", "没有三起"),
        text_of((*SENTENCES[:3], *SENTENCES[4:])),
        text_of((*SENTENCES[:6], "装备也有待更新,基层力量要加强。", *SENTENCES[6:])),
        text_of((*SENTENCES, "全年还新增水法宣传点2处。")),
    ],
    ids=["figure", "point", "figures swapped", "denial", "numeral", "removed", "added", "added at the end"],
)
def test_what_makes_a_version(other: str) -> None:
    assert relation(text_of(), other) == "different"


def test_the_threshold_lies_between_wrapped_copies_and_reports_of_two_years() -> None:
    menu = tuple(f"栏目之{name}" for name in "甲乙丙丁")
    wrapped = compare(words(text_of((*SENTENCES, *menu))), WHOLE)
    next_year = compare(WHOLE, words(text_of().replace("2023", "2022").replace("35", "41").replace("12起", "9起")))
    assert wrapped.sameness == "near_text" and wrapped.similarity > NEAR
    other = words(text_of((*SENTENCES[:2], "完善取水制度,修订办事指南,公开权责清单。", *SENTENCES[5:])))
    assert compare(WHOLE, other).similarity < NEAR
    assert next_year.sameness == "different"


def test_a_text_that_broke_off_is_an_excerpt() -> None:
    assert relation(text_of(), text_of(SENTENCES[:6], signature="")) == "excerpt"
    assert relation(text_of(), text_of((*SENTENCES[:4], SENTENCES[4][:14]), signature="")) == "excerpt"
    # a complete text that was later continued is an older version
    assert relation(text_of(), text_of(SENTENCES[:6])) == "different"


def test_differences_are_told_sentence_by_sentence() -> None:
    new = words(text_of((*SENTENCES[:3], SENTENCES[3].replace("12起", "21起"), *SENTENCES[5:], "新设水法宣传点2处。")))
    found = [(one.change, one.old and one.old.text, one.new and one.new.text) for one in differences(WHOLE, new)]
    assert found == [
        ("changed", SENTENCES[3], SENTENCES[3].replace("12起", "21起")),
        ("removed", SENTENCES[4], None),
        ("added", None, "新设水法宣传点2处。"),
    ]


def test_offsets_point_at_the_sentence() -> None:
    text = text_of()
    assert all(text.startswith(one.text[:8], one.start) for one in words(text).sentences)


SOME = st.lists(st.sampled_from(SENTENCES), max_size=12)


@given(SOME, SOME)
def test_differences_account_for_every_sentence(old: list[str], new: list[str]) -> None:
    one, two = (words(text_of((SENTENCES[0], SENTENCES[2], *some))) for some in (old, new))
    found = differences(one, two)
    gone = [item.old for item in found if item.old] + []
    come = [item.new for item in found if item.new] + []
    assert len(one.sentences) - len(gone) == len(two.sentences) - len(come)
    assert len(set(map(id, gone))) == len(gone) and len(set(map(id, come))) == len(come)
    assert bool(found) == (one.sha256 != two.sha256)
    if one.length >= two.length:
        assert 0 <= compare(one, two).similarity <= 1


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_itself(text: str) -> None:
    (key,) = keys_of(["甲" + text])
    assert keys_of([key]) == [key]


def holding(document_id: str, text: str = "", **fields: object) -> Holding:
    mine = words(text or text_of())
    known = Holding(document_id, mine.length, mine, TITLE, "text/plain", False, None, None, None)
    return replace(known, **fields)  # type: ignore[arg-type]


OFFICIAL = "https://slj.jiaozuo.gov.cn/1.html"


def test_the_chosen_text_is_complete_then_faithful_then_official() -> None:
    excerpt = holding("a", text_of(SENTENCES[:6], signature=""), media_type="text/html", origin_url=OFFICIAL)
    plain = holding("b")
    scanned = holding("c", media_type="text/html", is_recognised=True)
    page = holding("e", media_type="text/html", origin_url="https://news.example.com/1")
    official = holding("f", media_type="text/html", origin_url=OFFICIAL)
    for given_, chosen in (
        ((excerpt, plain), "b"),
        ((plain, scanned), "b"),
        ((plain, page), "e"),
        ((plain, page, official), "f"),
        ((excerpt, plain, scanned, page, official), "f"),
    ):
        [version] = versions(given_)
        assert version.chosen.document_id == chosen
        assert {copy.chosen for copy in version.copies} == {chosen}
        assert all(copy.why_zh for copy in version.copies)
        assert versions(reversed(given_)) == (version,)


def test_versions_follow_the_date_then_the_register() -> None:
    other = text_of().replace("12起", "21起")
    third = text_of().replace("12起", "22起")

    def order(*given_: Holding) -> list[str]:
        return [version.chosen.document_id for version in versions(given_)]

    day = date(2024, 1, 12)
    assert order(holding("a", published_date=day), holding("b", other)) == ["b", "a"]
    assert order(holding("a", published_date=date(2024, 3, 1)), holding("b", other, published_date=day)) == ["b", "a"]
    assert order(holding("a", register_no=9), holding("b", other, register_no=2)) == ["b", "a"]
    for mark in ("(更正版)", "\uff08更正\uff09", "\uff08修正稿\uff09", "(更新)", "更正后"):
        corrected = holding("c", third, title=TITLE + mark)
        assert order(corrected, holding("a", published_date=day), holding("b", other)) == ["b", "a", "c"], mark
    # a re-post later on does not make a text newer
    again = holding("z", media_type="text/html", published_date=date(2025, 5, 5))
    later = holding("b", other, published_date=date(2024, 2, 2))
    assert order(holding("a", published_date=day), again, later) == ["z", "b"]


def test_an_excerpt_of_two_versions_does_not_make_them_one() -> None:
    other = text_of().replace("98.6%", "96.8%")
    torn = text_of(SENTENCES[:4], signature="")
    found = versions((holding("a"), holding("b", other), holding("c", torn)))
    assert sorted(len(version.copies) for version in found) == [1, 2]
