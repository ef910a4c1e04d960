-- 问:专项应急预案按类别有多少,修订了多少,截至何时?
-- Question: How many special emergency plans by type, how many revised, as of when?
-- 注意:四类之和与总数相符才标 true;已修订是其中数,不与四类相加。
-- Caveats: The four types are checked against the total; revised plans are a subset and are not added to them.
with plans as (
    select
        agency_id,
        agency_zh,
        year,
        max(period) filter (indicator_id = 'plan_special_cnt') as period,
        max(value) filter (indicator_id = 'plan_special_cnt') as special_cnt,
        max(value) filter (indicator_id = 'plan_special_natural_cnt') as natural_cnt,
        max(value) filter (indicator_id = 'plan_special_accident_cnt') as accident_cnt,
        max(value) filter (indicator_id = 'plan_special_health_cnt') as health_cnt,
        max(value) filter (indicator_id = 'plan_special_security_cnt') as security_cnt,
        max(value) filter (indicator_id = 'plan_special_revised_cnt') as revised_cnt
    from analysis.v_indicator_values
    where
        comparator = 'eq'
        and indicator_id in (
            'plan_special_cnt',
            'plan_special_natural_cnt',
            'plan_special_accident_cnt',
            'plan_special_health_cnt',
            'plan_special_security_cnt',
            'plan_special_revised_cnt'
        )
    group by agency_id, agency_zh, year
)

select
    agency_zh,
    year,
    period,
    special_cnt,
    natural_cnt,
    accident_cnt,
    health_cnt,
    security_cnt,
    natural_cnt + accident_cnt + health_cnt + security_cnt = special_cnt as is_sum_right,
    revised_cnt,
    round(100.0 * revised_cnt / nullif(special_cnt, 0), 1) as revised_pct
from plans
where special_cnt is not null or revised_cnt is not null
order by agency_zh, year
