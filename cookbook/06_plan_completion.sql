-- 问:年度执法检查计划完成了多少,谁报了计划却没报完成?
-- Question: How much of the inspection plan was carried out, and who reports a plan but no completion?
-- 注意:完成率按件数重算,与所报比率相差超过 0.1 个百分点即注明;计划数可能写作目标,也可能写作计划。
-- Caveats: The rate is computed from counts; a reported rate that differs by more than 0.1 points is pointed out.
with plans as (
    select
        agency_id,
        year,
        max(value) as planned_cnt
    from analysis.v_facts
    where
        indicator_id = 'inspect_plan_target_cnt'
        and is_current_report
        and value_kind = 'level'
        and comparator = 'eq'
        and scope = 'own'
    group by agency_id, year
),

done as (
    select
        agency_id,
        year,
        max(value) filter (indicator_id = 'inspect_plan_done_cnt' and comparator = 'eq') as done_cnt,
        max(value) filter (indicator_id = 'inspect_plan_done_rate') as reported_pct
    from analysis.v_indicator_values
    where indicator_id in ('inspect_plan_done_cnt', 'inspect_plan_done_rate') and scope = 'own'
    group by agency_id, year
),

compared as (
    select
        coalesce(plans.agency_id, done.agency_id) as agency_id,
        coalesce(plans.year, done.year) as year,
        plans.planned_cnt,
        done.done_cnt,
        done.reported_pct,
        round(100.0 * done.done_cnt / nullif(plans.planned_cnt, 0), 2) as computed_pct
    from plans
    full join done on plans.agency_id = done.agency_id and plans.year = done.year
)

select
    agencies.full_name_zh as agency_zh,
    compared.year,
    compared.planned_cnt,
    compared.done_cnt,
    compared.computed_pct,
    compared.reported_pct,
    case
        when compared.done_cnt is null and compared.reported_pct is null and compared.planned_cnt is null then '只有约数'
        when compared.done_cnt is null and compared.reported_pct is null then '只报计划,未报完成'
        when compared.planned_cnt is null then '未报计划数'
        when abs(compared.computed_pct - compared.reported_pct) > 0.1 then '与所报完成率不符'
        else ''
    end as finding_zh
from compared
inner join core.dim_agency as agencies on compared.agency_id = agencies.agency_id
order by agency_zh, compared.year
