"""A line to cite a report or one figure of it by, as GB/T 7714—2015 has it for a report on the network.

Does not belong here: the day of access is the caller's; nothing here reads a clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

_SUPPLIED = {"zh": "题名为编者所拟", "en": "title supplied by the editors"}


def report_title(report: Mapping[str, Any], language: str = "zh") -> str:
    """The title as published; where the report has none, one in square brackets that says whose it is.

    ``report`` has agency_zh, title, year.
    """
    if report["title"]:
        return str(report["title"])
    return f"[{report['agency_zh']}{report['year']}年法治政府建设年度报告]({_SUPPLIED[language]})"


def report_citation(report: Mapping[str, Any], accessed: date) -> str:
    """责任者. 题名[R/OL]. (发布日期)[引用日期]. 网址. Without an address it is a report as held, [R], with its hash.

    ``report`` has agency_zh, title, year, published_date, is_signing_date, origin_url, document_id.
    """
    title = report_title(report)
    published = report["published_date"]
    signed = " 成文" if report["is_signing_date"] else ""
    day = f"({published.isoformat()}{signed})" if published else "(发布日期不详)"
    if is_web_address(report["origin_url"]):
        return f"{report['agency_zh']}. {title}[R/OL]. {day}[{accessed.isoformat()}]. {report['origin_url']}."
    return f"{report['agency_zh']}. {title}[R]. {day}. 文件标识 {report['document_id']}."


def figure_citation(report: Mapping[str, Any], figure: Mapping[str, Any], accessed: date) -> str:
    """The line of the report, then where in it the figure stands: section, words, code points."""
    section = f"{figure['section_path']}," if figure["section_path"] else ""
    page = f"第 {figure['page']} 页," if figure["page"] else ""
    place = f"{page}{section}「{figure['surface']}」,第 {figure['char_start']}–{figure['char_end']} 字"
    return f"{report_citation(report, accessed)} {place}."


def is_web_address(address: str | None) -> bool:
    """Whether an address may be a link: only http and https lead out of a page."""
    return bool(address) and str(address).lower().startswith(("http://", "https://"))
