{% set headline_indicators = scorecard_indicators() %}
{% set system_codes = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'P', 'X', 'M'] %}

with

agency_years as (
    select * from {{ ref('int_agency_years__states') }}
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

years as (
    select * from {{ ref('dim_year') }}
),

reports as (
    select * from {{ ref('dim_report') }}
),

facts as (
    select * from {{ ref('fct_fact') }}
),

indicator_years as (
    select
        indicator_years.*,
        indicators.system_code,
        indicators.measure_type
    from {{ ref('fct_indicator_year') }} as indicator_years
    inner join {{ ref('dim_indicator') }} as indicators on indicator_years.indicator_id = indicators.indicator_id
),

report_counts as (
    select
        report_id,
        count(*) as fact_cnt,
        count(*) filter (indicator_id <> 'unmapped') as mapped_fact_cnt,
        count(*) filter (comparator <> 'eq') as hedged_fact_cnt,
        count(*) filter (status in ('target', 'planned')) as planned_fact_cnt,
        count(corrected_by) as corrected_fact_cnt
    from facts
    group by report_id
),

indicator_counts as (
    select
        count(*) filter (state in ('reported', 'reported_zero')) as indicator_cnt,
        count(*) filter (state = 'reported_zero') as zero_indicator_cnt,
        -- rates at the ceiling: an agency that claims 100 % everywhere says little
        count(*) filter (measure_type = 'rate' and value = 100) as full_rate_cnt,
        count(distinct system_code) filter (state in ('reported', 'reported_zero')) as system_cnt,
        {% for code in system_codes %}
        count(*) filter (system_code = '{{ code }}' and state in ('reported', 'reported_zero'))
            as {{ code | lower }}_indicator_cnt,
        {% endfor %}
        {% for indicator in headline_indicators %}
        max(value) filter (indicator_id = '{{ indicator }}') as {{ indicator }},
        {% endfor %}
        agency_id,
        year
    from indicator_years
    group by agency_id, year
)

select
    agency_years.agency_id,
    agency_years.year,
    agencies.full_name_zh as agency_zh,
    agencies.level as agency_level,
    agencies.function_zh as agency_function_zh,
    agency_years.report_state,
    reports.published_date,
    cast(date_diff('day', years.publication_deadline, reports.published_date) as integer) as days_after_deadline,
    cast(coalesce(reports.mention_cnt, 0) as integer) as mention_cnt,
    cast(coalesce(report_counts.fact_cnt, 0) as integer) as fact_cnt,
    cast(coalesce(report_counts.mapped_fact_cnt, 0) as integer) as mapped_fact_cnt,
    cast(coalesce(report_counts.hedged_fact_cnt, 0) as integer) as hedged_fact_cnt,
    cast(coalesce(report_counts.planned_fact_cnt, 0) as integer) as planned_fact_cnt,
    cast(coalesce(indicator_counts.indicator_cnt, 0) as integer) as indicator_cnt,
    cast(coalesce(indicator_counts.zero_indicator_cnt, 0) as integer) as zero_indicator_cnt,
    cast(coalesce(indicator_counts.full_rate_cnt, 0) as integer) as full_rate_cnt,
    cast(coalesce(indicator_counts.system_cnt, 0) as integer) as system_cnt,
    {% for code in system_codes %}
    cast(coalesce(indicator_counts.{{ code | lower }}_indicator_cnt, 0) as integer) as {{ code | lower }}_indicator_cnt,
    {% endfor %}
    {% for indicator in headline_indicators %}
    indicator_counts.{{ indicator }},
    {% endfor %}
    agency_years.report_id,
    cast(coalesce(report_counts.corrected_fact_cnt, 0) as integer) as corrected_fact_cnt
from agency_years
inner join agencies on agency_years.agency_id = agencies.agency_id
inner join years on agency_years.year = years.year
left join indicator_counts
    on
        agency_years.agency_id = indicator_counts.agency_id
        and agency_years.year = indicator_counts.year
left join reports on agency_years.report_id = reports.report_id
left join report_counts on agency_years.report_id = report_counts.report_id
order by agencies.full_name_zh, agency_years.year, agency_years.agency_id
