{{ config(materialized='table') }}

with

named as (
    select * from {{ ref('int_agencies__named') }}
),

bodies as (
    select * from {{ ref('int_agencies__bodies') }}
),

reforms as (
    select * from {{ ref('int_agencies__reforms') }}
),

carried as (
    select distinct
        bodies.body_id,
        documents.agency_id,
        documents.year
    from {{ ref('int_documents__issuers') }} as documents
    inner join bodies on documents.agency_id = bodies.agency_id
),

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

seen as (
    select
        carried.body_id,
        carried.agency_id,
        min(carried.year) as seen_from,
        max(carried.year) as seen_to
    from carried
    left join interrupted on carried.agency_id = interrupted.agency_id
    where carried.year > coalesce(interrupted.interrupted_year, 0)
    group by carried.body_id, carried.agency_id
),

neighbours as (
    select
        seen.*,
        reforms.ended_year,
        reforms.ended_basis,
        reforms.begun_year,
        reforms.begun_basis,
        lag(seen.seen_to) over body_names as before_seen_to,
        coalesce(lag(reforms.ended_year) over body_names, reforms.begun_year) as told_from,
        coalesce(lag(reforms.ended_basis) over body_names, reforms.begun_basis) as told_basis
    from seen
    left join reforms on seen.agency_id = reforms.agency_id
    window body_names as (partition by seen.body_id order by seen.seen_from)
),

-- A name begins with the year that the reform gives it, unless reports say otherwise: one that carries it earlier, one
-- that still carries the name before it. Without a reform it begins with the first report that carries it.
begun as (
    select
        *,
        greatest(least(seen_from, coalesce(told_from, seen_from)), coalesce(before_seen_to + 1, 0)) as valid_from
    from neighbours
),

-- It ends with the next name; where that is not known, with the year that the reform gives, unless reports go on.
bounded as (
    select
        *,
        lead(valid_from) over body_names is null as is_current,
        coalesce(
            lead(valid_from) over body_names,
            case when seen_to < ended_year then ended_year end
        ) - 1 as valid_to
    from begun
    window body_names as (partition by body_id order by seen_from)
)

select
    named.agency_id,
    bounded.body_id,
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
    bounded.valid_from,
    bounded.valid_to,
    bounded.is_current,
    concat_ws(
        '。',
        '始:' || case when bounded.valid_from = bounded.told_from then bounded.told_basis else '以之署名的报告' end,
        '止:' || case
            when bounded.valid_to = bounded.ended_year - 1 then bounded.ended_basis
            when not bounded.is_current then '下一名称的报告'
        end
    ) as validity_evidence
from named
inner join bodies on named.agency_id = bodies.agency_id
inner join bounded on named.agency_id = bounded.agency_id
