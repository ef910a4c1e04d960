with

source as (
    select * from {{ source('lake', 'copies') }}
),

renamed as (
    select
        source.document_id,
        source.chosen_document_id,
        source.is_best,
        source.sameness,
        source.similarity,
        source.why_zh,
        source.version_no,
        source.is_latest,
        source.first_published_date,
        source.group_key
    from source
)

select * from renamed
