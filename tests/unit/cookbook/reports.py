"""Hand-made bodies, regions and reports with their texts: few enough to reckon with by hand.

Does not belong here: their figures (facts.py), what the questions should answer (answers_*.py).
"""

from __future__ import annotations

from datetime import date

from tests.unit.cookbook.records import Body, Report

BODIES = (
    Body("city", "甲市应急管理局", "市", "应急管理", "990100", "b-city"),
    Body("town1", "甲市乙县应急管理局", "县", "应急管理", "990121", "b-town1"),
    # renamed in 2023: one body under two names
    Body("town2old", "甲市丙区安全生产监督管理局", "县", "应急管理", "990102", "b-town2"),
    Body("town2", "甲市丙区应急管理局", "县", "应急管理", "990102", "b-town2"),
    Body("market", "甲市市场监督管理局", "市", "市场监管", "990100", "b-market"),
    Body("far", "丁市应急管理局", "市", "应急管理", "980100", "b-far"),
    # bodies whose figures are hedged, of other scopes and periods, or zero: what a query forgets to ask shows here
    Body("urban", "甲市城市管理局", "市", "城市管理", "990100", "b-urban"),
    Body("odd", "戊市应急管理局", "市", "应急管理", "980200", "b-odd"),
    Body("hedge", "戊市己县应急管理局", "县", "应急管理", "980221", "b-hedge"),
)
# code, level, first and last year
REGIONS = (
    ("990000", "省", None, None), ("980000", "省", None, None),
    ("990100", "市", None, None), ("980100", "市", None, None), ("980200", "市", None, None),
    ("980221", "县", None, None),
    ("990121", "县", None, None), ("990102", "县", None, None), ("990122", "县", None, 2022),
    ("99012100", "乡", None, None),
)  # fmt: skip

GOOD, BAD, LEAD, NEXT = "achievements", "problems", "first_responsible", "plan"
_SAME = "坚持把法治建设摆在全局工作的突出位置"
REPORTS = (
    Report(
        "city",
        2022,
        date(2023, 1, 10),
        (
            (GOOD, f"{_SAME},开展执法检查100次。贯彻《法治政府建设实施纲要(2015-2020年)》和《安全生产法》。"),
            (BAD, "执法人员不足,信息化水平有待提高。"),
            (LEAD, "主要负责人认真履行第一责任人职责。"),
            (NEXT, "继续加强执法队伍的专业化建设。"),
        ),
    ),
    Report(
        "city",
        2023,
        date(2023, 12, 20),
        (
            (
                GOOD,
                f"{_SAME},开展执法检查120次。落实《安全生产法》和《法治政府建设实施纲要(2021-2025年)》,学习《安全生产法》。",
            ),
            (BAD, "基层人员不足的问题仍然存在。普法宣传还不够深入。"),
            (LEAD, "主要负责人带头学法讲法守法用法。"),
            (NEXT, "继续加强执法队伍的专业化建设。"),
        ),
    ),
    Report("city", 2024, date(2025, 5, 1), ((GOOD, "全面总结了本年度的执法工作情况。"),)),
    Report("city", 2022, date(2022, 12, 1), ((GOOD, "旧版本里的句子不应当被计算在内。"),), is_current=False),
    Report(
        "town1",
        2023,
        date(2024, 3, 20),
        ((GOOD, f"{_SAME},开展执法检查80次。"), (BAD, "执法制度和机制尚不健全。"), (NEXT, "明年将开展培训。")),
    ),
    Report("town1", 2024, None, ((GOOD, "扎实做好安全生产执法工作,成效明显。"), (LEAD, "述法。"))),
    Report("town2old", 2022, date(2023, 4, 1), ((GOOD, "安监工作取得了新的成绩和进步。"),)),
    Report("town2", 2023, date(2024, 4, 2), ((BAD, "部分干部法治思维不强。"), (NEXT, "加强学习和普法。"))),
    Report("market", 2023, date(2024, 2, 1), ((GOOD, "市场监管执法成效明显而且持续。"),)),
    Report("far", 2023, date(2024, 1, 31), ((GOOD, "丁市的报告与别处没有相同的句子。"),)),
    Report("urban", 2023, date(2024, 3, 31), ((GOOD, "城市管理执法工作规范有序推进。"),)),
    Report("odd", 2022, None),
    Report("odd", 2023, date(2024, 4, 1), ((GOOD, "戊市本年度执法工作概况一览。"), (BAD, "编制偏紧。"))),
    Report(
        "odd",
        2023,
        date(2024, 2, 1),
        ((GOOD, "学习《旧版本引用的文件》的有关内容。"), (BAD, "信息化程度不高。")),
        is_current=False,
    ),
    Report("odd", 2024, date(2024, 12, 31), ((GOOD, "戊市又一年执法工作概况一览。"),)),
    Report("hedge", 2021, date(2022, 1, 1), ((GOOD, "只有旧版本的年份不应当计入。"),), is_current=False),
    Report("hedge", 2022, date(2023, 1, 1), ((GOOD, "己县本年度执法工作概况一览。"),)),
    Report("hedge", 2023, date(2024, 1, 1), ((GOOD, "己县次年度执法工作概况一览。"), (BAD, "编制不足。"))),
    Report("hedge", 2024, date(2025, 1, 1), ((GOOD, "己县第三年执法工作概况一览。"),)),
    Report("hedge", 2024, date(2024, 12, 1), ((GOOD, "己县第三年的报告还有一个旧版本。"),), is_current=False),
)
# body-years for which no report is held, as the states of the warehouse would say
MISSING = (("town1", 2022, "report_missing"), ("market", 2022, "unreadable"), ("far", 2024, "report_missing"))
