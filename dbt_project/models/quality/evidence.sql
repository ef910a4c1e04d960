-- Every vote on body and year and every date: where it stood, what it weighed, whether it went with the decision.
with

candidates as (
    select * from {{ ref('stg_candidates') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
)

select
    documents.source_file,
    candidates.document_id,
    candidates.candidate_no,
    candidates.candidate_field,
    candidates.candidate_value,
    candidates.place,
    candidates.weight,
    candidates.is_chosen
from candidates
inner join documents on candidates.document_id = documents.document_id
order by documents.source_file, candidates.candidate_no
