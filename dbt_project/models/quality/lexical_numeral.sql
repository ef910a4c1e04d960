with

lexical as (
    select * from {{ ref('stg_lexical') }}
)

select
    document_id,
    char_start,
    char_end,
    surface,
    word
from lexical
order by document_id, char_start
