-- An absent row would be a fifth, unspoken state beside silent, missing, unreadable and zero.
select
    agency_years.agency_id,
    agency_years.year,
    indicators.indicator_id
from {{ ref('int_agency_years__states') }} as agency_years
cross join {{ ref('dim_indicator') }} as indicators
anti join {{ ref('fct_indicator_year') }} as indicator_years
    on
        agency_years.agency_id = indicator_years.agency_id
        and agency_years.year = indicator_years.year
        and indicators.indicator_id = indicator_years.indicator_id
where indicators.indicator_id <> 'unmapped'
