{# The figures a reader asks for first; the scorecard has one column for each, in this order. #}
{% macro scorecard_indicators() -%}
    {{ return([
        'license_apply_cnt',
        'inspect_entity_cnt',
        'inspect_visit_cnt',
        'hazard_found_cnt',
        'penalty_cnt',
        'penalty_amt',
        'review_case_total_cnt',
        'litigation_case_cnt',
        'accident_cnt',
    ]) }}
{%- endmacro %}
