"""What a table adds to its cells: the unit of the heading, the indicator of a column of a yearly form; and what is said
by the page and not by the report."""

from __future__ import annotations

import pytest

from orchestration.document import Block, Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from orchestration.extraction.result import Extraction
from orchestration.reading.reader import read_bytes

Cells = list[list[str]]


def page(*tables: str, below: str = "") -> Extraction:
    """The extraction of a saved page with the tables in its report and ``below`` outside it."""
    text = "2023年,孟州市司法局坚持依法行政,全面履行职责,扎实推进法治政府建设各项工作落地见效。现将有关情况报告如下:"
    html = (
        "<html><head><meta charset='utf-8'><title>孟州市司法局2023年法治政府建设年度报告</title></head><body>"
        f"<div id='zoom'><h1>孟州市司法局2023年法治政府建设年度报告</h1><p>{text}</p><p>一、主要举措和成效</p>"
        f"<p>(一)严格规范执法。开展执法监督,规范执法行为,落实三项制度,提升执法水平。</p>{''.join(tables)}"
        "<p>二、下一步打算</p><p>继续推进法治政府建设,加强队伍建设,提升依法行政能力和水平。</p></div>"
        f"{below}</body></html>"
    )
    return extract(read_bytes(html.encode(), "a.html"))


def grid(rows: Cells, above: str = "") -> str:
    """A table; ``x*3`` reaches over three columns, ``x^2`` over two rows."""
    lines = []
    for row in rows:
        cells = ""
        for cell in row:
            text, _, columns = cell.partition("*")
            text, _, down = text.partition("^")
            cells += f"<td colspan='{columns or 1}' rowspan='{down or 1}'>{text}</td>"
        lines.append(f"<tr>{cells}</tr>")
    return f"<p>{above}</p><table>{''.join(lines)}</table>"


def told(found: Extraction) -> dict[str, tuple[str, str, int] | None]:
    """The measure of each fact with what its table says of its unit."""
    units = {unit.start: (unit.printed, unit.base, unit.factor) for unit in found.cell_units}
    return {one.measure: units.get(one.start) for one in facts(found)}


def facts(found: Extraction) -> list[Mention]:
    return [one for one in found.mentions if one.kind == "fact"]


@pytest.mark.parametrize(
    ("above", "heading", "unit"),
    [
        ("", "罚款金额(万元)", ("万元", "元", 10_000)),
        ("", "罚款金额（万元）", ("万元", "元", 10_000)),
        ("", "罚款金额(单位:亿元)", ("亿元", "元", 100_000_000)),
        ("单位:万元", "罚款金额", ("万元", "元", 10_000)),
        ("(单位：万元)", "罚款金额", ("万元", "元", 10_000)),
        ("", "处罚案件(件)", ("件", "件", 1)),
        ("", "处罚案件(含简易程序)", None),
        ("", "罚款金额", None),
        ("", "罚款案件(2023年)", None),
        ("", "执法一队(5人)", None),
        ("", "投资额(百亿元)", None),
        ("单位:万元", "案件数量", None),
        ("单位:万元", "占比", None),
        ("单位:件", "罚款金额", None),
    ],
)
def test_a_cell_has_the_unit_of_its_heading(above: str, heading: str, unit: tuple[str, str, int] | None) -> None:
    rows = [["领域", heading], ["食品安全", "806.3"], ["药品安全", "122.06"]]
    assert set(told(page(grid(rows, above))).values()) == {unit}


def test_the_heading_of_one_table_says_nothing_of_the_next() -> None:
    fees = grid([["信息内容", "本年收费金额(单位:万元)"], ["行政事业性收费", "12.5"]], "二、主动公开政府信息情况")
    requests = grid([["申请情况", "自然人", "总计"], ["本年新收申请数量", "5", "8"]], "三、收到和处理申请情况")
    below = grid([["申请情况", "自然人", "总计"], ["上年结转申请数量", "1", "3"]])
    assert list(told(page(fees, requests, below)).values()) == [("万元", "元", 10_000), None, None, None, None]


def test_the_unit_of_a_row() -> None:
    kinds = grid([["处罚类型", "罚款", "其他"], ["数量", "3", "2"], ["金额(万元)", "30.5", "2.5"]], "行政处罚情况")
    found = page(kinds)
    assert list(told(found).values()) == [None, None, ("万元", "元", 10_000), ("万元", "元", 10_000)]
    assert of_indicators(found)["30.5"] == "penalty_amt"
    units = grid([["指标", "单位", "2022年", "2023年"], ["罚没金额", "万元", "5", "6"], ["立案", "件", "7", "8"]])
    assert list(told(page(units)).values()) == [("万元", "元", 10_000)] * 2 + [("件", "件", 1)] * 2


def test_a_title_tells_the_unit_of_its_table() -> None:
    found = page(grid([["领域", "罚款"], ["食品安全", "8.5"]], "表1.2023年度罚没情况(单位:万元)"))
    assert list(told(found).values()) == [("万元", "元", 10_000)]


def test_results_of_reviews_of_disclosure_are_no_reviews() -> None:
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    rows = [["行政复议*5", "行政诉讼*5"], [*results, *results], ["3", "1", "4", "2", "16", "5", "6", "7", "8", "26"]]
    found = of_indicators(page(grid(rows, "四、政府信息公开行政复议、行政诉讼情况")))
    assert [found[figure] for figure in ("3", "1", "4", "2", "5", "6", "7", "8")] == ["unmapped"] * 8


