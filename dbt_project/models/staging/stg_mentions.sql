with

source as (
    select * from {{ source('lake', 'mentions') }}
),

renamed as (
    select
        source.document_id,
        source.mention_no,
        source.start as char_start,
        source."end" as char_end,
        source.surface,
        source.kind,
        source.value,
        source.low,
        source.high,
        source.comparator,
        source.unit,
        source.measure,
        source.indicator_id,
        source.value_kind,
        source.status,
        source.scope,
        source.period,
        source.parent_start,
        source.relation,
        source.qualifier,
        source.confidence,
        source.rule_id,
        coalesce(source.arithmetic, '') as arithmetic,
        source.sentence,
        source.sentence_start,
        source.section_no,
        source.section_path,
        source.page,
        source.recognition_confidence,
        source.table_unit,
        source.table_base_unit,
        source.table_factor
    from source
)

select * from renamed
