-- 问:2025 年规范涉企检查之后,检查少了吗,每次检查发现的隐患多了吗?
-- Question: Did inspections fall after the 2025 rules on inspecting enterprises, while each visit found more?
-- 注意:只比两年都报告了可相加数字的同一批机关,否则增减只是报告多少的变化;每行是当年与上年之比。
-- Caveats: Only bodies with addable figures in both years are compared; otherwise the change would be one of
-- reporting.
with figures as (
    select
        body_id,
        year,
        max(additive_value) filter (indicator_id = 'inspect_visit_cnt') as visit_cnt,
        max(additive_value) filter (indicator_id = 'hazard_found_cnt') as hazard_cnt
    from analysis.v_indicator_values
    where indicator_id in ('inspect_visit_cnt', 'hazard_found_cnt')
    group by body_id, year
),

pairs as (
    select
        this_year.year,
        this_year.visit_cnt,
        last_year.visit_cnt as last_visit_cnt,
        case when last_year.hazard_cnt is not null then this_year.hazard_cnt end as hazard_cnt,
        case when this_year.hazard_cnt is not null then last_year.hazard_cnt end as last_hazard_cnt
    from figures as this_year
    inner join figures as last_year on this_year.body_id = last_year.body_id and this_year.year = last_year.year + 1
    where this_year.visit_cnt is not null and last_year.visit_cnt is not null
)

select
    year,
    count(*) as body_cnt,
    sum(last_visit_cnt) as last_visit_cnt,
    sum(visit_cnt) as visit_cnt,
    round(100.0 * (sum(visit_cnt) - sum(last_visit_cnt)) / nullif(sum(last_visit_cnt), 0), 2) as visit_growth_pct,
    count(hazard_cnt) as hazard_body_cnt,
    round(
        sum(last_hazard_cnt) / nullif(sum(last_visit_cnt) filter (last_hazard_cnt is not null), 0), 3
    ) as last_hazards_per_visit,
    round(sum(hazard_cnt) / nullif(sum(visit_cnt) filter (hazard_cnt is not null), 0), 3) as hazards_per_visit
from pairs
group by year
order by year
