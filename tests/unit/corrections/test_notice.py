"""What notices say: known frames give old and new figure, everything else is listed and nothing is guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.corrections.notice import Statement, Unread, read_notice
from orchestration.corrections.notice_figures import figures_of
from orchestration.corrections.notice_frames import QUOTE, frames, skeleton, words


def said(text: str) -> list[Statement | Unread]:
    return read_notice(text)


def only(text: str) -> Statement:
    (statement,) = said(text)
    assert isinstance(statement, Statement), statement
    return statement


def change(statement: Statement) -> tuple[Decimal, Decimal | None]:
    return statement.old.value, statement.new.value if statement.new else None


@pytest.mark.parametrize("frame", frames(), ids=lambda frame: frame.frame_id)
def test_every_frame_reads_its_example(frame: object) -> None:
    example = str(frame.example)  # type: ignore[attr-defined]
    statement = only(example.replace(" 更正后", "\n更正后"))
    expected = (12, None) if statement.action == "drop" else (12, 21)
    assert change(statement) == expected


@pytest.mark.parametrize(
    ("text", "old", "new"),
    [
        ("原文“巡查河道40公里”应为“巡查河道14公里”。", 40, 14),
        ("报告第三部分“抽检样品84批次”有误，应为“抽检样品48批次”。", 84, 48),
        ("将「发放取水证73套」更正为「发放取水证37套」", 73, 37),
        ('现将"清淤渠系61条"修改为"清淤渠系16条"。', 61, 16),
        ("“封井52眼”系笔误，实际为“封井25眼”。", 52, 25),
        ("“封井25眼”误写为“封井52眼”。", 52, 25),
        ("更正前：封井52眼\n更正后：封井25眼\n", 52, 25),
        ("封井数由52眼更正为25眼。", 52, 25),
        ("将封井52眼更正为25眼。", 52, 25),
        ("封井数量52眼有误，应为25眼。", 52, 25),
        ("“封井52眼”应为25眼。", 52, 25),
        ("“抽检样品1300余批次”更正为“抽检样品1298批次”。", 1300, 1298),
        ("“节水率增长二十个百分点”应为“节水率增长十二个百分点”。", 20, 12),
    ],
)
def test_a_known_wording_gives_the_figures(text: str, old: int, new: int) -> None:
    statement = only(text)
    assert change(statement) == (old, new)
    assert text[statement.start : statement.end] == text.strip()


def test_the_quote_is_the_old_wording_and_the_figure_stands_in_it() -> None:
    statement = only("将“立案9起，罚款3.2万元”更正为“立案9起，罚款2.3万元”。")
    assert statement.quote == "立案9起，罚款3.2万元" and statement.figure is not None
    assert statement.quote[slice(*statement.figure)] == "3.2万元"
    assert change(statement) == (32000, 23000)


def test_each_figure_that_differs_is_corrected() -> None:
    statements = said("将“立案9起，结案8起，罚款3万元”更正为“立案7起，结案8起，罚款2万元”。")
    assert [change(one) for one in statements if isinstance(one, Statement)] == [(9, 7), (30000, 20000)]


def test_a_bare_figure_is_named_by_the_words_around_it() -> None:
    assert only("水行政处罚案件数“31”应为“13”。").context == "水行政处罚案件数"
    assert only("“水行政处罚”案件由31件更正为13件。").context == "水行政处罚案件"
    assert only("三、将《某局2021年法治政府建设年度报告》中水行政处罚31件更正为13件。").context == "水行政处罚"


def test_withdrawn_figures_have_no_new_value() -> None:
    statement = only("删去“立案9起”。")
    assert (statement.action, statement.new) == ("drop", None)


def test_part_and_year_of_the_report_are_taken_up() -> None:
    assert only("第二部分“立案9起”应为“立案7起”。").part == 2
    assert only("“三、下一步打算”部分“立案9起”应为“立案7起”。").part == 3
    first, second = said(
        "《某局2020年法治政府建设年度报告》中“立案9起”应为“立案7起”;《某局2021年法治政府建设年度报告》中“立案5起”应为“立案4起”。"
    )
    assert isinstance(first, Statement) and isinstance(second, Statement)
    assert (first.year, second.year) == (2020, 2021)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("水行政处罚以13件为准，原数据作废。", "措辞不在已知句式之内"),
        ("“甲河12公里”“乙河13公里”分别更正为“甲河21公里”“乙河31公里”。", "措辞不在已知句式之内"),
        ("将“水行政处罚31件”更正为“水行政检查13次”。", "除数字外文字也有改动"),
        ("将“立案9起，结案8起”更正为“立案7起”。", "不能一一对应"),
        ("将“立案9起，结案8起”更正为“结案8起，立案7起”。", "除数字外文字也有改动"),
        ("将“立案9起”更正为“查处9起”。", "改动的是文字"),
        ("将“推进河长制”更正为“推进河湖长制”。", "更正的不是数字"),
        ("特此公告。", "全文未见可识别的更正语句"),
        ("一" * 100_001, "不像更正公告"),
    ],
)
def test_an_unfamiliar_wording_is_listed(text: str, why: str) -> None:
    found = said(text)
    assert found and all(isinstance(one, Unread) for one in found)
    assert any(isinstance(one, Unread) and why in one.why for one in found)


def test_introduction_and_closing_are_passed_over() -> None:
    text = """关于《某局2021年法治政府建设年度报告》的更正公告
