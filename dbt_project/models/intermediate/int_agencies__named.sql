{{ config(materialized='table') }}

with

issuers as (
    select * from {{ ref('int_documents__issuers') }}
),

-- One body under one name, whether it leads a report or joins in one.
-- Where its reports disagree on level or full name, the latest report speaks.
latest as (
    select *
    from issuers
    qualify row_number() over (partition by agency_id order by year desc, document_id desc, issuer_no asc) = 1
),

spans as (
    select
        agency_id,
        min(year) as first_year,
        max(year) as last_year,
        -- the documents that carry the name are the evidence for it
        string_agg(distinct year || ' ' || document_id, ';' order by year || ' ' || document_id) as name_evidence
    from issuers
    group by agency_id
)

select
    latest.agency_id,
    latest.agency_name_zh as name_zh,
    latest.agency_full_name_zh as full_name_zh,
    latest.office_name_zh,
    latest.agency_level as level,
    latest.agency_function_zh as function_zh,
    latest.region_id,
    latest.region_code,
    latest.town_code,
    latest.code_scheme,
    spans.first_year,
    spans.last_year,
    spans.name_evidence
from latest
inner join spans on latest.agency_id = spans.agency_id
