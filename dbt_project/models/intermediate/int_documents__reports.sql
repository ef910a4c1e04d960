with

documents as (
    select * from {{ ref('stg_documents') }}
)

-- The gate to the star: what is not of the family of reports stands in dim_document and goes no further.
select * from documents
where is_report
