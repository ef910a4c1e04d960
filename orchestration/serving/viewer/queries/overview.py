"""What is in the warehouse, in sums. A release never changes, so each sum is made once.

Does not belong here: single bodies, indicators, reports.
"""

from __future__ import annotations

from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.serving.viewer.queries.days import with_kind_of_day


def totals(reader: Reader) -> Row:
    """Reports, bodies, figures, mentions and the years they are of."""
    sql = """
        select
            count(*) as report_cnt,
            count(distinct year) as year_cnt,
            min(year) as first_year,
            max(year) as last_year,
            coalesce(sum(fact_cnt), 0)::bigint as fact_cnt,
            coalesce(sum(mapped_fact_cnt), 0)::bigint as mapped_fact_cnt,
            coalesce(sum(mention_cnt), 0)::bigint as mention_cnt,
            (select count(distinct body_id) from core.dim_agency) as body_cnt
        from core.dim_report
        where is_current
    """
    return reader.remember("totals", lambda: reader.rows(sql)[0])


def reports_by_year(reader: Reader) -> list[Row]:
    """Reports in force by year and level of the body."""
    sql = """
        select reports.year, coalesce(agencies.level, '') as agency_level, count(*) as report_cnt
        from core.dim_report as reports
        inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
        where reports.is_current
        group by all
        order by all
    """
    return reader.remember("reports_by_year", lambda: reader.rows(sql))


def systems(reader: Reader) -> list[Row]:
    """Each system of the outline: indicators in the dictionary, those with values, values."""
    sql = """
        select
            systems.system_code,
            systems.name_zh,
            systems.short_name_zh,
            systems.name_en,
            systems.definition_zh,
            count(distinct indicators.indicator_id) as indicator_cnt,
            count(distinct comparisons.indicator_id) as reported_indicator_cnt,
            coalesce(sum(comparisons.reported_cnt), 0)::bigint as value_cnt
        from core.dim_system as systems
        inner join core.dim_indicator as indicators on systems.system_code = indicators.system_code
        left join analysis.v_indicator_year_comparison as comparisons
            on indicators.indicator_id = comparisons.indicator_id
        where systems.system_code <> 'U'
        group by all
        order by min(systems.sort_order)
    """
    return reader.remember("systems", lambda: reader.rows(sql))


def top_indicators(reader: Reader, limit: int = 12) -> list[Row]:
    """The indicators that most bodies report, with the bodies a year."""
    sql = """
        select
            indicator_id,
            any_value(indicator_zh) as indicator_zh,
            any_value(indicator_en) as indicator_en,
            any_value(system_code) as system_code,
            sum(reported_cnt)::bigint as value_cnt,
            count(distinct year) as year_cnt
        from analysis.v_indicator_year_comparison
        group by indicator_id
        order by value_cnt desc, indicator_id
        limit $limit
    """
    return reader.remember(("top_indicators", limit), lambda: reader.rows(sql, {"limit": limit}))


def checks(reader: Reader) -> Row:
    """Checks of the last run: how many passed, warned and failed; files rejected and to be looked at."""
    sql = """
        select
            count(*) filter (passed) as passed_cnt,
            count(*) filter (not passed and severity = 'warning') as warned_cnt,
            count(*) filter (not passed and severity <> 'warning') as failed_cnt,
            (select count(*) from quality.rejected) as rejected_cnt,
            (select count(distinct source_file) from quality.review) as review_cnt,
            (select bool_and(is_balanced) from quality.row_count) as is_balanced
        from quality.check_result
    """
    return reader.remember("checks", lambda: reader.rows(sql)[0])


def newest_reports(reader: Reader, limit: int = 8) -> list[Row]:
    """The reports published last."""
    sql = """
        select reports.report_id, agencies.full_name_zh as agency_zh, reports.agency_id, reports.year, reports.title,
            reports.published_date, reports.fact_cnt
        from core.dim_report as reports
        inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
        where reports.is_current
        order by reports.year desc, reports.published_date desc nulls last, reports.report_id
        limit $limit
    """
    return reader.remember(
        ("newest_reports", limit), lambda: with_kind_of_day(reader, reader.rows(sql, {"limit": limit}))
    )
