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
        -- 136.5 under 罚没金额(万元) is 1,365,000 元: what a surface leaves to the heading of its table
        cast(source.value * coalesce(source.table_factor, 1) as decimal(28, 6)) as value,
        cast(source.low * coalesce(source.table_factor, 1) as decimal(28, 6)) as low,
        cast(source.high * coalesce(source.table_factor, 1) as decimal(28, 6)) as high,
        source.comparator,
        coalesce(source.table_base_unit, source.unit) as unit,
        source.table_unit,
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
        source.recognition_confidence
    from source
)

select * from renamed
