-- The sentence shown as evidence is the text from sentence_start on, not a tidied copy of it.
select
    facts.fact_id,
    facts.sentence
from {{ ref('fct_fact') }} as facts
left join {{ source('lake', 'documents') }} as documents on facts.document_id = documents.document_id
where
    substr(documents.text, facts.sentence_start + 1, length(facts.sentence))
    is distinct from facts.sentence
