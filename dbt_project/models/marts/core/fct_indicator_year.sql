with

agency_years as (
    select * from {{ ref('int_agency_years__states') }}
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

facts as (
    select * from {{ ref('fct_fact') }}
),

candidates as (
    select * from {{ ref('int_headlines__ranked') }}
),

headlines as (
    select * from candidates
    where headline_rank = 1
),

-- told in the rows of a table only, whose sum nobody has told
told_in_parts as (
    select
        agency_id,
        year,
        indicator_id
    from candidates
    group by agency_id, year, indicator_id
    having count(headline_rank) = 0
),

-- A body answers for what it has reported in any year, under any name. Of all else every report is silent; a row for
-- each such silence would be hundreds of rows a report that say nothing.
asked as (
    select distinct
        agencies.body_id,
        candidates.indicator_id
    from candidates
    inner join agencies on candidates.agency_id = agencies.agency_id
)

-- Missing is not zero: a report that is silent, one that tells parts only, a report that is missing, one that cannot be
-- read and a reported zero are five states, and only the last one has a value.
select
    agency_years.agency_id,
    agency_years.year,
    asked.indicator_id,
    headlines.value,
    headlines.low,
    headlines.high,
    headlines.unit,
    headlines.fact_id,
    cast(coalesce(headlines.rival_cnt, 0) as integer) as rival_cnt,
    case
        when agency_years.report_state <> 'held' then agency_years.report_state
        when headlines.fact_id is null and told_in_parts.agency_id is not null then 'in_parts'
        when headlines.fact_id is null then 'silent'
        when headlines.value = 0 then 'reported_zero'
        else 'reported'
    end as state,
    agency_years.report_id,
    facts.corrected_by,
    facts.value_extracted,
    facts.unit_extracted
from agency_years
inner join agencies on agency_years.agency_id = agencies.agency_id
inner join asked on agencies.body_id = asked.body_id
left join headlines
    on
        agency_years.agency_id = headlines.agency_id
        and agency_years.year = headlines.year
        and asked.indicator_id = headlines.indicator_id
left join told_in_parts
    on
        agency_years.agency_id = told_in_parts.agency_id
        and agency_years.year = told_in_parts.year
        and asked.indicator_id = told_in_parts.indicator_id
left join facts on headlines.fact_id = facts.fact_id
