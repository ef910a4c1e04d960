{{ config(materialized='table') }}

-- Every body that issues a report, each once: where names of one body stand beside each other, the first counts.
with

documents as (
    select * from {{ ref('int_documents__reports') }}
),

issuers as (
    select * from {{ ref('stg_issuers') }}
),

issuer_regions as (
    select * from {{ ref('int_issuers__regions') }}
)

select
    issuers.agency_id,
    issuers.issuer_no,
    issuers.issuer_role,
    documents.document_id,
    documents.year,
    issuers.agency_name_zh,
    issuers.agency_full_name_zh,
    issuers.agency_level,
    issuers.agency_function_zh,
    issuers.region_code,
    issuers.town_code,
    issuer_regions.region_id,
    issuer_regions.code_scheme,
    issuers.office_name_zh,
    issuers.agency_evidence
from documents
inner join issuers on documents.document_id = issuers.document_id
inner join issuer_regions
    on
        issuers.document_id = issuer_regions.document_id
        and issuers.issuer_no = issuer_regions.issuer_no
qualify row_number() over (partition by documents.document_id, issuers.agency_id order by issuers.issuer_no) = 1
