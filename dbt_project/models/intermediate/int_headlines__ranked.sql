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

-- Sums of money: what is fined in one campaign is a part of what is fined in the year.
money as (
    select indicator_id
    from {{ ref('indicators') }}
    where
        unit_family = 'money'
        and measure_type = 'flow'
),

-- Candidates of the report in force.
candidates as (
    select
        facts.agency_id,
        facts.year,
        facts.indicator_id,
        facts.fact_id,
        facts.document_id,
        facts.value,
        facts.low,
        facts.high,
        facts.unit,
        facts.comparator,
        facts.scope,
        facts.period,
        facts.char_start,
        facts.rule_id = 'm.table_cell' as is_cell,
        regexp_matches(facts.measure, '^(合计|总计|总数)(-|$)') as is_total,
        coalesce(parent_facts.indicator_id = facts.indicator_id, false) as is_part_of_same_indicator,
        -- a row 其中 divides the row above it, which stands for both
        is_cell and not is_part_of_same_indicator as is_row,
        case when money.indicator_id is not null then facts.value end as summed_value
    from facts
    inner join reports on facts.report_id = reports.report_id
    left join money on facts.indicator_id = money.indicator_id
    left join parent_facts on facts.parent_fact_id = parent_facts.fact_id
    where facts.is_headline_candidate
),

-- A row of a table is a part of what its table counts (食品安全 | 806.3 万元). Where several rows count the same, the row
-- 合计 stands for the year; without one none does, as nobody has said what they are together.
judged as (
    select
        *,
        not is_cell
        or (not is_part_of_same_indicator and count(*) filter (where is_row) over same_counted = 1)
        or (is_total and count(distinct value) filter (where is_row and is_total) over same_counted = 1)
            as may_stand
    from candidates
    window same_counted as (partition by document_id, indicator_id, scope)
),

-- 1200余件 gives way to 1234件 and to 1500件, which are as large or larger; 其中312件 does not stand before it.
compared as (
    select
        *,
        comparator <> 'eq' and coalesce(
            max(value) filter (where comparator = 'eq' and may_stand) over same_reported >= coalesce(low, value * 0.9),
            false
        ) as is_outdone
    from judged
    window same_reported as (partition by agency_id, year, indicator_id, scope, period)
)

select
    * exclude (document_id, is_cell, is_total, is_row, may_stand, summed_value, is_outdone),
    case
        when may_stand
            then row_number() over (
                partition by agency_id, year, indicator_id, may_stand
                order by
                    case scope when 'own' then 0 else 1 end asc,
                    is_outdone asc,
                    case
                        when period = 'year' then 0
                        when starts_with(period, 'as_of:') then 1
                        when starts_with(period, 'since:') then 2
                        else 3
                    end asc,
                    is_part_of_same_indicator asc,
                    summed_value desc nulls last,
                    is_total desc,
                    char_start asc,
                    fact_id asc
            )
    end as headline_rank,
    count(*) over (partition by agency_id, year, indicator_id) - 1 as rival_cnt
from compared
