{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='document_id',
        on_schema_change='append_new_columns',
        pre_hook='{{ delete_stale_documents() }}',
    )
}}

with

mentions as (
    select * from {{ ref('int_mentions__corrected') }}
    {% if is_incremental() %}
    where load_key not in (select this.load_key from {{ this }} as this)
    {% endif %}
    {{ of_few_documents() }}
)

select
    mention_id,
    report_id,
    agency_id,
    year,
    mention_no,
    kind,
    case when kind = 'fact' and not is_dropped then mention_id end as fact_id,
    value,
    low,
    high,
    comparator,
    unit,
    measure,
    indicator_id,
    surface,
    char_start,
    char_end,
    sentence,
    section_path,
    page,
    recognition_confidence,
    section_role,
    rule_id,
    confidence,
    document_id,
    load_key,
    corrected_by,
    correction_action,
    value_extracted,
    unit_extracted,
    indicator_id_extracted
from mentions
