{# Generic tests of this project. Each returns the offending rows. #}

{# No two rows share the values of these columns; null counts as a value. #}
{% test unique_combination(model, columns) %}
    select
        {{ columns | join(', ') }},
        count(*) as row_cnt
    from {{ model }}
    group by all
    having count(*) > 1
{% endtest %}

{# The expression is true in every row; null is a failure, so that a missing value cannot hide. #}
{% test holds(model, expression, column_name=none) %}
    select *
    from {{ model }}
    where ({{ expression }}) is distinct from true
{% endtest %}

{# The value, where there is one, lies between the bounds (inclusive). #}
{% test between_bounds(model, column_name, minimum=none, maximum=none) %}
    select {{ column_name }}
    from {{ model }}
    where
        {{ column_name }} is not null
        and not (
            {{ column_name ~ ' >= ' ~ minimum if minimum is not none else 'true' }}
            and {{ column_name ~ ' <= ' ~ maximum if maximum is not none else 'true' }}
        )
{% endtest %}

{# The text, where there is one, matches the whole pattern. #}
{% test matches_pattern(model, column_name, pattern) %}
    select {{ column_name }}
    from {{ model }}
    where {{ column_name }} is not null and not regexp_full_match({{ column_name }}, '{{ pattern }}')
{% endtest %}

{# Text that is there says something: no empty or blank strings standing in for null. #}
{% test not_blank(model, column_name) %}
    select {{ column_name }}
    from {{ model }}
    where trim({{ column_name }}) = ''
{% endtest %}

{# Both relations have the same number of rows: nothing lost, nothing doubled by a join. #}
{% test same_row_count(model, compare_model, condition='true', compare_condition='true') %}
    select
        counted.row_cnt,
        compared.row_cnt as compared_row_cnt
    from (select count(*) as row_cnt from {{ model }} where {{ condition }}) as counted
    cross join (select count(*) as row_cnt from {{ compare_model }} where {{ compare_condition }}) as compared
    where counted.row_cnt <> compared.row_cnt
{% endtest %}

{# Each group has exactly one row that meets the condition. #}
{% test exactly_one(model, columns, condition) %}
    select
        {{ columns | join(', ') }},
        count(*) filter ({{ condition }}) as matching_cnt
    from {{ model }}
    group by all
    having count(*) filter ({{ condition }}) <> 1
{% endtest %}

{# The whole numbers of the column run without a gap from the smallest to the largest. #}
{% test no_gaps(model, column) %}
    select
        min({{ column }}) as smallest,
        max({{ column }}) as largest,
        count(distinct {{ column }}) as distinct_cnt
    from {{ model }}
    having max({{ column }}) - min({{ column }}) + 1 <> count(distinct {{ column }})
{% endtest %}

{# No two periods of validity (both ends inclusive) share a year. #}
{% test no_overlap(model, valid_from, valid_to, key) %}
    select
        earlier.{{ key }},
        later.{{ key }} as later_{{ key }}
    from {{ model }} as earlier
    inner join {{ model }} as later
        on
            earlier.{{ key }} < later.{{ key }}
            and earlier.{{ valid_from }} <= later.{{ valid_to }}
            and later.{{ valid_from }} <= earlier.{{ valid_to }}
{% endtest %}

{# Versions of one thing (rows of the same key) follow one another: no two share a year; open ends reach for ever. #}
{% test versions_follow_one_another(model, columns) %}
    select *
    from {{ model }}
    qualify
        coalesce(valid_from, 0)
        <= max(coalesce(valid_to, 9999)) over (
            partition by {{ columns | join(', ') }}
            order by coalesce(valid_from, 0), coalesce(valid_to, 9999)
            rows between unbounded preceding and 1 preceding
        )
{% endtest %}
