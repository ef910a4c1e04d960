-- 问:同一区划同一年,事故起数、死亡人数与执法力度如何?
-- Question: Accidents and deaths against enforcement, for the same region and year?
-- 注意:只并列,不说明因果;事故数取该区划机关所报,几家所报不同的注明家数;检查与处罚只加可相加的值。
-- Caveats: Side by side, no cause is implied; accidents as reported by the region's bodies, with the number of
-- different values; visits and penalties add only addable values.
select
    region_code,
    max(region_zh) as region_zh,
    year,
    max(value) filter (indicator_id = 'accident_cnt' and comparator = 'eq') as accident_cnt,
    count(distinct value) filter (indicator_id = 'accident_cnt') as accident_value_cnt,
    max(value) filter (indicator_id = 'accident_death_cnt' and comparator = 'eq') as death_cnt,
    sum(additive_value) filter (indicator_id = 'inspect_visit_cnt') as visit_cnt,
    sum(additive_value) filter (indicator_id = 'penalty_cnt') as penalty_cnt
from analysis.v_indicator_values
where
    indicator_id in ('accident_cnt', 'accident_death_cnt', 'inspect_visit_cnt', 'penalty_cnt')
    and region_code is not null
group by region_code, year
having count(*) filter (indicator_id = 'accident_cnt') > 0
order by region_code, year
