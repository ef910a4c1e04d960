-- What a body has reported in one year is answered for in every year: an absent row would be a fifth, unspoken state
-- beside silent, missing, unreadable and zero.
with

agencies as (
    select * from {{ ref('dim_agency') }}
),

asked as (
    select distinct
        agencies.body_id,
        indicator_years.indicator_id
    from {{ ref('fct_indicator_year') }} as indicator_years
    inner join agencies on indicator_years.agency_id = agencies.agency_id
)

select
    agency_years.agency_id,
    agency_years.year,
    asked.indicator_id
from {{ ref('int_agency_years__states') }} as agency_years
inner join agencies on agency_years.agency_id = agencies.agency_id
inner join asked on agencies.body_id = asked.body_id
anti join {{ ref('fct_indicator_year') }} as indicator_years
    on
        agency_years.agency_id = indicator_years.agency_id
        and agency_years.year = indicator_years.year
        and asked.indicator_id = indicator_years.indicator_id
