-- 问:上年报告列为计划的事项,下年报告说完成了吗?
-- Question: Was what one report plans reported as done in the next?
-- 注意:只看有数量、有对应指标的计划;下年报告未提与没有下年报告分开。
-- Caveats: Only plans with a quantity and an indicator; silence of the next report and its absence are told apart.
with plans as (
    select
        facts.agency_zh,
        agencies.body_id,
        facts.year,
        facts.indicator_id,
        facts.indicator_zh,
        facts.comparator,
        facts.value as planned_value,
        facts.unit,
        facts.sentence
    from analysis.v_facts as facts
    inner join core.dim_agency as agencies on facts.agency_id = agencies.agency_id
    where
        facts.is_current_report
        and facts.status = 'planned'
        and facts.value_kind = 'level'
        and facts.indicator_id <> 'unmapped'
),

reports as (
    select
        agencies.body_id,
        scorecards.agency_id,
        scorecards.year,
        scorecards.report_state
    from analysis.v_agency_year_scorecard as scorecards
    inner join core.dim_agency as agencies on scorecards.agency_id = agencies.agency_id
)

select
    plans.agency_zh,
    plans.year as planned_in_year,
    plans.indicator_zh,
    plans.planned_value,
    plans.unit,
    answers.value as done_value,
    case
        when coalesce(reports.report_state, '') <> 'held' then '没有下年报告'
        when answers.value is null then '下年报告未提'
        when answers.value >= plans.planned_value then '完成'
        else '未达'
    end as outcome_zh,
    plans.sentence
from plans
left join reports on plans.body_id = reports.body_id and plans.year + 1 = reports.year
left join analysis.v_indicator_values as answers
    on
        reports.agency_id = answers.agency_id and plans.indicator_id = answers.indicator_id
        and reports.year = answers.year
order by plans.agency_zh, planned_in_year, plans.indicator_zh
