{{ config(materialized='table') }}

with

agencies as (
    select
        *,
        -- its first name is asked for earlier reports, too: nothing tells when the body began
        row_number() over (partition by body_id order by valid_from) = 1 as is_first_name
    from {{ ref('dim_agency') }}
),

-- A body that was merged into another one is asked for no report from the year of the merger on.
merged as (
    select
        lineage.predecessor_agency_id as agency_id,
        greatest(min(lineage.change_year) - 1, max(agencies.last_year)) as last_asked_year
    from {{ ref('agency_lineage') }} as lineage
    inner join agencies on lineage.predecessor_agency_id = agencies.agency_id
    where lineage.lineage_type in ('合并组建', '并入')
    group by lineage.predecessor_agency_id
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

-- What a body said together with one that led stands under that one: such a year is neither silent nor missing, and who
-- never leads is asked for nothing.
joined_only as (
    select distinct
        issuers.agency_id,
        issuers.year
    from {{ ref('int_documents__issuers') }} as issuers
    anti join document_agencies
        on
            issuers.agency_id = document_agencies.agency_id
            and issuers.year = document_agencies.year
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
    left join merged on agencies.agency_id = merged.agency_id
    cross join years
    -- A name is not asked for reports of years in which the body had another name or was gone; what it reported stands.
    -- The last name known stands for those after it as well.
    where
        (agencies.is_first_name or years.year >= agencies.valid_from)
        and years.year <= coalesce(
            case when not agencies.is_current then agencies.valid_to end, merged.last_asked_year, 9999
        )
        and agencies.agency_id in (select document_agencies.agency_id from document_agencies)
        and not exists (
            select 1
            from joined_only
            where
                agencies.agency_id = joined_only.agency_id
                and years.year = joined_only.year
        )
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
