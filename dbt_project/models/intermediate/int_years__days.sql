with

bounds as (
    select
        make_date(min(year), 1, 1) as first_day,
        make_date(max(year), 12, 31) as last_day
    from {{ ref('dim_year') }}
),

-- Metrics are by year, but the tool that asks for them insists on a calendar of days.
days as (
    select unnest(generate_series(first_day, last_day, interval 1 day)) as date_day
    from bounds
)

select cast(date_day as date) as date_day
from days
