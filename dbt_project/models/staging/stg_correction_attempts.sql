with

source as (
    select * from {{ source('lake', 'correction_attempts') }}
),

renamed as (
    select
        source.document_id,
        source.correction_id,
        source.attempt_key,
        source.correction_outcome,
        source.found,
        source.changed_fact_cnt
    from source
)

select * from renamed
