{#
  Before an incremental load: rows go whose document left the lake, was extracted anew, or is now reported for another body
  or year. delete+insert alone would keep the rows of a document that is gone or that has no mentions any more.
  The ref stands outside the condition, because dbt takes dependencies from a first reading in which nothing is incremental.
#}
{% macro delete_stale_documents() -%}
    {%- set load_keys = ref('int_documents__load_keys') -%}
    {%- if is_incremental() -%}
        delete from {{ this }} where load_key not in (select load_key from {{ load_keys }})
    {%- else -%}
        select 1
    {%- endif -%}
{%- endmacro %}
