{{ config(materialized='table') }}

with

reports as (
    select * from {{ ref('int_reports__versioned') }}
),

corrections as (
    select * from {{ ref('int_documents__corrections') }}
)

-- What the fact rows of a document depend on: its extraction, the body and year it is filed under, whether a later
-- version is held, its corrections, and the code. A row of the fact tables is valid as long as its load key is in this
-- list.
select
    reports.document_id,
    reports.report_id,
    reports.agency_id,
    reports.year,
    reports.is_current,
    {{ content_id([
        'reports.extraction_key', 'reports.report_id', 'reports.agency_id', 'reports.year', 'reports.is_current',
        'corrections.correction_key', "'" ~ fact_code_key() ~ "'",
    ]) }} as load_key
from reports
left join corrections on reports.document_id = corrections.document_id
