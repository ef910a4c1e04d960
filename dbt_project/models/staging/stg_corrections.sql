with

source as (
    select * from {{ source('lake', 'corrections') }}
),

renamed as (
    select
        source.correction_id,
        source.correction_source,
        source.source_file,
        source.line_no,
        source.document_id,
        source.aimed_document,
        source.body_zh,
        source.aimed_year,
        source.quote,
        source.measure,
        source.correction_action,
        source.given_value,
        source.given_expect,
        source.correction_reason,
        source.correction_status,
        source.correction_outcome,
        source.found,
        source.expected,
        source.hint_zh,
        source.document_cnt,
        source.changed_fact_cnt
    from source
)

select * from renamed
