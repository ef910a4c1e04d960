-- 问:上年报告列为计划的事项,下年报告说完成了吗?
-- Question: Was what one report plans reported as done in the next?
-- 注意:只看有数量、有对应指标的计划;下年报告未提与没有下年报告分开。
-- Caveats: Only plans with a quantity and an indicator; silence of the next report and its absence are told apart.
select
    agency_zh,
    year as planned_in_year,
    indicator_zh,
    value as planned_value,
    unit,
    other_headline_value as done_value,
    case
        when coalesce(other_report_state, '') <> 'held' then '没有下年报告'
        when other_headline_value is null then '下年报告未提'
        when other_headline_value >= value then '完成'
        else '未达'
    end as outcome_zh,
    sentence
from analysis.v_facts_across_years
where across_kind = 'plan'
order by agency_zh, planned_in_year, indicator_zh
