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

facts as (
    select * from {{ ref('int_facts__linked') }}
    {% if is_incremental() %}
    where load_key not in (select this.load_key from {{ this }} as this)
    {% endif %}
    {{ of_few_documents("kind = 'fact'") }}
)

select
    mention_id as fact_id,
    report_id,
    agency_id,
    year,
    indicator_id,
    value,
    low,
    high,
    comparator,
    unit,
    value_kind,
    status,
    scope,
    period,
    parent_fact_id,
    relation,
    qualifier,
    measure,
    surface,
    char_start,
    char_end,
    sentence,
    section_path,
    page,
    rule_id,
    confidence,
    arithmetic,
    sentence_start,
    section_role,
    is_current,
    mention_no,
    document_id,
    load_key,
    corrected_by,
    correction_action,
    correction_evidence,
    value_extracted,
    low_extracted,
    high_extracted,
    comparator_extracted,
    unit_extracted,
    indicator_id_extracted,
    scope_extracted,
    recognition_confidence,
    table_unit,
    {{ is_headline_candidate() }} as is_headline_candidate
from facts
