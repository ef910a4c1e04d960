{#
  The columns of a table under contract. DuckLake knows no primary keys and no checks: there a table keeps `not null`, and the
  test assert_keys_are_unique asks what the keys would have guarded.
#}
{% macro duckdb__get_table_columns_and_constraints() -%}
    {%- if target.name != 'ducklake' -%}
        {{- return(table_columns_and_constraints()) -}}
    {%- endif -%}
    (
    {%- for column in model['columns'].values() %}
        {%- set nullable = 'not_null' not in (column.get('constraints') or []) | map(attribute='type') | list %}
        {{ column['name'] }} {{ column['data_type'] }}{{ '' if nullable else ' not null' }}{{ ',' if not loop.last }}
    {%- endfor %}
    )
{%- endmacro %}
