with

source as (
    select * from {{ source('lake', 'sections') }}
),

renamed as (
    select
        source.document_id,
        source.section_no,
        source.depth,
        source.number,
        source.title,
        source.path,
        source.role,
        source.start as char_start,
        source."end" as char_end
    from source
)

select * from renamed
