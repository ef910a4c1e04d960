with

corrected as (
    select * from {{ ref('stg_corrected_mentions') }}
)

-- All corrections of a fact as one. Each sets fields of its own: two that want the same field never both get here, so a
-- maximum over what is given is the one that is given.
select
    document_id,
    mention_no,
    string_agg(distinct corrected_by, '、' order by corrected_by) as corrected_by,
    string_agg(distinct correction_action, '、' order by correction_action) as correction_action,
    string_agg(correction_evidence, ';' order by correction_action, correction_id) as correction_evidence,
    bool_or(correction_action = 'override') as is_overridden,
    bool_or(correction_action = 'drop') as is_dropped,
    max(value) as value,
    max(low) as low,
    max(high) as high,
    max(comparator) as comparator,
    max(unit) as unit,
    max(indicator_id) as indicator_id,
    max(scope) as scope
from corrected
group by document_id, mention_no
