with

indicator_years as (
    select * from {{ ref('fct_indicator_year') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

systems as (
    select * from {{ ref('dim_system') }}
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

facts as (
    select * from {{ ref('fct_fact') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

-- Of how many bodies of a level a report of the year is held, and of how many it is not: who reports nothing of an
-- indicator has no row for it.
levels as (
    select
        agency_years.year,
        agencies.level as agency_level,
        count(*) filter (agency_years.report_state = 'held') as held_cnt,
        count(*) filter (agency_years.report_state <> 'held') as report_missing_cnt
    from {{ ref('int_agency_years__states') }} as agency_years
    inner join agencies on agency_years.agency_id = agencies.agency_id
    group by agency_years.year, agencies.level
),

described as (
    select
        indicator_years.*,
        agencies.level as agency_level,
        agencies.full_name_zh as agency_zh,
        facts.comparator,
        facts.scope,
        -- a corrected figure is shown as corrected, with what was printed
        case
            when facts.value_extracted is not null
                then {{ plain_number('facts.value') }} || facts.unit || '(更正,原 ' || facts.surface || ')'
            else facts.surface || coalesce(facts.table_unit, '')
        end as shown,
        units.unit_family,
        {{ not_additive_reason('indicators', 'facts', 'indicator_years', 'units') }} as not_additive_zh,
        indicator_years.state in ('reported', 'reported_zero') as is_reported
    from indicator_years
    inner join agencies on indicator_years.agency_id = agencies.agency_id
    left join facts on indicator_years.fact_id = facts.fact_id
    left join units on indicator_years.unit = units.unit
    inner join indicators on indicator_years.indicator_id = indicators.indicator_id
),

compared as (
    select
        indicator_id,
        year,
        agency_level,
        count(*) filter (is_reported) as reported_cnt,
        count(*) filter (state = 'reported_zero') as zero_cnt,
        count(*) filter (comparator <> 'eq') as hedged_cnt,
        count(*) filter (scope = 'area') as area_cnt,
        count(corrected_by) as corrected_cnt,
        count(*) filter (is_reported and not_additive_zh is not null) as not_additive_cnt,
        count(distinct unit_family) as unit_family_cnt,
        string_agg(distinct unit, '|' order by unit) as units,
        min(value) as min_value,
        median(value) as median_value,
        max(value) as max_value,
        sum(value) as sum_value,
        -- The silent have nothing to show: left out, for they would be put in order with the others.
        string_agg(agency_zh || ' ' || shown, ';' order by value desc, agency_zh asc)
        filter (where shown is not null) as values_zh
    from described
    group by indicator_id, year, agency_level
)

-- Only where somebody reports, and only among bodies of one level: a city's figure contains its counties'.
select
    compared.indicator_id,
    compared.year,
    compared.agency_level,
    indicators.name_zh as indicator_zh,
    indicators.name_en as indicator_en,
    indicators.system_code,
    systems.name_zh as system_zh,
    indicators.measure_type,
    indicators.polarity,
    compared.units,
    cast(compared.reported_cnt as integer) as reported_cnt,
    cast(compared.zero_cnt as integer) as zero_cnt,
    cast(levels.held_cnt - compared.reported_cnt as integer) as silent_cnt,
    cast(levels.report_missing_cnt as integer) as report_missing_cnt,
    cast(compared.hedged_cnt as integer) as hedged_cnt,
    cast(compared.area_cnt as integer) as area_cnt,
    -- 件 and 宗 count the same, 件 and 人次 do not: no statistics across families of measure words
    case when compared.unit_family_cnt = 1 then compared.min_value end as min_value,
    case when compared.unit_family_cnt = 1 then cast(compared.median_value as decimal(28, 6)) end as median_value,
    case when compared.unit_family_cnt = 1 then compared.max_value end as max_value,
    -- one value that may not be added (v_indicator_values says which and why) and the sum would be wrong
    case
        when compared.not_additive_cnt = 0 and compared.unit_family_cnt = 1
            then cast(compared.sum_value as decimal(28, 6))
    end as sum_value,
    compared.values_zh,
    cast(compared.corrected_cnt as integer) as corrected_cnt
from compared
inner join levels on compared.year = levels.year and compared.agency_level = levels.agency_level
inner join indicators on compared.indicator_id = indicators.indicator_id
inner join systems on indicators.system_code = systems.system_code
where compared.reported_cnt > 0
order by compared.indicator_id, compared.year, compared.agency_level
