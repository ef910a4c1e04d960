{#
  What a primary key would refuse, asked of tables that have none (get_table_columns_and_constraints). The key is that of the
  model's contract. It runs in the transaction that fills the table, so that doubled rows are not committed.
#}
{% macro refuse_doubled_keys() -%}
    {%- set key = primary_key() if model.get('config', {}).get('materialized') != 'view' else [] -%}
    {%- if key -%}
        {%- set columns = key | join(', ') -%}
        select error('{{ this.schema }}.{{ this.identifier }}: rows with one key ({{ columns }}): ' || doubled)
        from (select count(*) as doubled from (select {{ columns }} from {{ this }} group by {{ columns }} having count(*) > 1))
        where doubled > 0
    {%- endif -%}
{%- endmacro %}
