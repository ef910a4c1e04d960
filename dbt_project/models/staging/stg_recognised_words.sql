with

source as (
    select * from {{ source('lake', 'recognised_words') }}
),

renamed as (
    select
        source.document_id,
        source.start as char_start,
        source."end" as char_end,
        source.recognition_confidence
    from source
)

select * from renamed
