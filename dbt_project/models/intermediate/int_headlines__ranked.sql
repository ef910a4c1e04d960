{{ config(materialized='table') }}

with

facts as (
    select * from {{ ref('fct_fact') }}
),

reports as (
    select * from {{ ref('dim_report') }}
    where is_current
),

parent_facts as (
    select
        fact_id,
        indicator_id
    from facts
),

-- What may stand for a year: an achieved level of this body or its area, from the report in force. Targets, plans,
-- growth, figures of other bodies and of earlier years never do.
candidates as (
    select
        facts.agency_id,
        facts.year,
        facts.indicator_id,
        facts.fact_id,
        facts.value,
        facts.low,
        facts.high,
        facts.unit,
        facts.comparator,
        facts.scope,
        facts.period,
        facts.char_start,
        coalesce(parent_facts.indicator_id = facts.indicator_id, false) as is_part_of_same_indicator
    from facts
    inner join reports on facts.report_id = reports.report_id
    left join parent_facts on facts.parent_fact_id = parent_facts.fact_id
    where
        facts.indicator_id <> 'unmapped'
        and facts.status = 'achieved'
        and facts.value_kind = 'level'
        and facts.scope in ('own', 'area')
        and not starts_with(facts.period, 'prior:')
        and facts.value is not null
)

select
    *,
    row_number() over (
        partition by agency_id, year, indicator_id
        order by
            case scope when 'own' then 0 else 1 end,
            case comparator when 'eq' then 0 else 1 end,
            case
                when period = 'year' then 0
                when starts_with(period, 'as_of:') then 1
                when starts_with(period, 'since:') then 2
                else 3
            end,
            is_part_of_same_indicator,
            char_start,
            fact_id
    ) as headline_rank,
    count(*) over (partition by agency_id, year, indicator_id) - 1 as rival_cnt
from candidates
