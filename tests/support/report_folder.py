"""A folder as a user empties it into raw/: the five reports in many formats and on many pages, copies, and rubbish.

Does not belong here: what is made of it.
"""

from __future__ import annotations

from pathlib import Path

from orchestration.home import PROJECT_ROOT
from orchestration.reading.reader import read_bytes
from tests.support import hostile
from tests.support.report_formats import formats
from tests.unit.reading.portal_pages import STYLES, mhtml
from tests.unit.reading.portal_pages_more import MORE_STYLES

FIVE = {path.name[:3]: path for path in sorted((PROJECT_ROOT / "raw" / "reports").glob("*.txt"))}
TITLE_LINES = {"001": 1, "002": 3, "004": 2}
REISSUED = ("001", "处罚金额853.8349万元", "处罚金额853.9349万元")
NOTICE = (
    "关于召开年度工作总结会的通知\n各科室:\n定于2024年1月5日召开会议,请准时参加,材料一式3份。\n办公室\n2024年1月2日\n"
)
# A notice in table form: one row that can be applied, one whose columns do not agree.
TABLE_NOTICE = """<html><head><meta charset="utf-8"><title>更正公告</title></head><body>
<h1>焦作市应急管理局关于《焦作市应急管理局2020年法治政府建设工作情况报告》的更正公告</h1>
<p>因工作疏忽,我局公布的《焦作市应急管理局2020年法治政府建设工作情况报告》中部分数据有误,现更正如下:</p>
<table><tr><td>序号</td><td>项目</td><td>更正前</td><td>更正后</td></tr>
<tr><td>1</td><td>微博发文</td><td>392篇</td><td>329篇</td></tr>
<tr><td>2</td><td>抖音</td><td>14条</td><td>若干条</td></tr></table>
<p>焦作市应急管理局</p><p>2021年3月5日</p></body></html>
"""
# One report of two bodies, its figures those of the first; indented as pages do it, with em spaces.
JOINT = (
    "焦作市司法局、焦作市财政局2023年法治政府建设年度报告\n"
    "2023年,焦作市司法局会同焦作市财政局推进法治政府建设,现将有关情况报告如下:\n"
    "一、主要做法\n\u2003\u2003全年办理行政复议案件35件,开展执法检查120次,组织法治培训6期。\n"
    "二、存在的主要问题\n执法力量不足。\n三、下一步打算\n加强培训。\n"
    "焦作市司法局\n焦作市财政局\n2024年1月15日\n"
)
TABLED = """<html><head><meta charset="utf-8"><title>解放区司法局</title></head><body>
<h1>焦作市解放区司法局2023年法治政府建设年度报告</h1>
<p>2023年,焦作市解放区司法局推进法治政府建设,现将有关情况报告如下:</p><p>一、主要做法</p>
<p>&emsp;&emsp;全年组织法治培训8期。行政处罚实施情况如下:</p>
<table><tr><td>执法机关</td><td>警告(件)</td><td>罚款(件)</td></tr>
<tr><td>解放区司法局</td><td>5</td><td>12</td></tr></table>
<p>各领域罚没情况如下:</p><table><tr><td>领域</td><td>罚没金额(万元)</td></tr>
<tr><td>律师行业</td><td>1.2</td></tr><tr><td>司法鉴定</td><td>0.35</td></tr><tr><td>合计</td><td>1.55</td></tr></table>
<p>二、存在的主要问题</p><p>执法力量不足。</p><p>焦作市解放区司法局</p><p>2024年1月18日</p>
<p>上一篇:<a href="/1.html">全市共办理行政处罚案件500件</a></p></body></html>
"""
DISCLOSURE = (
    "{body}2023年政府信息公开工作年度报告\n一、总体情况\n全年主动公开信息120条,受理依申请公开5件。\n"
    "二、存在的主要问题及改进情况\n公开渠道有待拓宽。\n"
)


def lines_of(stem: str) -> tuple[str | None, list[str]]:
    """The title of a report, None where it has none, and its other lines."""
    lines = [line for line in FIVE[stem].read_text(encoding="utf-8").splitlines() if line.strip()]
    size = TITLE_LINES.get(stem, 0)
    return read_bytes(FIVE[stem].read_bytes(), "a.txt").metadata.title, lines[size:]


def fill(raw: Path) -> dict[str, list[str]]:
    """Write the folder; the files of each report by the beginning of its name, those with the same bytes once."""
    reports = raw / "reports"
    files: dict[str, list[str]] = {stem: [] for stem in FIVE}

    seen: set[bytes] = set()

    def put(name: str, data: bytes, stem: str | None = None) -> None:
        path = reports / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if stem is not None and data not in seen:  # three of the pages are also among the formats
            files[stem].append(f"reports/{name}")
        seen.add(data)

    for stem, source in FIVE.items():
        put(f"{stem}/{source.name}", source.read_bytes(), stem)
        title, lines = lines_of(stem)
        for suffix, data in formats(lines, title).items():
            if suffix != "txt":
                put(f"{stem}/report.{suffix}", data, stem)
    for number, style in enumerate((*STYLES, *MORE_STYLES)):
        stem = list(FIVE)[number % len(FIVE)]
        suffix = "mht" if style is mhtml else "html"
        put(f"pages/{number:02d}-{style.__name__}.{suffix}", style(*lines_of(stem)), stem)
    put("copies/again.txt", FIVE["001"].read_bytes())
    put("neighbours/notice.txt", NOTICE.encode())
    put("corrections/table.html", TABLE_NOTICE.encode())
    put("joint/joint.txt", JOINT.encode())
    put("tables/report.html", TABLED.encode())
    put("neighbours/disclosure.txt", DISCLOSURE.format(body="洛阳市司法局").encode())
    hostile.write(reports / "rubbish", hostile.refused()[::29])
    return files


def reissue(raw: Path) -> str:
    """Put a changed text of one of the reports beside it; its file."""
    stem, old, new = REISSUED
    text = FIVE[stem].read_text(encoding="utf-8")
    assert old in text
    path = raw / "reports" / "reissued" / "001.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(old, new), encoding="utf-8")
    return "reports/reissued/001.txt"
