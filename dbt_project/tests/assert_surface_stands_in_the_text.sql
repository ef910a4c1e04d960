-- The first proof of the fact contract, against the text as it was read: text[start:end] == surface.
select
    mentions.mention_id,
    mentions.surface,
    substr(documents.text, mentions.char_start + 1, mentions.char_end - mentions.char_start) as text_at_span
from {{ ref('fct_mention') }} as mentions
left join {{ source('lake', 'documents') }} as documents on mentions.document_id = documents.document_id
where
    substr(documents.text, mentions.char_start + 1, mentions.char_end - mentions.char_start)
    is distinct from mentions.surface
