{{ config(materialized='table') }}

with

named as (
    select * from {{ ref('int_agencies__named') }}
),

bodies as (
    select * from {{ ref('int_agencies__bodies') }}
),

carried as (
    select distinct
        bodies.body_id,
        documents.agency_id,
        documents.year
    from {{ ref('int_documents__issuers') }} as documents
    inner join bodies on documents.agency_id = bodies.agency_id
),

-- A name is valid from the first report that carries it to the year before the first report that carries the next one.
-- A name that comes back after another counts from its return: the years of a body's names do not overlap.
interrupted as (
    select
        own.agency_id,
        max(other.year) as interrupted_year
    from named as own
    inner join bodies on own.agency_id = bodies.agency_id
    inner join carried as other
        on
            bodies.body_id = other.body_id
            and own.agency_id <> other.agency_id
            and own.last_year > other.year
    group by own.agency_id
),

begun as (
    select
        carried.body_id,
        carried.agency_id,
        min(carried.year) as valid_from
    from carried
    left join interrupted on carried.agency_id = interrupted.agency_id
    where carried.year > coalesce(interrupted.interrupted_year, 0)
    group by carried.body_id, carried.agency_id
)

select
    named.agency_id,
    begun.body_id,
    named.name_zh,
    named.full_name_zh,
    named.office_name_zh,
    named.level,
    named.function_zh,
    named.region_id,
    named.code_scheme,
    named.first_year,
    named.last_year,
    named.name_evidence,
    bodies.line_code,
    bodies.body_function_zh,
    begun.valid_from,
    lead(begun.valid_from) over body_names - 1 as valid_to,
    lead(begun.valid_from) over body_names is null as is_current
from named
inner join bodies on named.agency_id = bodies.agency_id
inner join begun on named.agency_id = begun.agency_id
window body_names as (partition by begun.body_id order by begun.valid_from)
