"""Any bodies × indicators × years; the address is the whole state.

Does not belong here: peers of one indicator (indicators.py).
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from orchestration.serving.viewer.charts import lines_chart
from orchestration.serving.viewer.current_release import Row
from orchestration.serving.viewer.downloads import table_file
from orchestration.serving.viewer.pages.answering import Question, page
from orchestration.serving.viewer.queries import comparison, overview, search
from orchestration.serving.viewer.rendering import render
from orchestration.serving.viewer.values import DOWNLOAD, Parameter

AGENCIES = Parameter("agency", "identifier", "机关标识(ids of bodies)", many=8)
INDICATORS = Parameter("indicator", "identifier", "指标代码(ids of indicators)", many=6)
FIRST = Parameter("from", "integer", "起始年度(first year)", 1900, 2200)
LAST = Parameter("to", "integer", "截止年度(last year)", 1900, 2200)
FIND_AGENCY = Parameter("find_agency", "text", "要添加的机关(body to add)", maximum=100)
FIND_INDICATOR = Parameter("find_indicator", "text", "要添加的指标(indicator to add)", maximum=100)


def compare(question: Question) -> Response:
    """A chart an indicator, a line a body, and all cells with their state as a table."""
    reader, values = question.reader, question.values
    agencies = comparison.chosen_agencies(reader, list(dict.fromkeys(values["agency"])))
    indicators = comparison.chosen_indicators(reader, list(dict.fromkeys(values["indicator"])))
    agency_ids = [row["agency_id"] for row in agencies]
    indicator_ids = [row["indicator_id"] for row in indicators]
    cells = comparison.cells(reader, agency_ids, indicator_ids, values["from"], values["to"])
    if form := values["download"]:
        return table_file(reader, cells, form, "比较")
    years = sorted({cell["year"] for cell in cells})
    by_key = {(cell["indicator_id"], cell["agency_id"], cell["year"]): cell for cell in cells}
    panels = [_panel(question, indicator, agencies, years, by_key) for indicator in indicators]
    return render(
        question.view,
        "compare.html",
        agencies=agencies,
        indicators=indicators,
        agency_ids=agency_ids,
        indicator_ids=indicator_ids,
        years=years,
        panels=panels,
        first=values["from"],
        last=values["to"],
        find_agency=values["find_agency"] or "",
        find_indicator=values["find_indicator"] or "",
        found_agencies=search.bodies(reader, search.split_words(values["find_agency"] or "")),
        found_indicators=search.indicators(reader, search.split_words(values["find_indicator"] or "")),
        suggested=[row for row in overview.top_indicators(reader) if row["indicator_id"] not in indicator_ids][:8],
        totals=overview.totals(reader),
    )


def _panel(
    question: Question, indicator: Row, agencies: list[Row], years: list[int], cells: dict[Any, Row]
) -> dict[str, Any]:
    lines: list[tuple[Row, list[Row | None]]] = [
        (agency, [cells.get((indicator["indicator_id"], agency["agency_id"], year)) for year in years])
        for agency in agencies
    ]
    chart = lines_chart(question.view, years, [(agency["agency_zh"], line) for agency, line in lines])
    levels = {agency["agency_level"] for agency in agencies}
    units = {cell["unit"] for _, line in lines for cell in line if cell and cell["unit"]}
    rows = [{"agency": agency, "cells": line} for agency, line in lines]
    return {"indicator": indicator, "rows": rows, "chart": chart, "is_mixed": len(levels) > 1, "units": sorted(units)}


ROUTES = [page("/compare", compare, [AGENCIES, INDICATORS, FIRST, LAST, FIND_AGENCY, FIND_INDICATOR, DOWNLOAD])]
