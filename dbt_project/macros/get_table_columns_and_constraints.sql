{#
  The columns of a table under contract, without its primary key: an index of millions of hashes takes as long to make as the
  rows, and memory that cannot go through the disk. The macro refuse_doubled_keys asks what the key would have guarded; the
  release has the key. No model has checks; DuckLake would know none.
#}
{% macro duckdb__get_table_columns_and_constraints() -%}
    {%- set key = primary_key() -%}
    (
    {%- for column in model['columns'].values() %}
        {%- set types = (column.get('constraints') or []) | map(attribute='type') | list %}
        {%- set nullable = 'not_null' not in types and column['name'] not in key %}
        {{ column['name'] }} {{ column['data_type'] }}{{ '' if nullable else ' not null' }}{{ ',' if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}
