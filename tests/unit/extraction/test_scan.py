"""Sentences in the manner of many bodies, read by eye; the annotated documents; places where a mention must not be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.extraction.quantities import parse_surface
from orchestration.extraction.scan import scan

ROOT = Path(__file__).parents[3]
GOLD = sorted((ROOT / "tests" / "corpus" / "gold").glob("*.jsonl"))


def _facts(text: str) -> list[str]:
    return [span.surface for span in scan(text).spans if span.kind == "fact"]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("全年检查食品主体12.6万户次，罚没2,367.45万元，移送31件。", ["12.6万户次", "2,367.45万元", "31件"]),
        ("抽检合格率98.7%，同比提高0.6个百分点。", ["98.7%", "0.6个百分点"]),
        ("PM2.5平均浓度29微克/立方米，优良天数315天。", ["29微克/立方米", "315天"]),
        ("我县辖8镇4乡、186个行政村，人口约43.6万人。", ["8镇", "4乡", "186个", "约43.6万人"]),
        ("受理、办结、撤销分别为12、11、1件。", ["12", "11", "1件"]),
        ("满意率由上年的92.3%提高到97.8%，用时压缩三分之一。", ["92.3%", "97.8%", "三分之一"]),
        ("全年未发生一起重大责任事故，行政诉讼零败诉。", ["未发生一起重大责任事故", "零败诉"]),
        ("执法队员与管理对象之比为1:350，无人机4架。", ["1:350", "4架"]),
        ("办件量约 2600 件，接待 20 余人。", ["约 2600 件", "20 余人"]),
        ("发生一起较大事故，大家一起整改。", ["一起"]),
        ("罚款从5000元到2万元不等，单笔最高50万元。", ["5000元到2万元", "最高50万元"]),
        ("7日内送达，6个月内起诉，听证宣布不少于两人。", ["7日内", "6个月内", "不少于两人"]),
        ("召开会议一次，培训两次，案件一件。", ["一次", "两次", "一件"]),
        ("平均办结时长压缩至7.5个工作日。", ["7.5个工作日"]),
        ("指标 | 2024年\n行政处罚 | 120 | 135 | 12.5%", ["120", "135", "12.5%"]),
        ("行政处罚\t1560\t-5.1%", ["1560", "-5.1%"]),
        ("“高危行业检查覆盖率100%、一般行业检查覆盖率不低于30%”", ["100%", "不低于30%"]),
        (
            "没有一起案件被撤销，无行政复议撤销案件，无信访积案。",
            ["没有一起案件被撤销", "无行政复议撤销案件", "无信访积案"],
        ),
        ("一季度3件、二季度5件，无一人因过错被追责，无一例外。", ["3件", "5件", "无一人因过错被追责"]),
        ("辖区未发生一般及以上事故，无一般行政处罚。", ["未发生一般及以上事故", "无一般行政处罚"]),
        ("连续3年多次获评，历时3年多。", ["3年", "3年多"]),
        ("证照到期前3个月提醒，近3年共办理12件。", ["3个月", "12件"]),
    ],
)
def test_facts_of_a_sentence(sentence: str, facts: list[str]) -> None:
    assert _facts(sentence) == facts


@pytest.mark.parametrize(
    "sentence",
    [
        "落实“四个最严”，推进“一网统管”，构建“1+4+N”格局，坚持三管三必须。",
        "根据《条例》第十二条至第十五条、第三十三条第一款第(二)项。",
        "执行GB/T 38315-2019和粤府〔2020〕1 号文件，国务院令第722号，(2023)粤03行终123号。",
        "对未发生事故的企业、无证经营、无缝衔接、无差异受理、无人机、未按规定、未完成的。",
        "一方面进一步统一标准，另一方面逐一落实，万众一心，千方百计。",
        "四川省三亚市六安市双流区两岸，九江市七里河区。",
        "从三个方面着力，聚焦消防等5个重点领域，市县乡三级联动。",
        "电话0371-12345678，浏览次数:1234，每天9时至17时，15:41，FM98.6。",
        "2021—2025年，1-11月，6月5日、6日，二〇二四年十二月，第三季度，2023年1月至6月。",
        "一、总体情况\n（一）压实责任。1.强化统筹。2.健全机制。二、问题：一是力量薄弱;二是经费不足。",
        "位列全省第三，第二批，一等奖，二级达标，三等功，前十名。",
        "近三年来，按镇召开一次，每万人，亿元以上项目，百名律师下基层，数十次。",
        "开展“5.12”防灾减灾日、“12·4”国家宪法日、3·15活动，拨打12345热线。",
        "《法治中国建设规划(2020—2025年)》《关于三项制度的意见》《百年大事记》",
    ],
)
def test_a_sentence_without_facts(sentence: str) -> None:
    assert _facts(sentence) == []


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("现场复核。二、推进公开", "二、", "numbering"),
        ("工作如下:1.健全制度", "1.", "numbering"),
        ("1.2024年工作情况", "2024年", "date"),
        ("1921年7月-2021年7月", "1921年7月-2021年7月", "date"),
        ("二十届二中、三中全会精神", "二十届二中、三中全会", "name"),
        ("“双随机、一公开”监管", "双随机、一公开", "name"),
        ("建立“一张图、一张表”", "一张图、一张表", "name"),
        ("执行“钢8条”规定", "钢8条", "name"),
        ("做到能效双优。", "双优", "other"),
        ("“6个方面、17个大项、52个子项”标准", "52个", "other"),
        ("担任第一责任人", "第一责任人", "ordinal"),
        ("11月30《条例》施行", "11月30", "date"),
        ("索引号 : /2023-11000000", "索引号 : /2023-11000000", "identifier"),
    ],
)
def test_kind_of_a_mention(text: str, surface: str, kind: str) -> None:
    assert (surface, kind) in {(span.surface, span.kind) for span in scan(text).spans}


@pytest.mark.parametrize("text", ["1/0", "0分之5", "9" * 60 + "件", "3至2家", "1:0", "十" * 30, "半" * 9, "万亿" * 9])
def test_a_number_that_cannot_be_read_is_still_accounted_for(text: str) -> None:
    found = scan(text)
    assert found.ledger.balanced
    assert found.spans or found.lexical


def test_a_line_end_inside_a_quantity_stays_in_the_surface() -> None:
    text = "全年培训3\n期,参加120\n余人次。"
    spans = scan(text).spans
    assert [span.surface for span in spans] == ["3\n期", "120\n余人次"]
    assert all(text[span.start : span.end] == span.surface for span in spans)


def test_what_stands_below_a_table_is_no_bound_of_its_last_figure() -> None:
    text = "行政强制 | 7 | 1.2\n以上数据截至12月底。死亡3\n以上事故2起"
    assert [span.surface for span in scan(text).spans] == ["7", "1.2", "12月底", "3\n以上", "2起"]


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_annotated_document(gold: Path) -> None:
    report = next((ROOT / "raw" / "reports").glob(f"{gold.stem}_*.txt"))
    spans = scan(report.read_bytes().decode("utf-8")).spans
    lines = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line]
    by_start = {span.start: span for span in spans}
    for line in lines:
        if line["kind"] == "fact":
            span = by_start[line["start"]]
            assert (span.surface, span.kind) == (line["surface"], "fact")
            assert span.quantity == parse_surface(line["surface"])
            assert float(span.quantity.value) == pytest.approx(line["value"])
            assert (span.quantity.unit, span.quantity.comparator) == (line["unit"], line["comparator"])
        elif line["kind"] != "weak":
            kinds = {span.kind for span in spans if span.start < line["end"] and line["start"] < span.end}
            assert kinds == {line["kind"]}, line
    annotated = [(line["start"], line["end"]) for line in lines if line["kind"] in ("fact", "weak")]
    false_facts = [s for s in spans if s.kind == "fact" and not any(a < s.end and s.start < b for a, b in annotated)]
    assert false_facts == []


def test_a_zero_in_quotation_marks_is_a_fact_and_a_slogan_is_not() -> None:
    text = "实现服务对象“零投诉”、事故零发生，以“零容忍”态度，未发生“民转刑”命案。"
    assert _facts(text) == ["零投诉", "零发生", "未发生“民转刑”命案"]


def test_a_figure_alone_on_its_line_is_a_cell_after_short_lines_and_a_page_number_after_text() -> None:
    table = "行政处罚\n行政许可\n120\n1560\n"
    page = "本年度继续推进各项制度建设并取得积极成效,各单位分工负责。\n12\n下一步将继续推进。"
    assert _facts(table) == ["120", "1560"]
    assert [(span.surface, span.kind) for span in scan(page).spans] == [("12", "identifier")]
