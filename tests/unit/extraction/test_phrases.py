"""Trimming the words around a figure, verbs and objects, gaps and lists."""

from __future__ import annotations

import pytest

from orchestration.extraction.comparisons import change_before
from orchestration.extraction.drafts import conjuncts, merge, shorter
from orchestration.extraction.gaps import split_gap
from orchestration.extraction.lists import complete_list
from orchestration.extraction.phrases import clean_left, clean_right
from orchestration.extraction.units import family_of
from orchestration.extraction.verbs import is_light, parse, subject_of, trailing_verb
from orchestration.extraction.vocabulary import table


@pytest.mark.parametrize(
    ("words", "trimmed"),
    [
        ("2023年共收到行政许可申请", "收到行政许可申请"),
        ("其中重点检查企业", "重点检查企业"),
        ("全年依法对辖区餐饮单位开展专项检查", "餐饮单位专项检查"),
        ("通过“边检查、边培训”帮扶企业", "帮扶企业"),
        ("通过微信公众号推送消息", "微信公众号推送消息"),
        ("已修订的专项应急预案有", "已修订的专项应急预案"),
        ("处罚金额达", "处罚金额"),
        ("县市场监管局查处违法案件", "查处违法案件"),
        ("听取法治政府建设汇报", "听取法治政府建设汇报"),
        ("按照“执法检查覆盖率", "执法检查覆盖率"),
        ("录入监管行为", "录入监管行为"),
        ("从业人员培训", "从业人员培训"),
        ("经济处罚", "经济处罚"),
        ("即办件", "即办件"),
        ("三是审查合同", "审查合同"),
    ],
)
def test_left_of_a_figure(words: str, trimmed: str) -> None:
    assert clean_left(words) == trimmed


@pytest.mark.parametrize(
    ("words", "trimmed"),
    [
        ("针对执法人员专题培训", "执法人员专题培训"),
        ("重大行政处罚进行法制审核", "重大行政处罚法制审核"),
        ("的企业", "企业"),
        ("文件(非规范性文件)", "文件"),
        ("规范性文件清理工作", "规范性文件清理"),
    ],
)
def test_right_of_a_figure(words: str, trimmed: str) -> None:
    assert clean_right(words) == trimmed


@pytest.mark.parametrize(
    ("phrase", "verb", "noun"),
    [
        ("受理行政许可申请", "受理", "行政许可申请"),
        ("评查行政处罚案卷", "评查", "行政处罚案卷"),
        ("办结", "办结", ""),
        ("督办单", "", "督办单"),
        ("专项应急预案", "", "专项应急预案"),
        ("涉及业务办理项", "涉及", "业务办理项"),
    ],
)
def test_verb_and_object(phrase: str, verb: str, noun: str) -> None:
    parsed = parse(phrase)
    assert (parsed.verb, parsed.noun) == (verb, noun)


def test_the_verb_before_a_figure() -> None:
    assert trailing_verb("同时升级维护") == "升级维护"
    assert trailing_verb("共向省厅申请") == "申请"
    assert trailing_verb("整合了") == "整合"
    assert trailing_verb("我区专项应急预案") == ""


def test_subjects_end_before_the_predicate() -> None:
    assert subject_of("企业纳入网格管理") == "企业"
    assert subject_of("网格员落实常态化巡检").startswith("网格员")


@pytest.mark.parametrize("row", table("verbs"), ids=lambda row: row["verb"])
def test_every_verb_of_the_table_is_read_as_a_verb(row: dict[str, str]) -> None:
    assert parse(row["verb"]).verb == row["verb"]
    assert is_light(row["verb"]) == (row["class"] in ("light", "head"))


@pytest.mark.parametrize(
    ("gap", "left", "right", "shared"),
    [
        ("执法记录仪及", False, True, ("执法记录仪", "及")),
        ("、党政联席会", True, False, ("", "、党政联席会")),
        ("模块", True, True, ("模块", "")),
        ("执法队伍建设调查询问室", False, False, ("执法队伍", "建设调查询问室")),
        ("行政诉讼案件", True, False, ("", "行政诉讼案件")),
    ],
)
def test_words_between_two_figures(gap: str, left: bool, right: bool, shared: tuple[str, str]) -> None:
    assert split_gap(gap, left, right) == shared


def test_lists_share_a_noun() -> None:
    assert complete_list(["受理", "办结", "撤销案件"]) == ["受理案件", "办结案件", "撤销案件"]
    assert complete_list(["申请受理", "办结"]) == ["申请受理", "申请办结"]
    assert conjuncts("司法建议、检察建议和县(市、区)建议") == ["司法建议", "检察建议", "县(市、区)建议"]
    assert conjuncts("报备及时率") == ["报备及时率"]


def test_phrases_join_without_repeating() -> None:
    assert merge("行政许可立案", "立案率") == "行政许可立案率"
    assert shorter("各县党政主要负责同志与企业负责人“面对面”谈安全") == "“面对面”谈安全"


@pytest.mark.parametrize(
    ("left", "unit", "sign"),
    [
        ("同比增长", "%", 1),
        ("较上年分别下降", "%", -1),
        ("比2022年减少", "件", -1),
        ("破案率上升", "百分点", 1),
        ("环比降幅达", "%", -1),
    ],
)
def test_changes_have_a_sign(left: str, unit: str, sign: int) -> None:
    change = change_before(left, unit)
    assert change is not None
    assert change.sign == sign


@pytest.mark.parametrize(("left", "unit"), [("办理时限压缩", "%"), ("压减材料", "份"), ("上年为", "件"), ("同比", "%")])
def test_reductions_against_a_rule_are_levels(left: str, unit: str) -> None:
    assert change_before(left, unit) is None


@pytest.mark.parametrize(
    "row", [row for row in table("comparisons") if row["class"] == "direction"], ids=lambda r: r["cue"]
)
def test_every_direction_word_gives_its_sign(row: dict[str, str]) -> None:
    change = change_before("同比" + row["cue"], "%")
    assert change is not None
    assert change.sign == int(row["sign"])


@pytest.mark.parametrize("row", table("unit_families"), ids=lambda row: row["unit"])
def test_every_unit_has_its_family(row: dict[str, str]) -> None:
    assert family_of(row["unit"]) == row["family"]


def test_an_unknown_unit_is_other_and_none_is_empty() -> None:
    assert family_of("") == ""
    assert family_of("坨") == "other"
