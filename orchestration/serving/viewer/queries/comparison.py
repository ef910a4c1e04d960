"""Any bodies × indicators × years, each cell with its state: a gap is told, never a zero.

Does not belong here: peers of one indicator (indicators.py).
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row, among, of_each
from orchestration.serving.viewer.queries.dictionary import indicator_labels

_NO_VALUE: Row = dict.fromkeys(("value", "low", "high", "unit", "fact_id", "corrected_by", "value_extracted")) | {
    "rival_cnt": 0
}


def cells(
    reader: Reader, agency_ids: list[str], indicator_ids: list[str], first_year: int | None, last_year: int | None
) -> list[Row]:
    """One row a body, indicator and year, in the order asked for; unknown ids have none.

    Put together here: a join does not tell DuckDB which of ten million values it may leave out, an equality does.
    """
    labels = indicator_labels(reader)
    asked_indicators = [one for one in dict.fromkeys(indicator_ids) if one in labels]
    asked_agencies = list(dict.fromkeys(agency_ids))
    if not asked_agencies or not asked_indicators:
        return []
    values = {
        (row["indicator_id"], row["agency_id"], row["year"]): row
        for row in _values(reader, asked_agencies, asked_indicators)
    }
    years: dict[str, list[Row]] = {}
    for row in _asked(reader, asked_agencies, first_year, last_year):
        years.setdefault(row["agency_id"], []).append(row)
    return [
        {"agency_no": agency_no, "indicator_no": indicator_no}
        | _cell(labels[indicator_id], asked, values.get((indicator_id, agency_id, asked["year"])))
        for indicator_no, indicator_id in enumerate(asked_indicators, start=1)
        for agency_no, agency_id in enumerate(asked_agencies, start=1)
        for asked in years.get(agency_id, [])
    ]


def _asked(reader: Reader, agency_ids: list[str], first_year: int | None, last_year: int | None) -> list[Row]:
    """The years in which the bodies are asked for a report, each with its state."""
    of_agencies, agencies = among("agency_id", "agency", agency_ids)
    sql = f"""
        select agency_id, agency_zh, agency_level, year, report_state, report_id
        from analysis.v_agency_year_scorecard
        where {of_agencies} and year between coalesce($first, 0) and coalesce($last, 9999)
        order by agency_id, year
    """
    return reader.rows(sql, agencies | {"first": first_year, "last": last_year})


def _values(reader: Reader, agency_ids: list[str], indicator_ids: list[str]) -> list[Row]:
    """What the bodies ever reported of the indicators, and the silences between."""
    of_indicators, indicators = among("indicator_id", "indicator", indicator_ids)
    of_agencies, agencies = of_each(
        "select agency_id, year, indicator_id, state, value, low, high, unit, fact_id, rival_cnt, corrected_by, "
        "value_extracted from core.fct_indicator_year",
        "agency_id", "agency", agency_ids,
    )  # fmt: skip
    return reader.rows(f"select * from ({of_agencies}) where {of_indicators}", agencies | indicators)


def _cell(indicator: Row, asked: Row, value: Row | None) -> Row:
    if value is None:
        # Of what a body never reported the release has no row: its report is silent, or there is none.
        state = "silent" if asked["report_state"] == "held" else asked["report_state"]
        value = _NO_VALUE | {"state": state}
    return (
        {name: asked[name] for name in ("agency_id", "agency_zh", "agency_level")}
        | {name: indicator[name] for name in ("indicator_id", "indicator_zh", "indicator_en", "measure_type")}
        | {"year": asked["year"], "state": value["state"]}
        | {name: value[name] for name in ("value", "low", "high", "unit", "fact_id")}
        | {"report_id": asked["report_id"]}
        | {name: value[name] for name in ("rival_cnt", "corrected_by", "value_extracted")}
    )


def chosen_agencies(reader: Reader, agency_ids: list[str]) -> list[Row]:
    """The bodies of these ids in this order; unknown ids are left out."""
    sql = """
        select agency_id, full_name_zh as agency_zh, level as agency_level, function_zh as agency_function_zh
        from core.dim_agency where list_contains($ids, agency_id) order by list_position($ids, agency_id)
    """
    return reader.rows(sql, {"ids": agency_ids})


def chosen_indicators(reader: Reader, indicator_ids: list[str]) -> list[Row]:
    """The indicators of these ids in this order; unknown ids are left out."""
    sql = """
        select indicator_id, name_zh as indicator_zh, name_en as indicator_en, measure_type, system_code
        from core.dim_indicator where list_contains($ids, indicator_id) and indicator_id <> 'unmapped'
        order by list_position($ids, indicator_id)
    """
    return reader.rows(sql, {"ids": indicator_ids})
