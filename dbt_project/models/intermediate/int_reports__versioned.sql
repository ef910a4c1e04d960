with

documents as (
    select * from {{ ref('int_documents__reports') }}
),

document_agencies as (
    select * from {{ ref('int_documents__agencies') }}
),

landing as (
    select * from {{ ref('stg_landing') }}
),

ledger as (
    select * from {{ ref('stg_ledger') }}
),

-- A document whose extraction was refused has no ledger and is no report yet: quality.rejected says why.
reports as (
    select
        {{ content_id(['documents.document_id']) }} as report_id,
        document_agencies.agency_id,
        documents.year,
        documents.document_id,
        coalesce(documents.title, landing.title) as title,
        -- the register knows the day a page went up, the text often only the day it was signed
        coalesce(landing.published_date, documents.published_date) as published_date,
        documents.index_no,
        documents.source_file,
        landing.origin_url,
        documents.genre,
        documents.completed_date,
        documents.chars,
        ledger.extraction_key,
        ledger.mention_cnt,
        ledger.fact_cnt,
        ledger.mapped_fact_cnt
    from documents
    inner join ledger on documents.document_id = ledger.document_id
    inner join document_agencies on documents.document_id = document_agencies.document_id
    left join landing on documents.source_file = landing.source_file
)

select
    *,
    row_number() over report_versions as version,
    lead(document_id) over report_versions is null as is_current
from reports
window report_versions as (partition by agency_id, year order by published_date nulls last, document_id)
