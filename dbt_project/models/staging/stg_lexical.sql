with

source as (
    select * from {{ source('lake', 'lexical') }}
),

renamed as (
    select
        source.document_id,
        source.start as char_start,
        source."end" as char_end,
        source.surface,
        source.word
    from source
)

select * from renamed
