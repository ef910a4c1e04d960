with

source as (
    select * from {{ source('lake', 'landing') }}
),

renamed as (
    select
        source.source_file,
        source.document_id,
        source.sha256,
        source.byte_size,
        source.media_type,
        source.declared_charset,
        source.duplicate_of,
        source.input_key,
        source.register_no,
        source.title,
        source.publisher,
        source.origin,
        source.origin_url,
        source.published_date,
        source.licence,
        source.override_agency,
        source.override_year,
        source.override_reason
    from source
)

select * from renamed
