"""Pages whose paragraphs stand right in the page: signature and body are the report's as they are within an element."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reading.formats.html import decode
from orchestration.reading.reader import read_bytes
from tests.unit.reading.office_example import pieces

TITLE = "深圳市福田区应急管理局2023年法治政府建设年度报告"
LONG = "2023年,我局检查企业1200家,办理行政处罚案件35件,罚款12.5万元。"
ITEMS = ["一、主要工作", LONG, "二、下一步", LONG, "(一)甲。", "(二)乙。", "(三)丙。", "特此报告。"]
SIGNED = ["深圳市福田区应急管理局", "2024年1月15日"]
FEET = ("", "<div><a href=x>首页</a> <a href=y>关于我们</a></div>", "<p>主办:某局</p><p>地址</p>")


def html(lines: list[str], around: str = "{}", foot: str = "", ends: str = "") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    return f"<meta charset=utf-8><body>{around.format(paragraphs)}{ends}{foot}</body>".encode()


@pytest.mark.parametrize("around", ["{}", "<form>{}</form>", "<div>{}</div>"])
@pytest.mark.parametrize("foot", FEET)
def test_the_signature_below_many_short_lines_is_kept(around: str, foot: str) -> None:
    found = read_bytes(html([TITLE, *ITEMS, *SIGNED], around, foot), "a.html")
    assert found.metadata.completed_date == date(2024, 1, 15)
    assert found.metadata.title == TITLE
    kinds = [block.kind for block in found.blocks]
    assert kinds[9:11] == ["signature"] * 2 and set(kinds[11:]) <= {"furniture"}


def test_a_signature_with_an_element_of_its_own_is_kept() -> None:
    ends = "".join(f"<div align=right>{line}</div>" for line in SIGNED)
    found = read_bytes(html([TITLE, *ITEMS], ends=ends, foot=FEET[1]), "a.html")
    assert found.metadata.completed_date == date(2024, 1, 15)


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>"])
def test_the_body_above_the_title_is_of_the_title(around: str) -> None:
    lines = ["西安市应急管理局", "2023年度法治政府建设情况报告", *ITEMS]
    found = read_bytes(html(lines, around, FEET[1]), "a.html")
    assert found.metadata.title == "西安市应急管理局2023年度法治政府建设情况报告"


def test_what_is_linked_or_has_another_element_stays_outside() -> None:
    foot = "<p>下载</p><p><a href=x>某局2022年报告</a></p><p>某局2021年报告</p>"
    found = pieces(decode(html([*ITEMS], "<ul><li>某网</ul>{}", foot)))
    assert [text for hint, text in found if hint == "furniture"] == ["某网", "某局2022年报告", "某局2021年报告"]
