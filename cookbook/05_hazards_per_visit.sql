-- 问:每次检查发现多少隐患,每百次检查作出多少处罚?
-- Question: How many hazards per visit, and how many penalties per 100 visits?
-- 注意:只比口径相同的数(本机关对本机关,全市对全市);约数给出上下界。
-- Caveats: Only figures of the same scope are divided; hedged ones give bounds.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        indicator_id,
        scope,
        case when comparator = 'eq' then value else low end as low,
        case when comparator = 'eq' then value else high end as high
    from analysis.v_indicator_values
    where indicator_id in ('inspect_visit_cnt', 'hazard_found_cnt', 'penalty_cnt')
)

select
    visits.agency_zh,
    visits.year,
    visits.scope,
    round(hazards.low / nullif(visits.high, 0), 3) as hazards_per_visit_low,
    round(hazards.high / nullif(visits.low, 0), 3) as hazards_per_visit_high,
    round(100.0 * penalties.low / nullif(visits.high, 0), 2) as penalties_per_100_visits_low,
    round(100.0 * penalties.high / nullif(visits.low, 0), 2) as penalties_per_100_visits_high
from figures as visits
left join figures as hazards
    on
        visits.agency_id = hazards.agency_id and visits.year = hazards.year and visits.scope = hazards.scope
        and hazards.indicator_id = 'hazard_found_cnt'
left join figures as penalties
    on
        visits.agency_id = penalties.agency_id and visits.year = penalties.year and visits.scope = penalties.scope
        and penalties.indicator_id = 'penalty_cnt'
where visits.indicator_id = 'inspect_visit_cnt' and (hazards.agency_id is not null or penalties.agency_id is not null)
order by visits.agency_zh, visits.year
