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

load_keys as (
    select * from {{ ref('int_documents__load_keys') }}
    {% if is_incremental() %}
    where load_key not in (select this.load_key from {{ this }} as this)
    {% endif %}
),

sections as (
    select * from {{ ref('stg_sections') }}
)

select
    load_keys.report_id,
    sections.section_no,
    sections.depth,
    sections.number,
    sections.title as section_title,
    sections.path as section_path,
    sections.role as section_role,
    sections.char_start,
    sections.char_end,
    load_keys.document_id,
    load_keys.load_key
from load_keys
inner join sections on load_keys.document_id = sections.document_id
order by load_keys.report_id, sections.section_no
