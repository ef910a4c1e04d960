{{ config(materialized='table') }}

with

documents as (
    select * from {{ ref('int_documents__reports') }}
),

document_agencies as (
    select * from {{ ref('int_documents__agencies') }}
),

copies as (
    select * from {{ ref('stg_copies') }}
),

copy_counts as (
    select
        chosen_document_id as document_id,
        count(*) as copy_cnt
    from copies
    group by chosen_document_id
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
        -- the earliest day known of any copy: the register knows when a page went up, the text often only the signature
        copies.first_published_date as published_date,
        documents.index_no,
        documents.source_file,
        landing.origin_url,
        documents.genre,
        documents.completed_date,
        documents.chars,
        copy_counts.copy_cnt,
        copies.version_no,
        ledger.extraction_key,
        ledger.mention_cnt,
        ledger.fact_cnt,
        ledger.mapped_fact_cnt
    from documents
    inner join ledger on documents.document_id = ledger.document_id
    inner join document_agencies on documents.document_id = document_agencies.document_id
    inner join copies on documents.document_id = copies.document_id
    inner join copy_counts on documents.document_id = copy_counts.document_id
    left join landing on documents.source_file = landing.source_file
)

-- version_no is the order of the texts that were read; one that extraction refused leaves no gap here.
select
    *,
    row_number() over report_versions as version,
    lead(document_id) over report_versions is null as is_current,
    lag(report_id) over report_versions as supersedes_report_id,
    lag(document_id) over report_versions as supersedes_document_id
from reports
window report_versions as (partition by agency_id, year order by version_no, document_id)
