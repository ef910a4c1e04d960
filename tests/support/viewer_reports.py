"""Made-up reports for tests of the viewer: four bodies, five reports, one as hostile as text can be.

Does not belong here: the release that holds them (viewer_release.py), or expectations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

TODAY = date(2026, 3, 1)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e'; DROP TABLE x; --=1+1"
SIGNATURE = "落款「2月1日」"
ASTRAL = "𠮷林😀"


def identifier(*parts: object) -> str:
    """Sixteen hex digits that follow from the parts."""
    return hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text. ``kind`` other than fact makes it a mention only."""

    surface: str
    value: str
    unit: str = "件"
    indicator_id: str = "penalty_cnt"
    kind: str = "fact"
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """One report: blocks are (kind, text); figures stand in them, each at its first place after the one before."""

    agency: str
    year: int
    blocks: Sequence[tuple[str, str]]
    figures: Sequence[Figure]
    level: str = "县"
    function: str = "应急管理"
    region: str = "440304"
    title: str | None = None
    url: str | None = None
    dated_by: str = "元数据行「发布日期」"
    pages: Sequence[Mapping[str, Any]] = ()  # page and box of the first blocks

    @property
    def text(self) -> str:
        return "\n".join(text for _, text in self.blocks)

    @property
    def report_id(self) -> str:
        return identifier("report", self.agency, self.year)

    @property
    def document_id(self) -> str:
        return identifier("document", self.agency, self.year)

    @property
    def agency_id(self) -> str:
        return identifier("agency", self.agency)

    def fact_id(self, number: int) -> str:
        return identifier("figure", self.agency, self.year, number)


_HEDGED = {"comparator": "over", "low": 1300, "high": 1400}
PLAIN = Report(
    "南山县应急管理局",
    2023,
    [
        ("title", "南山县应急管理局2023年法治政府建设年度报告"),
        ("heading", "一、主要做法"),
        ("paragraph", f"{ASTRAL}镇设点。全年作出行政处罚31件,罚款12.5万元,其中约9成为简易程序。培训1300余人次。"),
        ("heading", "二、下一步安排"),
        ("paragraph", "2024年计划检查企业200家。"),
    ],
    [
        Figure("2023年", "2023", "年", "unmapped", "date"),
        Figure("31件", "31"),
        Figure("12.5万元", "125000", "元", "penalty_amt"),
        Figure("1300余人次", "1300", "人次", "enforcement_train_person_cnt", fields=_HEDGED),
        Figure("2024年", "2024", "年", "unmapped", "date"),
        Figure("200家", "200", "家", "inspect_entity_cnt", fields={"status": "planned"}),
    ],
    title="南山县应急管理局2023年法治政府建设年度报告",
    url="https://www.example.gov.cn/nanshan/2023.html",
)  # fmt: skip
BEFORE = Report(
    "南山县应急管理局",
    2022,
    [("paragraph", "2022年作出行政处罚25件。")],
    [Figure("2022年", "2022", "年", "unmapped", "date"), Figure("25件", "25")],
    dated_by=SIGNATURE,
)
PEER = Report(
    "北山县应急管理局",
    2023,
    [("paragraph", "全县行政处罚40件,罚款3万元。")],
    [Figure("40件", "40", fields={"scope": "area"}), Figure("3万元", "30000", "元", "penalty_amt")],
    region="440305",
)
SILENT = Report("东山市司法局", 2023, [("paragraph", "无数字。")], [], level="市", function="司法", region="440300")
EVIL = Report(
    f"西山县{HOSTILE}局",
    2023,
    [("paragraph", f"{HOSTILE}处罚7件。"), ("table_cell", "=1+1"), ("table_cell", f"@SUM {HOSTILE}")],
    [Figure("7件", "7", fields={"measure": HOSTILE, "qualifier": HOSTILE})],
    title=HOSTILE,
    url="javascript:alert(3)",
)
REPORTS = (PLAIN, BEFORE, PEER, SILENT, EVIL)
