-- A figure of the scorecard whose indicator was renamed would stay empty for ever and look like silence.
with

wanted as (
    {% for indicator in scorecard_indicators() %}
    select '{{ indicator }}' as indicator_id{{ ' union all' if not loop.last }}
    {% endfor %}
)

select wanted.indicator_id
from wanted
anti join {{ ref('dim_indicator') }} as indicators on wanted.indicator_id = indicators.indicator_id