def test_a_unit_in_the_cell_itself_stands() -> None:
    found = page(grid([["领域", "罚款金额(万元)"], ["食品安全", "806.3元"], ["药品安全", "12"]]))
    assert [(one.surface, one.unit) for one in facts(found)] == [("806.3元", "元"), ("12", "")]
    assert [unit.start for unit in found.cell_units] == [facts(found)[1].start]


PENALTIES = [
    ["单位名称^2", "行政处罚数量(宗)*9", "罚没金额(万元)^2"],
    [
        "警告、通报批评",
        "罚款",
        "没收违法所得、没收非法财物",
        "暂扣许可证件",
        "责令停产停业",
        "吊销许可证件",
        "行政拘留",
        "其他行政处罚",
        "合计",
    ],
    ["某局", *["11", "81", "4", "2", "3", "1", "5", "6", "113", "97.5"]],
]
COERCION = [
    ["单位名称^2", "行政强制措施数量(宗)*4", "行政强制执行数量(宗)*7", "合计^2"],
    [
        "查封场所、设施或者财物",
        "扣押财物",
        "冻结存款、汇款",
        "其他行政强制措施",
        "加处罚款或者滞纳金",
        "划拨存款、汇款",
        "拍卖或者依法处理查封、扣押的场所、设施或者财物",
        "排除妨碍、恢复原状",
        "代履行",
        "其他强制执行",
        "申请法院强制执行",
    ],
    ["某局", *["3", "4", "9", "1", "2", "6", "7", "8", "12", "13", "5", "70"]],
]


def of_indicators(found: Extraction) -> dict[str, str]:
    return {one.surface: one.indicator_id for one in facts(found)}


def test_columns_of_the_form_of_penalties() -> None:
    assert of_indicators(page(grid(PENALTIES, "行政处罚实施情况统计表"))) == {
        "11": "penalty_warning_cnt",
        "81": "penalty_fine_cnt",
        "4": "penalty_confiscate_cnt",
        "2": "penalty_suspend_license_cnt",
        "3": "penalty_shutdown_cnt",
        "1": "penalty_revoke_license_cnt",
        "5": "penalty_detention_cnt",
        "6": "penalty_other_cnt",
        "113": "penalty_cnt",
        "97.5": "penalty_amt",
    }


def test_columns_of_the_form_of_coercion() -> None:
    assert of_indicators(page(grid(COERCION, "行政强制实施情况统计表"))) == {
        "3": "coercive_seal_cnt",
        "4": "coercive_seize_cnt",
        "9": "coercive_freeze_cnt",
        "1": "coercive_other_cnt",
        "2": "exec_late_fee_cnt",
        "6": "exec_transfer_cnt",
        "7": "exec_auction_cnt",
        "8": "exec_restore_cnt",
        "12": "exec_substitute_cnt",
        "13": "unmapped",
        "5": "court_exec_apply_cnt",
        "70": "unmapped",
    }


def test_a_form_with_one_row_of_headings_and_a_number() -> None:
    rows = [["单位名称", *PENALTIES[1], "罚没金额(万元)"], PENALTIES[2]]
    flat = of_indicators(page(grid(rows, "表一 行政处罚实施情况统计表")))
    assert flat == of_indicators(page(grid(PENALTIES, "行政处罚实施情况统计表")))


def test_a_column_in_money_is_no_count_of_the_form() -> None:
    rows = [["单位名称", "案件数(宗)", "罚款(万元)"], ["某局", "12", "3.5"]]
    assert of_indicators(page(grid(rows, "行政处罚实施情况统计表")))["3.5"] == "penalty_amt"


@pytest.mark.parametrize(
    "below",
    [
        "<div class='pn'><p>上一篇:<a href='/1.html'>全市办理行政处罚案件500件</a></p></div>",
        "<p>下一条：我市查处违法案件500件</p>",
        "<ul><li><a href='/3.html'>全市共查处案件500件,罚款30万元</a><span>2024-01-03</span></li></ul>",
        "<div><h4>相关阅读</h4><a href='/4.html'>上半年全市受理行政复议案件500件</a></div>",
    ],
)
def test_what_the_page_says_is_no_fact_of_the_report(below: str) -> None:
    found = page(below=below)
    assert facts(found) == []
    assert "500件" in [one.surface for one in found.mentions if one.kind == "other"]


@pytest.mark.parametrize("said", ["上一篇:全市办理案件500件", "500件案件被查办"])
def test_a_line_of_the_page_in_plain_text(said: str) -> None:
    text = f"某局全年办理案件12件。\n{said}\n"
    line = text.index(said)
    blocks = (Block("paragraph", 0, line - 1), Block("furniture", line, len(text) - 1))
    found = extract(Document(text=text, blocks=blocks, metadata=Metadata(year=2023)))
    assert [(one.surface, one.kind, one.rule_id) for one in found.mentions if one.unit == "件"][1] == (
        "500件",
        "other",
        "page_line",
    )
    assert [one.surface for one in facts(found)] == ["12件"]
