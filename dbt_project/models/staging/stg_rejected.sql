with

source as (
    select * from {{ source('lake', 'rejected') }}
),

renamed as (
    select
        source.source_file,
        source.document_id,
        source.input_key,
        source.reader_version,
        source.stage,
        source.reason_code,
        source.reason_zh,
        source.found,
        source.expected,
        source.hint_zh
    from source
)

select * from renamed
