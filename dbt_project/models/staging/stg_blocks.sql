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
        source."end" as char_end,
        source.page,
        source.box_left,
        source.box_top,
        source.box_right,
        source.box_bottom,
        source.block_path,
        source.recognition_confidence
    from source
)

select * from renamed
