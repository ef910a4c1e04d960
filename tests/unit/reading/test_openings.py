"""The corpus of openings: body, region, level, function, year, dates of reports of many kinds, regions and years."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.reading.errors import Rejection
from orchestration.reading.reader import read_bytes

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "openings.yml").read_text(encoding="utf-8"))
BODY = """一、主要举措和成效
(一)健全依法行政制度体系。法治政府建设纳入年度考核,法治建设责任层层压实,全局上下依法行政意识持续增强。一是完善制度,修订规范性文件管理规定,落实公平竞争审查,按程序公开征求意见;二是规范执法,推行行政执法公示、全过程记录和法制审核,组织案卷评查并通报结果;三是强化培训,执法人员持证上岗,集中学习与网上学法相结合。
(二)加强普法宣传。落实谁执法谁普法责任制,走进社区、学校和企业开展宣传,推送以案释法文章,接受群众咨询,营造办事依法、遇事找法的氛围,群众满意度稳步提高。
二、存在的不足
执法力量仍显薄弱,法治宣传形式有待创新,法治政府建设与业务工作的融合还不够深入。
三、下一步打算
继续推进法治政府建设,加强队伍建设,提升依法行政能力和水平。
"""
# The forms that published pages use; the cases are written with their plain counterparts.
FULL_WIDTH = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in ",:()"})


def _text(case: dict[str, Any]) -> str:
    return str(case["text"]) + BODY + str(case.get("tail", ""))


def _id(case: dict[str, Any]) -> str:
    return f"{case.get('name', case.get('reject'))}-{case.get('year', '')}"


@pytest.mark.parametrize("width", ["plain", "full"])
@pytest.mark.parametrize("case", [case for case in CASES if "reject" not in case], ids=_id)
def test_opening_is_understood(case: dict[str, Any], width: str) -> None:
    text = _text(case) if width == "plain" else _text(case).translate(FULL_WIDTH)
    metadata = read_bytes(text.encode(), "report.txt").metadata
    agency = metadata.agency
    assert agency is not None
    found = {
        "name": agency.name_zh,
        "full": agency.full_name_zh,
        "code": agency.region_code,
        "level": agency.level,
        "function": agency.function_zh,
        "year": metadata.year,
        "date": metadata.published_date,
        "index": metadata.index_no,
    }
    expected = {"full": case["name"], "date": None, "index": None} | {key: case[key] for key in found if key in case}
    assert found == expected, (agency.evidence, metadata.year_evidence)
    assert agency.evidence and metadata.year_evidence


@pytest.mark.parametrize("case", [case for case in CASES if "reject" in case], ids=_id)
def test_opening_is_rejected_with_reason(case: dict[str, Any]) -> None:
    with pytest.raises(Rejection) as caught:
        read_bytes(_text(case).encode(), "report.txt")
    assert caught.value.reason_code == case["reject"], str(caught.value)
    assert all((caught.value.reason_zh, caught.value.found, caught.value.expected, caught.value.hint_zh))


FIVE = {
    "000": ("江门市应急管理局", "江门市应急管理局", "440700", "市", 2022, None, None, None),
    "001": (
        "福田区应急管理局",
        "深圳市福田区应急管理局",
        "440304",
        "县",
        2023,
        date(2023, 12, 20),
        "/2023-11073972",
        "福田区应急管理局2023年法治政府建设年度报告",
    ),
    "002": (
        "焦作市应急管理局",
        "焦作市应急管理局",
        "410800",
        "市",
        2020,
        None,
        None,
        "焦作市应急管理局2020年法治政府建设工作情况报告",
    ),
    "003": ("沧州市应急管理局", "沧州市应急管理局", "130900", "市", 2024, None, None, None),
    "004": (
        "西安市应急管理局",
        "西安市应急管理局",
        "610100",
        "市",
        2023,
        None,
        None,
        "西安市应急管理局2023年度法治政府建设情况报告",
    ),
}


@pytest.mark.parametrize("stem", FIVE)
def test_the_five_reports(stem: str) -> None:
    path = next((Path(__file__).parents[3] / "raw" / "reports").glob(f"{stem}_*.txt"))
    document = read_bytes(path.read_bytes(), path.name)
    metadata, agency = document.metadata, document.metadata.agency
    assert agency is not None and agency.function_zh == "应急管理"
    assert document.text == path.read_bytes().decode("utf-8")
    assert FIVE[stem] == (
        agency.name_zh,
        agency.full_name_zh,
        agency.region_code,
        agency.level,
        metadata.year,
        metadata.published_date,
        metadata.index_no,
        metadata.title,
    )
