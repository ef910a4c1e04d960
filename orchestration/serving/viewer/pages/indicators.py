"""The list of indicators, and one indicator over bodies and years.

Does not belong here: the comparison of chosen bodies (comparison.py).
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from orchestration.serving.viewer.charts import distribution_chart, ranking_chart, trend_chart
from orchestration.serving.viewer.downloads import MAX_ROWS, table_file
from orchestration.serving.viewer.pages.answering import NotFound, Question, page
from orchestration.serving.viewer.queries import indicators, overview
from orchestration.serving.viewer.queries.indicators import Peers
from orchestration.serving.viewer.rendering import render
from orchestration.serving.viewer.values import DOWNLOAD, FUNCTION, LEVEL, PAGE, PAGE_SIZE, REGION, YEAR, Parameter

ORDER = Parameter(
    "order", "text", "次序(order)", choices=("value_desc", "value_asc", "agency", "region"), default="value_desc"
)
SYSTEM = Parameter("system", "identifier", "体系代码(system code)")


def peers_of(values: dict[str, Any]) -> Peers:
    """The bodies that level, function and region of the request choose."""
    return Peers(values["level"], values["function"], values["region"])


def filters(question: Question) -> dict[str, Any]:
    """What the form of filters offers."""
    return {
        "levels": LEVEL.choices,
        "functions": indicators.functions(question.reader),
        "provinces": indicators.provinces(question.reader),
    }


def listing(question: Question) -> Response:
    """The dictionary, by system and topic."""
    rows = indicators.listing(question.reader)
    if system := question.values["system"]:
        rows = [row for row in rows if row["system_code"] == system]
    if form := question.values["download"]:
        return table_file(question.reader, rows, form, "指标")
    return render(question.view, "indicators.html", rows=rows, systems=overview.systems(question.reader), chosen=system)


def indicator(question: Question) -> Response:
    """Definition, trend, ranking, distribution, table."""
    reader, values = question.reader, question.values
    definition = indicators.definition(reader, values["id"])
    if definition is None:
        raise NotFound(f"指标 {values['id']}(no such indicator)")
    years = indicators.years(reader, values["id"])
    year = values["year"] or (years[-1] if years else None)
    peers = peers_of(values)
    if form := values["download"]:
        rows = indicators.ranking(reader, values["id"], values["year"], peers, values["order"], MAX_ROWS)
        return table_file(reader, rows, form, f"{definition['name_zh']} {values['year'] or ''}".strip())
    family = indicators.main_family(reader, values["id"])
    trend = indicators.trend(reader, values["id"], peers)
    offset = (values["page"] - 1) * PAGE_SIZE
    rows = indicators.ranking(reader, values["id"], year, peers, values["order"], PAGE_SIZE, offset) if year else []
    this_year = next((row for row in trend if row["year"] == year), None)
    total = this_year["reported_cnt"] if this_year else 0
    # as many bins as the root of the number of values, more where there are many
    bin_cnt = max(6, min(24, round(total**0.5)))
    bins = indicators.distribution(reader, values["id"], this_year, peers, bin_cnt) if this_year and total > 12 else []
    return render(
        question.view,
        "indicator.html",
        indicator=definition,
        parts=indicators.parts(reader, values["id"]),
        years=years,
        year=year,
        peers=peers,
        rows=rows,
        total=total,
        trend=trend,
        this_year=this_year,
        left_out=indicators.left_out(reader, values["id"], year, peers) if this_year and year else [],
        page_no=values["page"],
        page_cnt=-(-total // PAGE_SIZE),
        first_no=offset,
        order=values["order"],
        family=family,
        trend_chart=trend_chart(question.view, trend, definition),
        ranking_chart=ranking_chart(question.view, rows[:20], family),
        distribution_chart=distribution_chart(question.view, bins, definition),
        **filters(question),
    )


ROUTES = [
    page("/indicators", listing, [SYSTEM, DOWNLOAD]),
    page("/indicators/{id}", indicator, [YEAR, LEVEL, FUNCTION, REGION, ORDER, PAGE, DOWNLOAD]),
]
