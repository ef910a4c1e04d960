with

documents as (
    select * from {{ ref('dim_document') }}
    where not is_report
),

mentions as (
    select * from {{ ref('stg_mentions') }}
    where kind = 'fact'
)

-- Figures of neighbours, where a person has asked for them: beside the star, never in it.
select
    {{ content_id(['mentions.document_id', 'mentions.mention_no']) }} as fact_id,
    mentions.document_id,
    documents.genre,
    documents.agency_full_name_zh,
    documents.year,
    mentions.indicator_id,
    mentions.measure,
    {{ in_base_unit('mentions', 'value') }} as value,
    {{ in_base_unit('mentions', 'low') }} as low,
    {{ in_base_unit('mentions', 'high') }} as high,
    mentions.comparator,
    coalesce(mentions.table_base_unit, mentions.unit) as unit,
    mentions.value_kind,
    mentions.status,
    mentions.scope,
    mentions.period,
    mentions.surface,
    mentions.sentence,
    mentions.section_path,
    mentions.page,
    mentions.recognition_confidence,
    mentions.char_start,
    mentions.char_end,
    documents.source_file
from mentions
inner join documents on mentions.document_id = documents.document_id
order by documents.source_file, mentions.mention_no
