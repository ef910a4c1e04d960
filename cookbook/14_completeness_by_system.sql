-- 问:各机关各年在《纲要》各体系下报告了多少指标(完整度热力图)?
-- Question: How many indicators of each system of the outline does each agency report (a heat map)?
-- 注意:分母是同年同级机关中至少一家报告了的指标,不是整部字典;无报告的年份不列,与一项未报不同。
-- Caveats: The denominator is what at least one body of the same level reports that year, not the whole
-- dictionary; years without a report are left out, which differs from reporting nothing.
with reports as (
    select
        agency_id,
        agency_zh,
        agency_level,
        year,
        unnest(['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'P', 'X', 'M']) as system_code,
        unnest([
            g1_indicator_cnt, g2_indicator_cnt, g3_indicator_cnt, g4_indicator_cnt, g5_indicator_cnt,
            g6_indicator_cnt, g7_indicator_cnt, g8_indicator_cnt, g9_indicator_cnt, p_indicator_cnt,
            x_indicator_cnt, m_indicator_cnt
        ]) as reported_cnt
    from analysis.v_agency_year_scorecard
    where report_state = 'held'
),

asked as (
    select
        year,
        agency_level,
        system_code,
        count(*) as asked_cnt
    from analysis.v_indicator_year_comparison
    group by year, agency_level, system_code
)

select
    reports.agency_zh,
    reports.year,
    reports.system_code,
    systems.short_name_zh as system_zh,
    reports.reported_cnt,
    asked.asked_cnt,
    round(100.0 * reports.reported_cnt / asked.asked_cnt, 1) as reported_pct
from reports
inner join asked
    on
        reports.year = asked.year and reports.agency_level = asked.agency_level
        and reports.system_code = asked.system_code
inner join core.dim_system as systems on reports.system_code = systems.system_code
order by reports.agency_zh, reports.year, reports.system_code
