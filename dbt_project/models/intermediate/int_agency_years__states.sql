with

agencies as (
    select * from {{ ref('dim_agency') }}
),

reports as (
    select * from {{ ref('dim_report') }}
    where is_current
),

rejected as (
    select * from {{ ref('stg_rejected') }}
),

landing as (
    select * from {{ ref('stg_landing') }}
),

document_agencies as (
    select * from {{ ref('int_documents__agencies') }}
),

-- Every year between the first and the last report held of anybody: a body without a report in one of them is missing.
years as (
    select unnest(generate_series(min(year), max(year))) as year
    from reports
),

agency_years as (
    select
        agencies.agency_id,
        cast(years.year as integer) as year
    from agencies
    cross join years
    -- a name is not asked for reports of years in which the body had another name
    where years.year between coalesce(agencies.valid_from, 0) and coalesce(agencies.valid_to, 9999)
),

-- A refused file speaks for a body and year only where these are known: set by hand in the register, or read from the
-- text before extraction refused it.
unreadable as (
    select
        agencies.agency_id,
        landing.override_year as year
    from rejected
    inner join landing on rejected.source_file = landing.source_file
    inner join agencies on landing.override_agency in (agencies.full_name_zh, agencies.name_zh)
    where landing.override_year is not null
    union distinct
    select
        document_agencies.agency_id,
        document_agencies.year
    from rejected
    inner join document_agencies on rejected.document_id = document_agencies.document_id
)

select
    agency_years.agency_id,
    agency_years.year,
    reports.report_id,
    case
        when reports.report_id is not null then 'held'
        when unreadable.agency_id is not null then 'unreadable'
        else 'report_missing'
    end as report_state
from agency_years
left join reports
    on
        agency_years.agency_id = reports.agency_id
        and agency_years.year = reports.year
left join unreadable
    on
        agency_years.agency_id = unreadable.agency_id
        and agency_years.year = unreadable.year
