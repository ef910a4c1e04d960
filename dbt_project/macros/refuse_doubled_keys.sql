{#
  What a primary key would refuse, asked where there are none: DuckLake. The key is that of the model's contract. It runs in
  the transaction that fills the table, so that doubled rows are not committed. Nothing on other targets.
#}
{% macro refuse_doubled_keys() -%}
    {%- set key = [] -%}
    {%- if target.name == 'ducklake' and model.get('config', {}).get('materialized') != 'view' -%}
        {%- for column in model['columns'].values() -%}
            {%- if 'primary_key' in (column.get('constraints') or []) | map(attribute='type') | list -%}
                {%- do key.append(column['name']) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- for constraint in model.get('constraints') or [] if constraint['type'] == 'primary_key' -%}
            {%- do key.extend(constraint['columns']) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if key -%}
        {%- set columns = key | join(', ') -%}
        select error('{{ this.schema }}.{{ this.identifier }}: rows with one key ({{ columns }}): ' || doubled)
        from (select count(*) as doubled from (select {{ columns }} from {{ this }} group by {{ columns }} having count(*) > 1))
        where doubled > 0
    {%- endif -%}
{%- endmacro %}
