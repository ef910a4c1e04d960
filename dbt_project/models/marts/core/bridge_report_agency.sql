with

reports as (
    select * from {{ ref('dim_report') }}
),

issuers as (
    select * from {{ ref('int_documents__issuers') }}
)

select
    reports.report_id,
    issuers.agency_id,
    issuers.issuer_role,
    issuers.issuer_no,
    issuers.agency_evidence as issuer_evidence
from reports
inner join issuers on reports.document_id = issuers.document_id
order by reports.report_id, issuers.issuer_no
