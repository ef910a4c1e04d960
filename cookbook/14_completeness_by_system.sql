-- 问:各机关各年在《纲要》各体系下报告了多少指标(完整度热力图)?
-- Question: How many indicators of each system of the outline does each agency report (a heat map)?
-- 注意:分母是同年同级机关中至少一家报告了的指标,不是整部字典;无报告的年份不列,与一项未报不同。
-- Caveats: The denominator is what at least one body of the same level reports that year, not the whole
-- dictionary; years without a report are left out, which differs from reporting nothing.
with asked as (
    select distinct
        year,
        agency_level,
        indicator_id,
        system_code
    from analysis.v_indicator_values
),

answers as (
    select
        scorecards.agency_zh,
        scorecards.agency_id,
        scorecards.year,
        asked.system_code,
        figures.fact_id is not null as is_reported
    from analysis.v_agency_year_scorecard as scorecards
    inner join asked on scorecards.year = asked.year and scorecards.agency_level = asked.agency_level
    left join analysis.v_indicator_values as figures
        on
            scorecards.agency_id = figures.agency_id and scorecards.year = figures.year
            and asked.indicator_id = figures.indicator_id
    where scorecards.report_state = 'held'
)

select
    answers.agency_zh,
    answers.year,
    answers.system_code,
    systems.short_name_zh as system_zh,
    count(*) filter (answers.is_reported) as reported_cnt,
    count(*) as asked_cnt,
    round(100.0 * count(*) filter (answers.is_reported) / count(*), 1) as reported_pct
from answers
inner join core.dim_system as systems on answers.system_code = systems.system_code
group by answers.agency_id, answers.agency_zh, answers.year, answers.system_code, systems.short_name_zh
order by answers.agency_zh, answers.year, answers.system_code
