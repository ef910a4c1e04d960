with

indicator_years as (
    select * from {{ ref('fct_indicator_year') }}
    where fact_id is not null
),

facts as (
    select * from {{ ref('fct_fact') }}
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

regions as (
    select * from {{ ref('dim_region') }}
),

units as (
    select * from {{ ref('dim_unit') }}
)

select
    indicator_years.indicator_id,
    indicator_years.year,
    indicator_years.agency_id,
    indicators.name_zh as indicator_zh,
    indicators.name_en as indicator_en,
    indicators.system_code,
    systems.name_zh as system_zh,
    indicators.measure_type,
    indicators.polarity,
    agencies.full_name_zh as agency_zh,
    agencies.level as agency_level,
    agencies.function_zh as agency_function_zh,
    agencies.body_id,
    regions.region_code,
    regions.full_name_zh as region_zh,
    indicator_years.value,
    indicator_years.low,
    indicator_years.high,
    facts.comparator,
    indicator_years.unit,
    units.unit_family,
    facts.scope,
    facts.period,
    facts.qualifier,
    facts.surface,
    facts.sentence,
    indicator_years.rival_cnt,
    indicator_years.fact_id,
    indicator_years.report_id,
    indicator_years.corrected_by,
    indicator_years.value_extracted,
    case
        when {{ not_additive_reason('indicators', 'facts', 'indicator_years', 'units') }} is null
            then indicator_years.value
    end as additive_value,
    {{ not_additive_reason('indicators', 'facts', 'indicator_years', 'units') }} as not_additive_zh
from indicator_years
inner join facts on indicator_years.fact_id = facts.fact_id
inner join indicators on indicator_years.indicator_id = indicators.indicator_id
inner join systems on indicators.system_code = systems.system_code
inner join agencies on indicator_years.agency_id = agencies.agency_id
left join regions on agencies.region_id = regions.region_id
left join units on indicator_years.unit = units.unit
