-- Every vote on body and year and every date: where it stood, what it weighed, whether it went with the decision. Of a
-- file that was refused for want of a body or year nothing was chosen; its votes tell what a person has to settle.
with

candidates as (
    select * from {{ ref('stg_candidates') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

rejected as (
    select * from {{ ref('stg_rejected') }}
    where stage = 'reading'
)

select
    coalesce(documents.source_file, rejected.source_file) as source_file,
    candidates.document_id,
    candidates.candidate_no,
    candidates.candidate_field,
    candidates.candidate_value,
    candidates.place,
    candidates.weight,
    candidates.is_chosen,
    documents.document_id is null as is_rejected
from candidates
left join documents on candidates.document_id = documents.document_id
left join rejected on candidates.document_id = rejected.document_id
order by source_file, candidates.candidate_no
