"""The data of charts, as static/charts.js draws them: numbers and ready-made words, nothing that is run.

Every chart has a table beside it. Does not belong here: colours and drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from orchestration.serving.viewer import numbers
from orchestration.serving.viewer.current_release import Row
from orchestration.serving.viewer.language import label
from orchestration.serving.viewer.rendering import View

Chart = dict[str, Any]
_JOINED_FROM = 5


def trend_chart(view: View, rows: Sequence[Row], indicator: Row) -> Chart | None:
    """Median and quartiles by year; a year without values is a gap. None without values."""
    if not any(row["reported_cnt"] for row in rows):
        return None
    unit = next((row["unit"] for row in reversed(rows) if row["unit"]), indicator["canonical_unit"]) or ""
    return {
        "kind": "band",
        "unit": unit,
        "rate": indicator["measure_type"] == "rate",
        # Of two or three bodies, others report in each year: a line between their medians would show no development.
        "joined": sum(row["reported_cnt"] >= _JOINED_FROM for row in rows) > 1,
        "names": {
            "median": view.t("中位数", "Median"),
            "band": view.t("中间一半", "Middle half"),
            "reported": view.t("有数的机关", "Bodies that report"),
        },
        "years": [row["year"] for row in rows],
        "median": [_float(row["median_value"]) for row in rows],
        "lower": [_float(row["lower_quartile"]) for row in rows],
        "upper": [_float(row["upper_quartile"]) for row in rows],
        "reported": [row["reported_cnt"] for row in rows],
        "words": [
            numbers.amount(_decimal(row["median_value"]), row["unit"], view.language, places=2)
            if row["median_value"] is not None
            else view.t("无数", "no value")
            for row in rows
        ],
    }


def ranking_chart(view: View, rows: Sequence[Row], family: str | None) -> Chart | None:
    """Values from the largest down, hedged ones with their range; other measure words are left to the table."""
    shown = [row for row in rows if row["unit_family"] == family and row["value"] is not None]
    if len(shown) < 2:
        return None
    return {
        "kind": "ranking",
        "unit": shown[0]["unit"],
        "rows": [
            {
                "name": row["agency_zh"],
                "short": short,
                "value": _float(row["value"]),
                "low": _float(row["low"]),
                "high": _float(row["high"]),
                "hedged": row["comparator"] != "eq",
                "area": row["scope"] != "own",
                "word": shown_value(view, row),
                "link": view.to_fact(row),
            }
            for row, short in zip(shown, short_names(shown), strict=True)
        ],
        "names": {
            "hedged": view.t("约数,横线为上下界", "Hedged; the line spans its bounds"),
            "area": view.t("全市、全区口径", "Whole territory"),
            "exact": view.t("确数", "Exact"),
        },
    }


def short_names(rows: Sequence[Row]) -> list[str]:
    """What tells the bodies apart where there is little room: their places, when otherwise they are called alike."""
    names = [row["agency_zh"] for row in rows]
    places = [_place(row["agency_zh"], row["region_zh"] or "") for row in rows]
    rest = {name.removeprefix(place) for name, place in zip(names, places, strict=True)}
    return places if len(rest) == 1 and all(places) else names


def _place(name: str, region: str) -> str:
    """The beginning of a name that is the end of the full name of its region (河北省沧州市: 沧州市), or nothing."""
    return next((region[at:] for at in range(len(region)) if name.startswith(region[at:])), "")


def distribution_chart(view: View, bins: Sequence[Row], indicator: Row) -> Chart | None:
    """A histogram. None with too few values for one."""
    if len(bins) < 3:
        return None
    unit = indicator["canonical_unit"] or ""
    return {
        "kind": "histogram",
        "unit": unit,
        "names": {"count": view.t("机关数", "Bodies")},
        "rows": [
            {
                "count": row["value_cnt"],
                "low": row["low"],
                "high": row["high"],
                "word": f"{numbers.number(row['low'], 0)}–{numbers.number(row['high'], 0)}{unit}",
            }
            for row in bins
        ],
    }


def reports_chart(view: View, rows: Sequence[Row]) -> Chart:
    """Reports by year, stacked by level; a year without a report has its place, too."""
    held = {row["year"] for row in rows}
    years = list(range(min(held), max(held) + 1)) if held else []
    levels = [
        level for level in ("国家", "省", "市", "县", "乡", "") if any(row["agency_level"] == level for row in rows)
    ]
    counts = {(row["year"], row["agency_level"]): row["report_cnt"] for row in rows}
    return {
        "kind": "stack",
        "years": years,
        "series": [
            {
                "name": label("level", level, view.language) or view.t("层级不明", "Level unknown"),
                "values": [counts.get((year, level), 0) for year in years],
            }
            for level in levels
        ],
        "unit": view.t("份", ""),
    }


def lines_chart(view: View, years: Sequence[int], series: Sequence[tuple[str, Sequence[Row | None]]]) -> Chart | None:
    """A line a body over the years; hedged values with their range, gaps as gaps."""
    named = [
        {
            "name": name,
            "values": [_float(cell["value"]) if cell and cell["value"] is not None else None for cell in cells],
            "lows": [_float(cell["low"]) if cell else None for cell in cells],
            "highs": [_float(cell["high"]) if cell else None for cell in cells],
            "words": [shown_value(view, cell) if cell else "" for cell in cells],
        }
        for name, cells in series
    ]
    if not any(value is not None for one in named for value in one["values"]):
        return None
    unit = next((cell["unit"] for _, cells in series for cell in cells if cell and cell["unit"]), "")
    return {"kind": "lines", "years": list(years), "series": named, "unit": unit}


def shown_value(view: View, row: Row) -> str:
    """A value as shown everywhere: with bounds where it is hedged, the state where there is none."""
    if row["value"] is None:
        return label("state", row.get("state"), view.language)
    text = numbers.amount(row["value"], row["unit"], view.language)
    spread = numbers.bounds(row["low"], row["high"], row["unit"], view.language)
    return f"{text} ({spread})" if spread else text


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
