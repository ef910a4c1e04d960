{#
  For an incremental load of mentions: a condition that names the documents to load, where they are few. Named, they are
  looked for in the lake before anything is sorted or joined; a subquery would be asked when all that is done. Documents
  without such a mention are never loaded and need not be named. Nothing is said where there are many.
  The refs stand outside the condition, because dbt takes dependencies from a first reading in which nothing is incremental.
#}
{% macro of_few_documents(mention='true', most=1000) -%}
    {%- set load_keys, mentions = ref('int_documents__load_keys'), ref('stg_mentions') -%}
    {%- if execute and is_incremental() -%}
        {%- set waiting = run_query(
            "select document_id from " ~ load_keys ~ " where load_key not in (select load_key from " ~ this ~ ")"
            ~ " and document_id in (select document_id from " ~ mentions ~ " where " ~ mention ~ ")"
            ~ " order by all limit " ~ (most + 1)
        ).columns[0].values() -%}
        {%- if waiting | length == 0 -%}
            and false
        {%- elif waiting | length <= most -%}
            and document_id in ('{{ waiting | join("', '") }}')
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
