with

documents as (
    select * from {{ ref('stg_documents') }}
),

copies as (
    select * from {{ ref('stg_copies') }}
)

-- The gate to the star: a neighbour of the reports stands in dim_document and goes no further, a copy of a text that
-- is held already stands in report_copy.
select documents.*
from documents
inner join copies on documents.document_id = copies.document_id
where
    documents.is_report
    and copies.is_best
