{{ config(materialized='table') }}

with

corrections as (
    select * from {{ ref('int_corrections__merged') }}
),

mentions as (
    select
        document_id,
        mention_no,
        indicator_id
    from {{ ref('stg_mentions') }}
)

-- What corrections do to the rows and counts of a document. The key holds everything they set, so that the facts of a
-- document are loaded again when a correction of it comes, changes or goes, and those of no other.
select
    corrections.document_id,
    {{ content_id([
        "string_agg(concat_ws(chr(31), "
        ~ "corrections.mention_no, corrections.corrected_by, corrections.correction_action, "
        ~ "corrections.correction_evidence, corrections.value, coalesce(cast(corrections.low as varchar), ''), "
        ~ "coalesce(cast(corrections.high as varchar), ''), corrections.comparator, corrections.unit, "
        ~ "coalesce(corrections.indicator_id, ''), coalesce(corrections.scope, '')), chr(30) "
        ~ "order by corrections.mention_no)",
    ]) }} as correction_key,
    count(*) filter (corrections.is_dropped) as dropped_fact_cnt,
    count(*) filter (
        not corrections.is_dropped
        and coalesce(corrections.indicator_id, mentions.indicator_id) <> 'unmapped'
    ) - count(*) filter (mentions.indicator_id <> 'unmapped') as mapped_fact_change_cnt
from corrections
inner join mentions
    on
        corrections.document_id = mentions.document_id
        and corrections.mention_no = mentions.mention_no
group by corrections.document_id
