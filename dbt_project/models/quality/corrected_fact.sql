with

corrected as (
    select * from {{ ref('stg_corrected_mentions') }}
),

mentions as (
    select * from {{ ref('fct_mention') }}
)

select
    corrected.correction_id,
    mentions.mention_id,
    mentions.fact_id,
    mentions.report_id,
    corrected.correction_action,
    corrected.corrected_by,
    corrected.correction_evidence,
    mentions.measure,
    mentions.surface,
    case when corrected.correction_action = 'override' then mentions.value_extracted end as value_extracted,
    corrected.value,
    corrected.unit,
    case when corrected.correction_action = 're-map' then mentions.indicator_id_extracted end as indicator_id_extracted,
    corrected.indicator_id,
    corrected.scope,
    mentions.sentence
from corrected
inner join mentions
    on
        corrected.document_id = mentions.document_id
        and corrected.mention_no = mentions.mention_no
order by corrected.correction_id, mentions.report_id, mentions.mention_no
