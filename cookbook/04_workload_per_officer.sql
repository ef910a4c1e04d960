-- 问:每名持证执法人员检查多少家次,监管对象平均被查多少次?
-- Question: How many inspection visits per certified officer, and per supervised entity?
-- 注意:分子或分母是约数时给出比值的上下界;检查家次限本机关口径,监管对象数是辖区内的存量。
-- Caveats: Where a part is hedged the ratio has bounds; visits are the body's own, supervised entities are the
-- stock of its area.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        indicator_id,
        case when comparator = 'eq' then value else low end as low,
        case when comparator = 'eq' then value else high end as high
    from analysis.v_indicator_values
    where
        (indicator_id = 'inspect_visit_cnt' and scope = 'own')
        or indicator_id in ('enforcement_cert_holder_cnt', 'grid_entity_cnt')
)

select
    visits.agency_zh,
    visits.year,
    visits.low as visit_low,
    visits.high as visit_high,
    round(visits.low / nullif(officers.high, 0), 2) as visits_per_officer_low,
    round(visits.high / nullif(officers.low, 0), 2) as visits_per_officer_high,
    round(visits.low / nullif(entities.high, 0), 4) as visits_per_entity_low,
    round(visits.high / nullif(entities.low, 0), 4) as visits_per_entity_high
from figures as visits
left join figures as officers
    on
        visits.agency_id = officers.agency_id and visits.year = officers.year
        and officers.indicator_id = 'enforcement_cert_holder_cnt'
left join figures as entities
    on
        visits.agency_id = entities.agency_id and visits.year = entities.year
        and entities.indicator_id = 'grid_entity_cnt'
where visits.indicator_id = 'inspect_visit_cnt' and (officers.agency_id is not null or entities.agency_id is not null)
order by visits.agency_zh, visits.year
