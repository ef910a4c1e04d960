with

source as (
    select * from {{ source('lake', 'documents') }}
),

renamed as (
    select
        source.document_id,
        source.text as document_text
    from source
)

select * from renamed
