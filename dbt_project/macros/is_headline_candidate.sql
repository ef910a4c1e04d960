{# What may stand for a year: an achieved level of this body or its area. Targets, plans, growth, figures of other bodies
   and of earlier years never do. #}
{% macro is_headline_candidate() %}
    indicator_id <> 'unmapped'
    and status = 'achieved'
    and value_kind = 'level'
    and scope in ('own', 'area')
    and not starts_with(period, 'prior:')
    and value is not null
{% endmacro %}
