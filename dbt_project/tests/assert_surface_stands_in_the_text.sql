-- The first proof of the fact contract: text[start:end] == surface. Where a mention stands in one block, as nearly all
-- do, it is looked for there, in a hundredth of the text; that the blocks are the text is proved by
-- assert_blocks_are_the_whole_text.
with

placed as (
    select
        mentions.mention_id,
        mentions.document_id,
        mentions.surface,
        mentions.char_start,
        mentions.char_end,
        blocks.block_text,
        blocks.char_start as block_start,
        coalesce(blocks.char_end >= mentions.char_end, false) as is_in_block
    from {{ ref('fct_mention') }} as mentions
    asof left join {{ ref('report_block') }} as blocks
        on mentions.document_id = blocks.document_id and mentions.char_start >= blocks.char_start
),

found as (
    select
        mention_id,
        surface,
        substr(block_text, char_start - block_start + 1, char_end - char_start) as text_at_span
    from placed
    where is_in_block
    union all
    select
        placed.mention_id,
        placed.surface,
        substr(documents.text, placed.char_start + 1, placed.char_end - placed.char_start) as text_at_span
    from placed
    left join {{ source('lake', 'documents') }} as documents on placed.document_id = documents.document_id
    where not placed.is_in_block
)

select
    mention_id,
    surface,
    text_at_span
from found
where text_at_span is distinct from surface
