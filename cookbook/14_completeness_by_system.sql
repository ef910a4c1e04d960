-- 问:各机关各年在《纲要》各体系下报告了多少指标(完整度热力图)?
-- Question: How many indicators of each system of the outline does each agency report (a heat map)?
-- 注意:分母是同年同级机关中至少一家报告了的指标,不是整部字典;无报告的年份不列,与一项未报不同。
-- Caveats: The denominator is what at least one body of the same level reports that year, not the whole
-- dictionary; years without a report are left out, which differs from reporting nothing.
with answers as (
    select
        agencies.full_name_zh as agency_zh,
        agencies.level as agency_level,
        indicator_years.agency_id,
        indicator_years.year,
        indicator_years.indicator_id,
        indicators.system_code,
        indicator_years.state in ('reported', 'reported_zero') as is_reported
    from core.fct_indicator_year as indicator_years
    inner join core.dim_agency as agencies on indicator_years.agency_id = agencies.agency_id
    inner join core.dim_indicator as indicators on indicator_years.indicator_id = indicators.indicator_id
    where indicator_years.state in ('reported', 'reported_zero', 'silent')
),

asked as (
    select distinct
        year,
        agency_level,
        indicator_id
    from answers
    where is_reported
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
inner join asked
    on
        answers.year = asked.year and answers.agency_level = asked.agency_level
        and answers.indicator_id = asked.indicator_id
inner join core.dim_system as systems on answers.system_code = systems.system_code
group by answers.agency_id, answers.agency_zh, answers.year, answers.system_code, systems.short_name_zh
order by answers.agency_zh, answers.year, answers.system_code
