"""Reports of many bodies over years, made up from sentences and a seed: what the dashboards are looked at with.

Names of places are real, every figure is invented. Some bodies skip a year, are silent on a figure, hedge it, or
report zero, as published reports do. ``python -m tests.support.many_reports RAW`` writes them into a raw folder. Does
not belong here: what is made of them.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.home import SEEDS

PROVINCES = ("13", "32", "33", "35", "37", "41", "42", "44", "50", "51", "61", "65")
YEARS = (2020, 2021, 2022, 2023, 2024)
_CITY_BODIES, _COUNTY_BODIES = ("应急管理局", "市场监督管理局"), ("应急管理局",)
_OPENING = (
    "{year}年,{body}认真贯彻落实法治政府建设各项部署,扎实推进依法行政工作。现将有关情况报告如下:\n一、主要举措和成效\n"
)
_CLOSING = (
    "二、存在的问题\n执法力量与任务还不相适应,信息化应用有待加强。\n"
    "三、下一年度工作安排\n继续加强执法培训,提升办案质量。\n{body}\n{next_year}年2月20日\n"
)
# Sentence, typical size of its figure for a county; a share of the bodies leaves each out.
_SENTENCES = (
    ("全年收到行政许可申请{}件。", 160),
    ("准予许可{}件。", 150),
    ("制定行政规范性文件{}件。", 2),
    ("开展合法性审核{}件。", 14),
    ("全年检查企业{}家次。", 900),
    ("发现问题隐患{}项。", 1500),
    ("作出行政处罚{}件。", 60),
    ("处罚金额{}万元。", 130),
    ("组织应急演练{}场。", 12),
    ("修订应急预案{}个。", 6),
    ("办理行政复议案件{}件。", 3),
    ("行政诉讼案件{}件。", 2),
    ("化解矛盾纠纷{}件。", 25),
    ("办理人大代表建议{}件。", 8),
    ("主动公开政府信息{}条。", 240),
    ("新媒体发布信息{}条。", 300),
    ("召开党委会议专题研究法治工作{}次。", 4),
    ("组织执法培训{}场次。", 8),
    ("培训执法人员{}人次。", 220),
    ("开展普法宣传活动{}场次。", 20),
    ("发生生产安全事故{}起。", 3),
)  # fmt: skip
_RATES = (("执法计划完成率{}%。", 92), ("隐患整改率{}%。", 94), ("行政机关负责人出庭应诉率{}%。", 90))


def bodies() -> list[tuple[str, float]]:
    """Names of bodies with the size of their figures against a county's."""
    places = [row for row in rows_of(SEEDS / "divisions.csv") if not row["valid_to"]]
    found = []
    for province in PROVINCES:
        inside = [row for row in places if row["region_code"].startswith(province)]
        cities = [row["full_name_zh"] for row in inside if row["level"] == "市"][:3]
        counties = [row["full_name_zh"] for row in inside if row["level"] == "县" and row["name_zh"][-1] in "区县市"]
        found += [(city + function, 4.0) for city in cities for function in _CITY_BODIES]
        found += [(county + function, 1.0) for county in counties[:20:5] for function in _COUNTY_BODIES]
    return found


def write_many_reports(raw: Path, seed: int = 5) -> int:
    """Write the reports below ``raw/reports``; returns how many. The same seed gives the same bytes."""
    folder = raw / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    dice, number = random.Random(seed), 0
    for name, size in bodies():
        own = size * dice.lognormvariate(0, 0.5)
        for year in YEARS:
            if dice.random() < 0.12:  # the report of this year was never published
                continue
            number += 1
            own *= dice.uniform(0.9, 1.2)
            (folder / f"{number:04d}.txt").write_text(report_text(name, year, own, dice), encoding="utf-8")
    return number


def report_text(name: str, year: int, size: float, dice: random.Random) -> str:
    """One report of a body; ``size`` is that of its figures against a county's."""
    opening = _OPENING.format(year=year, body=name)
    closing = _CLOSING.format(body=name, next_year=year + 1)
    body = "".join(sentence + "\n" for sentence in _told(size, dice))
    return f"{name}{year}年法治政府建设年度报告\n{opening}{body}{closing}"


def _told(size: float, dice: random.Random) -> Iterator[str]:
    for sentence, typical in _SENTENCES:
        if dice.random() < 0.2:
            continue
        figure = int(typical * size * dice.lognormvariate(0, 0.35))
        if figure > 500 and dice.random() < 0.12:
            yield sentence.format(f"{figure // 100 * 100}余")
        else:
            yield sentence.format(figure)
    for sentence, typical in _RATES:
        if dice.random() > 0.25:
            yield sentence.format(min(100, typical + dice.randint(-10, 10)))


if __name__ == "__main__":
    print(write_many_reports(Path(sys.argv[1])))
