with

reports as (
    select * from {{ ref('int_reports__versioned') }}
),

frameworks as (
    select * from {{ ref('dim_framework') }}
),

-- 2015, the first year of the duty to report, to 2030; a report outside widens the range instead of breaking the build.
bounds as (
    select
        least(2015, coalesce(min(year), 2015)) as first_year,
        greatest(2030, coalesce(max(year), 2030)) as last_year
    from reports
),

years as (
    select cast(unnest(generate_series(first_year, last_year)) as integer) as year
    from bounds
)

select
    years.year,
    make_date(years.year + 1, 3, 1) as report_deadline,
    make_date(years.year + 1, 4, 1) as publication_deadline,
    -- null after 2025: no successor is known, and reports on later years may still cite the old outline
    frameworks.framework_id
from years
left join frameworks on years.year between frameworks.valid_from and frameworks.valid_to
order by years.year
