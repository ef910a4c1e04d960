-- Read anew at each use, for the columns and documents wanted there: kept as a whole, all sentences of the lake would
-- go through the memory, and a load of a few documents would read those of all.
with

mentions as not materialized (
    select * from {{ ref('stg_mentions') }}
),

sections as (
    select * from {{ ref('stg_sections') }}
),

load_keys as (
    select * from {{ ref('int_documents__load_keys') }}
),

-- Places of several mentions are few; numbering all mentions would sort every sentence of every report.
shared_places as (
    select
        document_id,
        char_start,
        char_end
    from mentions
    group by document_id, char_start, char_end
    having count(*) > 1
),

occurrences as (
    select
        mentions.document_id,
        mentions.mention_no,
        row_number() over (
            partition by mentions.document_id, mentions.char_start, mentions.char_end, mentions.measure
            order by mentions.mention_no
        ) as occurrence_no
    from mentions
    inner join shared_places
        on
            mentions.document_id = shared_places.document_id
            and mentions.char_start = shared_places.char_start
            and mentions.char_end = shared_places.char_end
),

-- mention_no shifts when an extractor finds one mention more; place and measure do not, so the id is made of these.
numbered as (
    select
        mentions.*,
        coalesce(occurrences.occurrence_no, 1) as occurrence_no
    from mentions
    left join occurrences
        on
            mentions.document_id = occurrences.document_id
            and mentions.mention_no = occurrences.mention_no
)

select
    {{ content_id([
        'numbered.document_id', 'numbered.char_start', 'numbered.char_end', 'numbered.measure', 'numbered.occurrence_no',
    ]) }} as mention_id,
    load_keys.report_id,
    load_keys.agency_id,
    load_keys.year,
    load_keys.is_current,
    load_keys.load_key,
    numbered.document_id,
    numbered.mention_no,
    numbered.char_start,
    numbered.char_end,
    numbered.surface,
    numbered.kind,
    {{ in_base_unit('numbered', 'value') }} as value,
    {{ in_base_unit('numbered', 'low') }} as low,
    {{ in_base_unit('numbered', 'high') }} as high,
    numbered.comparator,
    coalesce(numbered.table_base_unit, numbered.unit) as unit,
    numbered.table_unit,
    numbered.measure,
    numbered.indicator_id,
    numbered.value_kind,
    numbered.status,
    numbered.scope,
    numbered.period,
    numbered.parent_start,
    numbered.relation,
    numbered.qualifier,
    numbered.confidence,
    numbered.rule_id,
    numbered.arithmetic,
    numbered.sentence,
    numbered.sentence_start,
    numbered.section_no,
    numbered.section_path,
    numbered.page,
    numbered.recognition_confidence,
    sections.role as section_role
from numbered
inner join load_keys on numbered.document_id = load_keys.document_id
left join sections
    on
        numbered.document_id = sections.document_id
        and numbered.section_no = sections.section_no
