-- 问:处罚中事前处罚与事故处罚各占多少?
-- Question: What share of penalties follows an accident, and what share precedes one?
-- 注意:两类都报告才算占比;只报合计而注明含事故处罚的,列出合计与限定语,不推算。
-- Caveats: A share needs both parts; a total that merely says it includes accident penalties is shown with its
-- qualifier and nothing is derived from it.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        max(value) filter (indicator_id = 'penalty_cnt') as penalty_cnt,
        max(qualifier) filter (indicator_id = 'penalty_cnt') as penalty_qualifier,
        max(value) filter (indicator_id = 'penalty_preaccident_cnt' and comparator = 'eq') as before_accident_cnt,
        max(value) filter (indicator_id = 'penalty_accident_cnt' and comparator = 'eq') as after_accident_cnt
    from analysis.v_indicator_values
    where indicator_id in ('penalty_cnt', 'penalty_preaccident_cnt', 'penalty_accident_cnt')
    group by agency_id, agency_zh, year
)

select
    agency_zh,
    year,
    penalty_cnt,
    penalty_qualifier,
    before_accident_cnt,
    after_accident_cnt,
    round(
        100.0 * after_accident_cnt / nullif(before_accident_cnt + after_accident_cnt, 0), 2
    ) as after_accident_pct
from figures
where
    penalty_qualifier like '%事故%' or before_accident_cnt is not null or after_accident_cnt is not null
order by agency_zh, year
