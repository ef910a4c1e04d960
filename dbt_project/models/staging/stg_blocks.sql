with

source as (
    select * from {{ source('lake', 'blocks') }}
),

renamed as (
    select
        source.document_id,
        source.block_no,
        source.kind,
        source.start as char_start,
        source."end" as char_end
    from source
)

select * from renamed
