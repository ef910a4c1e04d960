with

source as (
    select * from {{ source('lake', 'revisions') }}
),

renamed as (
    select
        source.document_id,
        source.older_document_id,
        source.difference_no,
        source.change,
        source.old_sentence,
        source.new_sentence,
        source.old_start,
        source.new_start
    from source
)

select * from renamed
