{# A decimal as a person writes it: 102.000000 is 102, 98.560000 is 98.56. #}
{% macro plain_number(column) -%}
    rtrim(rtrim(cast({{ column }} as varchar), '0'), '.')
{%- endmacro %}
