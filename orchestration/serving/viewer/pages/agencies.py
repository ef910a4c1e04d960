"""The list of bodies, and one body over its years.

Does not belong here: bodies side by side (comparison.py).
"""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from orchestration.serving.viewer.charts import lines_chart
from orchestration.serving.viewer.current_release import Row
from orchestration.serving.viewer.downloads import MAX_ROWS, table_file
from orchestration.serving.viewer.pages.answering import NotFound, Question, page
from orchestration.serving.viewer.pages.indicators import filters, peers_of
from orchestration.serving.viewer.queries import agencies, overview, search
from orchestration.serving.viewer.rendering import View, render
from orchestration.serving.viewer.values import DOWNLOAD, FUNCTION, LEVEL, PAGE, PAGE_SIZE, REGION, WORDS

_SILENT = 15
_CHARTS = 6


def listing(question: Question) -> Response:
    """Bodies by place."""
    values, words = question.values, search.split_words(question.values["q"] or "")
    peers = peers_of(values)
    if form := values["download"]:
        rows, _ = agencies.listing(question.reader, words, peers, MAX_ROWS, 0)
        return table_file(question.reader, rows, form, "机关")
    offset = (values["page"] - 1) * PAGE_SIZE
    rows, total = agencies.listing(question.reader, words, peers, PAGE_SIZE, offset)
    return render(
        question.view,
        "agencies.html",
        rows=rows,
        total=total,
        peers=peers,
        asked=values["q"] or "",
        page_no=values["page"],
        page_cnt=-(-total // PAGE_SIZE),
        **filters(question),
    )


def agency(question: Question) -> Response:
    """Names, reports by year, scorecard, values year by year, silences."""
    reader = question.reader
    found = agencies.agency(reader, question.values["id"])
    if found is None:
        raise NotFound(f"机关 {question.values['id']}(no such body)")
    names = agencies.names(reader, found["body_id"])
    ids = [row["agency_id"] for row in names]
    reports = agencies.reports(reader, ids)
    documents = [row["document_id"] for row in reports]
    values = agencies.values(reader, ids, documents)
    if form := question.values["download"]:
        return table_file(reader, values, form, found["agency_zh"])
    cards = agencies.scorecards(reader, ids)
    held = [card for card in cards if card["report_state"] == "held"]
    last = held[-1] if held else None
    silent = agencies.silent(reader, last["agency_id"], last["year"], found["agency_level"], _SILENT) if last else []
    years = [card["year"] for card in cards]
    table = value_table(values, agencies.restated(reader, documents))
    return render(
        question.view,
        "agency.html",
        agency=found,
        names=names,
        lineage=agencies.lineage(reader, ids),
        reports=reports,
        cards=cards,
        held=held,
        last=last,
        years=years,
        shown_years=[card["year"] for card in held],
        systems=overview.systems(reader),
        table=table,
        silent=silent,
        charts=trend_charts(question.view, table, years),
    )


def value_table(values: list[Row], restated: list[Row]) -> list[dict[str, Any]]:
    """One entry an indicator: cells by year, change against the year before, what later reports say of a year."""
    entries: dict[str, dict[str, Any]] = {}
    for row in values:
        entry = entries.setdefault(row["indicator_id"], {"indicator": row, "cells": {}, "changes": {}, "restated": {}})
        entry["cells"][row["year"]] = row
    for row in restated:
        if row["year"] is not None and row["indicator_id"] in entries:
            entries[row["indicator_id"]]["restated"].setdefault(row["year"], row)
    for entry in entries.values():
        for year, cell in entry["cells"].items():
            entry["changes"][year] = _change(cell, entry["cells"].get(year - 1))
    return list(entries.values())


def _change(cell: Row, before: Row | None) -> float | None:
    """The change in per cent; None where two values cannot be compared: hedged, of another scope or unit, a rate."""
    if before is None or not before["value"] or cell["measure_type"] == "rate":
        return None
    if any(cell[name] != before[name] for name in ("unit", "scope", "qualifier")):
        return None
    if cell["comparator"] != "eq" or before["comparator"] != "eq":
        return None
    return float(100 * (cell["value"] - before["value"]) / before["value"])


def trend_charts(view: View, table: list[dict[str, Any]], years: list[int]) -> list[dict[str, Any]]:
    """Lines of the indicators that were reported in most years."""
    often = sorted(table, key=lambda entry: -len(entry["cells"]))[:_CHARTS]
    charts = []
    for entry in often:
        name = entry["indicator"]["indicator_zh"] if view.language == "zh" else entry["indicator"]["indicator_en"]
        cells = [entry["cells"].get(year) for year in years]
        chart = lines_chart(view, years, [(name, cells)])
        if chart is not None and len(entry["cells"]) > 1:
            charts.append({"name": name, "indicator_id": entry["indicator"]["indicator_id"], "chart": chart})
    return charts


ROUTES = [
    page("/agencies", listing, [WORDS, LEVEL, FUNCTION, REGION, PAGE, DOWNLOAD]),
    page("/agencies/{id}", agency, [DOWNLOAD]),
]
