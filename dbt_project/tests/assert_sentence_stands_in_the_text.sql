-- The sentence shown as evidence is the text from sentence_start on, not a tidied copy of it. Looked for in its block
-- where it stands in one, as in assert_surface_stands_in_the_text.
with

placed as (
    select
        facts.fact_id,
        facts.document_id,
        facts.sentence,
        facts.sentence_start,
        blocks.block_text,
        blocks.char_start as block_start,
        coalesce(blocks.char_end >= facts.sentence_start + length(facts.sentence), false) as is_in_block
    from {{ ref('fct_fact') }} as facts
    asof left join {{ ref('report_block') }} as blocks
        on facts.document_id = blocks.document_id and facts.sentence_start >= blocks.char_start
),

found as (
    select
        fact_id,
        sentence,
        substr(block_text, sentence_start - block_start + 1, length(sentence)) as text_there
    from placed
    where is_in_block
    union all
    select
        placed.fact_id,
        placed.sentence,
        substr(documents.text, placed.sentence_start + 1, length(placed.sentence)) as text_there
    from placed
    left join {{ source('lake', 'documents') }} as documents on placed.document_id = documents.document_id
    where not placed.is_in_block
)

select
    fact_id,
    sentence
from found
where text_there is distinct from sentence
