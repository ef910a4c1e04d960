"""Any bodies × indicators × years, each cell with its state: a gap is told, never a zero.

Does not belong here: peers of one indicator (indicators.py).
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row, among


def cells(
    reader: Reader, agency_ids: list[str], indicator_ids: list[str], first_year: int | None, last_year: int | None
) -> list[Row]:
    """One row a body, indicator and year, in the order asked for."""
    if not agency_ids or not indicator_ids:
        return []
    of_agencies, agencies = among("asked.agency_id", "agency", agency_ids)
    of_indicators, indicators = among("indicators.indicator_id", "indicator", indicator_ids)
    sql = f"""
        select list_position($agencies, asked.agency_id) as agency_no,
            list_position($indicators, indicators.indicator_id) as indicator_no,
            asked.agency_id, asked.agency_zh, asked.agency_level, indicators.indicator_id,
            indicators.name_zh as indicator_zh, indicators.name_en as indicator_en, indicators.measure_type, asked.year,
            coalesce(cells.state, if(asked.report_state = 'held', 'silent', asked.report_state)) as state,
            cells.value, cells.low, cells.high, cells.unit, cells.fact_id, asked.report_id,
            coalesce(cells.rival_cnt, 0) as rival_cnt, cells.corrected_by, cells.value_extracted
        from analysis.v_agency_year_scorecard as asked
        cross join core.dim_indicator as indicators
        left join core.fct_indicator_year as cells
            on asked.agency_id = cells.agency_id and asked.year = cells.year
            and indicators.indicator_id = cells.indicator_id
        where {of_agencies} and {of_indicators}
            and asked.year between coalesce($first, 0) and coalesce($last, 9999)
        order by indicator_no, agency_no, asked.year
    """
    orders = {"agencies": agency_ids, "indicators": indicator_ids}
    return reader.rows(sql, agencies | indicators | orders | {"first": first_year, "last": last_year})


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
