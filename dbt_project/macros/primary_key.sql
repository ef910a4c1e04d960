{# The columns of the primary key in the contract of the model, in order; none for a model without one. #}
{% macro primary_key() -%}
    {%- set key = [] -%}
    {%- for column in model['columns'].values() -%}
        {%- if 'primary_key' in (column.get('constraints') or []) | map(attribute='type') | list -%}
            {%- do key.append(column['name']) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for constraint in model.get('constraints') or [] if constraint['type'] == 'primary_key' -%}
        {%- do key.extend(constraint['columns']) -%}
    {%- endfor -%}
    {{- return(key) -}}
{%- endmacro %}
