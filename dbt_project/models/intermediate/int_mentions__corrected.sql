with

mentions as (
    select * from {{ ref('int_mentions__identified') }}
),

corrections as (
    select * from {{ ref('int_corrections__merged') }}
)

-- The one place where corrections are applied: everything behind it shows the corrected figure and says so. What
-- extraction said is kept beside it where it differs; the remark on sums and quotients is about the figure as printed.
select
    mentions.mention_id,
    mentions.report_id,
    mentions.agency_id,
    mentions.year,
    mentions.is_current,
    mentions.load_key,
    mentions.document_id,
    mentions.mention_no,
    mentions.char_start,
    mentions.char_end,
    mentions.surface,
    mentions.kind,
    case when corrections.is_overridden then corrections.value else mentions.value end as value,
    case when corrections.is_overridden then corrections.low else mentions.low end as low,
    case when corrections.is_overridden then corrections.high else mentions.high end as high,
    case when corrections.is_overridden then corrections.comparator else mentions.comparator end as comparator,
    case when corrections.is_overridden then corrections.unit else mentions.unit end as unit,
    case when not coalesce(corrections.is_overridden, false) then mentions.table_unit end as table_unit,
    mentions.measure,
    coalesce(corrections.indicator_id, mentions.indicator_id) as indicator_id,
    mentions.value_kind,
    mentions.status,
    coalesce(corrections.scope, mentions.scope) as scope,
    mentions.period,
    mentions.parent_start,
    mentions.relation,
    mentions.qualifier,
    mentions.confidence,
    mentions.rule_id,
    case when corrections.is_overridden then '' else mentions.arithmetic end as arithmetic,
    mentions.sentence,
    mentions.sentence_start,
    mentions.section_no,
    mentions.section_path,
    mentions.page,
    mentions.recognition_confidence,
    mentions.section_role,
    corrections.corrected_by,
    corrections.correction_action,
    corrections.correction_evidence,
    case when corrections.is_overridden then mentions.value end as value_extracted,
    case when corrections.is_overridden then mentions.low end as low_extracted,
    case when corrections.is_overridden then mentions.high end as high_extracted,
    case when corrections.is_overridden then mentions.comparator end as comparator_extracted,
    case when corrections.is_overridden then mentions.unit end as unit_extracted,
    case when corrections.indicator_id is not null then mentions.indicator_id end as indicator_id_extracted,
    case when corrections.scope is not null then mentions.scope end as scope_extracted,
    coalesce(corrections.is_dropped, false) as is_dropped
from mentions
left join corrections
    on
        mentions.document_id = corrections.document_id
        and mentions.mention_no = corrections.mention_no
