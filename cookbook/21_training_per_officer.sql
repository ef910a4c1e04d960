-- 问:每名持证执法人员年内参训多少人次,持证率多少?
-- Question: How many training attendances per certified officer, and what is the certification rate?
-- 注意:参训人次含同一人多次,也可能含外单位人员;约数给出上下界。
-- Caveats: Attendances count a person more than once and may include others; hedged figures give bounds.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        indicator_id,
        value,
        case when comparator = 'eq' then value else low end as low,
        case when comparator = 'eq' then value else high end as high
    from analysis.v_indicator_values
    where indicator_id in ('enforcement_train_person_cnt', 'enforcement_cert_holder_cnt', 'enforcement_cert_rate')
)

select
    training.agency_zh,
    training.year,
    training.low as attendance_low,
    training.high as attendance_high,
    round(training.low / nullif(officers.high, 0), 2) as per_officer_low,
    round(training.high / nullif(officers.low, 0), 2) as per_officer_high,
    rates.value as cert_pct
from figures as training
left join figures as officers
    on
        training.agency_id = officers.agency_id and training.year = officers.year
        and officers.indicator_id = 'enforcement_cert_holder_cnt'
left join figures as rates
    on
        training.agency_id = rates.agency_id and training.year = rates.year
        and rates.indicator_id = 'enforcement_cert_rate'
where training.indicator_id = 'enforcement_train_person_cnt'
order by training.agency_zh, training.year
