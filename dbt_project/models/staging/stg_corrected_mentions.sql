with

source as (
    select * from {{ source('lake', 'corrected_mentions') }}
),

renamed as (
    select
        source.document_id,
        source.mention_no,
        source.correction_id,
        source.correction_action,
        source.corrected_by,
        source.correction_evidence,
        source.value,
        source.low,
        source.high,
        source.comparator,
        source.unit,
        source.indicator_id,
        source.scope
    from source
)

select * from renamed
