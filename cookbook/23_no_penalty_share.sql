-- 问:不予处罚(含首违不罚)占案件多少,免罚清单有多少项?
-- Question: What share of cases ends without penalty, and how long is the list of exempt acts?
-- 注意:占比 = 不予处罚 ÷(不予处罚 + 处罚);处罚数注明含事故处罚的不作分母。
-- Caveats: Share = exempted / (exempted + penalised); a penalty count with a qualifier is no denominator.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        max(additive_value) filter (indicator_id = 'no_penalty_cnt') as no_penalty_cnt,
        max(additive_value) filter (indicator_id = 'penalty_cnt') as penalty_cnt,
        max(value) filter (indicator_id = 'no_penalty_list_items_cnt') as list_item_cnt
    from analysis.v_indicator_values
    where indicator_id in ('no_penalty_cnt', 'penalty_cnt', 'no_penalty_list_items_cnt')
    group by agency_id, agency_zh, year
)

select
    agency_zh,
    year,
    no_penalty_cnt,
    penalty_cnt,
    round(100.0 * no_penalty_cnt / nullif(no_penalty_cnt + penalty_cnt, 0), 2) as no_penalty_pct,
    list_item_cnt
from figures
where no_penalty_cnt is not null or list_item_cnt is not null
order by agency_zh, year
