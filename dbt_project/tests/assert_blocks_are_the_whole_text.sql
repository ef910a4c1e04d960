-- What lies before, between and after the blocks of a report is white space of any kind (also &emsp;) or the bar
-- between two cells of a row: the blocks in order are the whole text.
with

blocks as (
    select
        document_id,
        block_no,
        char_start,
        char_end,
        lag(char_end, 1, 0) over (partition by document_id order by block_no) as end_before
    from {{ ref('report_block') }}
),

gaps as (
    select
        document_id,
        block_no,
        end_before as gap_start,
        char_start as gap_end
    from blocks
    union all
    select
        blocks.document_id,
        max(blocks.block_no) + 1 as block_no,
        max(blocks.char_end) as gap_start,
        max(length(documents.text)) as gap_end
    from blocks
    inner join {{ source('lake', 'documents') }} as documents on blocks.document_id = documents.document_id
    group by blocks.document_id
)

select
    gaps.document_id,
    gaps.block_no,
    gaps.gap_start,
    gaps.gap_end
from gaps
inner join {{ source('lake', 'documents') }} as documents on gaps.document_id = documents.document_id
where
    gaps.gap_start > gaps.gap_end
    or regexp_matches(
        substr(documents.text, gaps.gap_start + 1, gaps.gap_end - gaps.gap_start), '[^\s|\p{Z}\p{Cc}\p{Cf}]'
    )
