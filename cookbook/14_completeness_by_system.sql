-- 问:各机关各年在《纲要》各体系下报告了多少指标(完整度热力图)?
-- Question: How many indicators of each system of the outline does each agency report (a heat map)?
-- 注意:一行一份报告,各体系为同年同级机关中至少一家报告了的指标中该机关报告了的百分比,不以整部字典为分母;
-- 无报告的年份不列,与一项未报不同;无一家报告的体系为空。每体系一行的长表:
-- unpivot (本查询) on columns('_pct$') into name system_pct value pct。
-- Caveats: One row a report; each system is the share of the indicators that at least one body of the same level
-- reports that year, not of the whole dictionary; years without a report are left out, which differs from reporting
-- nothing; empty where nobody reports any. One row a system:
-- unpivot (this query) on columns('_pct$') into name system_pct value pct.
with asked as (
    select
        year,
        agency_level,
        count(*) as asked_cnt,
        nullif(count(*) filter (where system_code = 'G1'), 0) as g1_cnt,
        nullif(count(*) filter (where system_code = 'G2'), 0) as g2_cnt,
        nullif(count(*) filter (where system_code = 'G3'), 0) as g3_cnt,
        nullif(count(*) filter (where system_code = 'G4'), 0) as g4_cnt,
        nullif(count(*) filter (where system_code = 'G5'), 0) as g5_cnt,
        nullif(count(*) filter (where system_code = 'G6'), 0) as g6_cnt,
        nullif(count(*) filter (where system_code = 'G7'), 0) as g7_cnt,
        nullif(count(*) filter (where system_code = 'G8'), 0) as g8_cnt,
        nullif(count(*) filter (where system_code = 'G9'), 0) as g9_cnt,
        nullif(count(*) filter (where system_code = 'P'), 0) as p_cnt,
        nullif(count(*) filter (where system_code = 'X'), 0) as x_cnt,
        nullif(count(*) filter (where system_code = 'M'), 0) as m_cnt
    from analysis.v_indicator_year_comparison
    group by year, agency_level
)

select
    reports.agency_zh,
    reports.year,
    reports.indicator_cnt as reported_cnt,
    asked.asked_cnt,
    round(100.0 * reports.g1_indicator_cnt / asked.g1_cnt, 1) as g1_pct,
    round(100.0 * reports.g2_indicator_cnt / asked.g2_cnt, 1) as g2_pct,
    round(100.0 * reports.g3_indicator_cnt / asked.g3_cnt, 1) as g3_pct,
    round(100.0 * reports.g4_indicator_cnt / asked.g4_cnt, 1) as g4_pct,
    round(100.0 * reports.g5_indicator_cnt / asked.g5_cnt, 1) as g5_pct,
    round(100.0 * reports.g6_indicator_cnt / asked.g6_cnt, 1) as g6_pct,
    round(100.0 * reports.g7_indicator_cnt / asked.g7_cnt, 1) as g7_pct,
    round(100.0 * reports.g8_indicator_cnt / asked.g8_cnt, 1) as g8_pct,
    round(100.0 * reports.g9_indicator_cnt / asked.g9_cnt, 1) as g9_pct,
    round(100.0 * reports.p_indicator_cnt / asked.p_cnt, 1) as p_pct,
    round(100.0 * reports.x_indicator_cnt / asked.x_cnt, 1) as x_pct,
    round(100.0 * reports.m_indicator_cnt / asked.m_cnt, 1) as m_pct
from analysis.v_agency_year_scorecard as reports
inner join asked on reports.year = asked.year and reports.agency_level = asked.agency_level
where reports.report_state = 'held'
order by reports.agency_zh, reports.year
