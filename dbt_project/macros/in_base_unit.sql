{# A bound of a mention in the base unit: 136.5 under 罚没金额(万元) is 1,365,000 元. What a surface leaves to the heading of
   its table stands beside it in the lake. #}
{% macro in_base_unit(mentions, column) -%}
    cast({{ mentions }}.{{ column }} * coalesce({{ mentions }}.table_factor, 1) as decimal(28, 6))
{%- endmacro %}
