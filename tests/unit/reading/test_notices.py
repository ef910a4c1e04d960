"""Notices that correct a report: told from reports and from other business, filed under the body and year they name."""

from __future__ import annotations

import pytest

from orchestration.document import Metadata
from orchestration.reading.errors import Rejection
from orchestration.reading.genre import UNTITLED as GENRE
from orchestration.reading.notices import NOTICE
from orchestration.reading.reader import read_bytes

IN_TITLE = """关于《许昌市水利局2021年法治政府建设年度报告》的更正公告
我局于2022年3月9日公布的报告中,个别数据有误。原文“行政处罚31件”应为“行政处罚13件”。
许昌市水利局
2022年4月2日
"""
IN_TEXT = """更正公告
我局2022年3月9日公布的《许昌市水利局2021年法治政府建设情况报告》中,“检查57家次”更正为“检查75家次”。
许昌市水利局
2022年4月2日
"""
WITHOUT_MARKS = """许昌市水利局
关于2021年度依法行政工作报告部分数据的更正说明
“培训12期”误,应为“培训21期”。
"""
ERRATA = """许昌市水利局2021年度法治政府建设工作情况报告勘误表
第二部分“罚款3万元”应为“罚款30万元”。
"""


def read(text: str) -> Metadata:
    return read_bytes(text.encode(), "a.txt").metadata


@pytest.mark.parametrize("text", [IN_TITLE, IN_TEXT, WITHOUT_MARKS, ERRATA])
def test_a_notice_is_filed_under_the_report_it_corrects(text: str) -> None:
    found = read(text)
    assert found.genre == NOTICE
    assert found.agency is not None and found.agency.full_name_zh == "许昌市水利局"
    assert found.year == 2021  # never the year in which it was put right


def test_its_own_title_and_date_are_kept() -> None:
    found = read(IN_TEXT)
    assert found.title == "更正公告"
    assert str(found.published_date) == "2022-04-02"


def test_a_report_published_again_is_a_report() -> None:
    text = """许昌市水利局2021年法治政府建设年度报告(更正版)
2021年,我局推进依法行政。
一、主要工作
查处违法行为13起。
"""
    assert read(text).genre == GENRE


@pytest.mark.parametrize(
    "text",
    [
        "河道清淤项目采购更正公告\n采购预算由120万元更正为102万元。许昌市水利局2021年。\n",
        "许昌市水利局关于信用更正办法的公告\n依《2021年法治政府建设年度报告》所列,信用信息可申请更正。\n",
    ],
)
def test_other_corrections_are_no_notices(text: str) -> None:
    with pytest.raises(Rejection) as rejection:
        read(text)
    assert rejection.value.reason_code == "not_a_report"