我局2022年3月9日公布的《某局2021年法治政府建设年度报告》中有2处数据有误,现更正如下:
一、原文“立案9起”应为“立案7起”。
二、原文“罚款3万元”应为“罚款2万元”。
特此公告。
某局
2022年4月2日
"""
    assert [type(one) for one in said(text)] == [Statement, Statement]


def test_a_sentence_that_is_not_understood_stands_beside_those_that_are() -> None:
    found = said("“立案9起”应为“立案7起”。罚款数以2万元为准。")
    assert [type(one) for one in found] == [Statement, Unread]


MARKS = st.sampled_from(["“”", "「」", "『』", '""', "‘’"])
WORDS = st.sampled_from(["封井", "巡查河道", "发放取水证", "清淤渠系", "化解水事纠纷"])
UNITS = st.sampled_from(["件", "家次", "起", "人次", "%"])
COUNTS = st.integers(2, 99_999)


@given(
    MARKS,
    WORDS,
    UNITS,
    COUNTS,
    COUNTS,
    st.sampled_from(words("change") + words("right")),
    st.sampled_from(words("wrong")),
)
def test_any_verb_of_the_table_any_marks(
    marks: str, word: str, unit: str, old: int, new: int, verb: str, wrong: str
) -> None:
    quoted = [f"{marks[0]}{word}{count}{unit}{marks[1]}" for count in (old, new)]
    for between in ("", f"{wrong},", "一句,现"):
        found = said(f"报告中{quoted[0]}{between}{verb}{quoted[1]}。")
        if old == new:
            assert [one for one in found if isinstance(one, Statement)] == []
        else:
            (statement,) = found
            assert isinstance(statement, Statement) and change(statement) == (old, new)
            assert statement.quote == f"{word}{old}{unit}"


@given(st.text(alphabet='更正应为误“”「」"《》13件由将,。;\n立案 删去原文', max_size=60))
def test_no_text_stops_it_and_what_it_finds_stands_there(text: str) -> None:
    found = said(text)
    assert found
    for one in found:
        assert 0 <= one.start <= one.end <= len(text)
        if isinstance(one, Statement):
            assert one.quote in text and one.old != one.new
            if one.figure is not None:
                assert figures_of(one.quote[slice(*one.figure)])


@given(st.text(alphabet='甲“”「」‘’"《》1\n', max_size=40))
def test_a_skeleton_loses_nothing(text: str) -> None:
    bones = skeleton(text)
    assert len(bones.places) == len(bones.text) + 1 and bones.places[-1] == len(text)
    assert list(bones.places) == sorted(set(bones.places))
    assert bones.text.count(QUOTE) == len(bones.quotes)
    kept = "".join(text[bones.places[at] : bones.places[at + 1]] for at in range(len(bones.text)))
    assert kept == text


def test_a_long_text_without_an_end_is_read() -> None:
    text = "将立案" * 10_000 + "9起更正为7起"
    assert change(only(text)) == (9, 7)
