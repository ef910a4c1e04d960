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
from orchestration.serving.viewer.pages.indicators import SYSTEM, filters, peers_of
from orchestration.serving.viewer.queries import agencies, overview, peers, search
from orchestration.serving.viewer.rendering import View, render
from orchestration.serving.viewer.values import DOWNLOAD, FUNCTION, LEVEL, PAGE, PAGE_SIZE, REGION, WORDS

_SILENT = 15
_CHARTS = 6
# A table of more rows is no longer read but searched; then it shows the beginning of each system and leads to the rest.
_ROWS = 60


def listing(question: Question) -> Response:
    """Bodies by place."""
    values, words = question.values, search.split_words(question.values["q"] or "")
    chosen = peers_of(values)
    if form := values["download"]:
        rows, _ = agencies.listing(question.reader, words, chosen, MAX_ROWS, 0)
        return table_file(question.reader, rows, form, "机关")
    offset = (values["page"] - 1) * PAGE_SIZE
    rows, total = agencies.listing(question.reader, words, chosen, PAGE_SIZE, offset)
    return render(
        question.view,
        "agencies.html",
        rows=rows,
        total=total,
        peers=chosen,
        asked=values["q"] or "",
        page_no=values["page"],
        page_cnt=-(-total // PAGE_SIZE),
        **filters(question),
    )


def agency(question: Question) -> Response:
    """Names, reports by year, scorecard, values year by year, silences."""
    reader, system = question.reader, question.values["system"]
    found = agencies.agency(reader, question.values["id"])
    if found is None:
        raise NotFound(f"机关 {question.values['id']}(no such body)")
    names = agencies.names(reader, found["body_id"])
    ids = [row["agency_id"] for row in names]
    cards = agencies.scorecards(reader, ids)
    held = [card for card in cards if card["report_state"] == "held"]
    form = question.values["download"]
    # Sentences are as large as all else; the table has room for them beside a single year.
    worded = agencies.facts(reader, ids, bool(form) or len(held) == 1)
    values = agencies.values(reader, ids, worded)
    if form:
        return table_file(reader, values, form, found["agency_zh"])
    years = [card["year"] for card in cards]
    table = value_table(values, agencies.restated(worded))
    groups = by_system(table, overview.systems(reader), system)
    return render(
        question.view,
        "agency.html",
        agency=found,
        names=names,
        lineage=agencies.lineage(reader, ids),
        has_versions=agencies.has_versions(reader, ids),
        cards=cards,
        held=held,
        last=held[-1] if held else None,
        shown_years=[card["year"] for card in held],
        systems=overview.systems(reader),
        system=system,
        often=[entry["indicator"]["indicator_id"] for entry in sorted(table, key=_years_given)[:3]],
        groups=groups,
        is_cut=system is not None or any(group["left_cnt"] for group in groups),
        silence=_silence(question, found, values, held[-1]) if held else None,
        fewest_peers=peers.FEWEST_PEERS,
        charts=trend_charts(question.view, table, years),
    )


def _silence(question: Question, agency: Row, values: list[Row], last: Row) -> peers.Silence:
    given = {
        row["indicator_id"] for row in values if row["year"] == last["year"] and row["agency_id"] == last["agency_id"]
    }
    return peers.silence(question.reader, agency, last["year"], given, _SILENT)


def by_system(table: list[dict[str, Any]], systems: list[Row], chosen: str | None) -> list[dict[str, Any]]:
    """The entries by system, in the order they have; the groups of a long table cut to what was given in most years.

    ``left_cnt`` is how many a group leaves out. With a ``chosen`` system its group is whole, and alone has entries.
    """
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in table:
        groups.setdefault(entry["indicator"]["system_code"], []).append(entry)
    most = _most_a_group([len(entries) for entries in groups.values()])
    named = {row["system_code"]: row for row in systems}
    cut = []
    for code, entries in groups.items():
        often = {id(entry) for entry in sorted(entries, key=_years_given)[:most]}
        shown = [entry for entry in entries if id(entry) in often] if chosen is None else entries
        left_cnt = len(entries) - len(shown)
        shown = [] if chosen not in (None, code) else shown
        cut.append({"code": code, "system": named.get(code), "entries": shown, "left_cnt": left_cnt,
                    "all_cnt": len(entries)})  # fmt: skip
    return cut


def _most_a_group(sizes: list[int]) -> int:
    """How many rows each group may show so that all together are about ``_ROWS``; all where they are fewer."""
    most = max(sizes, default=0)
    while most > 1 and sum(min(size, most) for size in sizes) > _ROWS:
        most -= 1
    return most


def _years_given(entry: dict[str, Any]) -> int:
    return -len(entry["cells"])


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
        cells = entry["cells"]
        entry["changes"] = {year: _change(cell, cells.get(year - 1)) for year, cell in cells.items()}
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
    often = sorted(table, key=_years_given)[:_CHARTS]
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
    page("/agencies/{id}", agency, [SYSTEM, DOWNLOAD]),
]
