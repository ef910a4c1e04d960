with

documents as (
    select * from {{ ref('stg_documents') }}
),

landing as (
    select * from {{ ref('stg_landing') }}
),

ledger as (
    select * from {{ ref('stg_ledger') }}
),

copies as (
    select * from {{ ref('stg_copies') }}
),

reports as (
    select * from {{ ref('dim_report') }}
)

-- Whatever was read, of the family or a neighbour of it: what it is, why, and whether its figures were extracted.
select
    documents.document_id,
    documents.source_file,
    landing.media_type,
    documents.genre,
    documents.is_report,
    documents.genre_evidence,
    coalesce(documents.title, landing.title) as title,
    documents.agency_full_name_zh,
    documents.agency_evidence,
    documents.year,
    documents.year_evidence,
    coalesce(landing.published_date, documents.published_date) as published_date,
    landing.origin_url,
    documents.is_recognised,
    documents.recognised_pages,
    documents.recognition_confidence,
    documents.recogniser,
    documents.chars,
    reports.report_id,
    ledger.document_id is not null as is_extracted,
    ledger.mention_cnt,
    ledger.fact_cnt,
    ledger.mapped_fact_cnt,
    documents.reader_version
from documents
left join landing on documents.source_file = landing.source_file
left join ledger on documents.document_id = ledger.document_id
left join copies on documents.document_id = copies.document_id
left join reports on copies.chosen_document_id = reports.document_id
order by documents.source_file
