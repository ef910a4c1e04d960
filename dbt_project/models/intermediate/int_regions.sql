{{ config(materialized='table') }}

with

divisions as (
    select
        cast(region_code as varchar) as region_code,
        name_zh,
        full_name_zh,
        level,
        cast(parent_region_code as varchar) as parent_region_code,
        -- the seed may give a day or a year; reports are yearly, so the year decides
        try_cast(left(cast(valid_from as varchar), 4) as integer) as valid_from,
        try_cast(left(cast(valid_to as varchar), 4) as integer) as valid_to,
        'GB/T 2260' as code_scheme
    from {{ ref('divisions') }}
),

zones as (
    select
        zone_code as region_code,
        name_zh,
        name_zh as full_name_zh,
        level,
        parent_region_code,
        try_cast(valid_from as integer) as valid_from,
        try_cast(valid_to as integer) as valid_to,
        '功能区' as code_scheme,
        statistical_code
    from {{ ref('zones') }}
),

-- one row a county with its towns as 001园岭街道 002南园街道
listed_towns as (
    select
        region_code as county_code,
        unnest(string_split(town_list, ' ')) as town
    from {{ ref('towns') }}
),

latest_divisions as (
    select *
    from divisions
    qualify row_number() over (partition by region_code order by valid_from desc nulls last) = 1
),

-- Towns of a zone stand under its statistical code, those of a city without counties under one of their own (620201).
towns as (
    select
        listed_towns.county_code || left(listed_towns.town, 3) as region_code,
        substr(listed_towns.town, 4) as name_zh,
        coalesce(counties.full_name_zh, zones.full_name_zh, cities.full_name_zh) || substr(listed_towns.town, 4)
            as full_name_zh,
        '乡' as level,
        coalesce(counties.region_code, zones.region_code, cities.region_code) as parent_region_code,
        cast(null as integer) as valid_from,
        cast(null as integer) as valid_to,
        '统计用区划代码' as code_scheme
    from listed_towns
    left join latest_divisions as counties on listed_towns.county_code = counties.region_code
    left join zones on listed_towns.county_code = zones.statistical_code
    left join latest_divisions as cities on left(listed_towns.county_code, 4) || '00' = cities.region_code
),

regions as (
    select * from divisions
    union all
    select * exclude (statistical_code) from zones
    union all
    select * from towns
),

identified as (
    select
        {{ content_id(['region_code', 'valid_from']) }} as region_id,
        *
    from regions
),

-- A region's parent is the version of the parent in force when the region's own version began (or ended, if it began
-- before our knowledge); where none covers that year, the latest one.
parents as (
    select
        child.region_id,
        parent.region_id as parent_region_id
    from identified as child
    inner join identified as parent on child.parent_region_code = parent.region_code
    qualify row_number() over (
        partition by child.region_id
        order by
            coalesce(
                coalesce(child.valid_from, child.valid_to, 9999)
                between coalesce(parent.valid_from, 0) and coalesce(parent.valid_to, 9999),
                false
            ) desc,
            parent.valid_from desc nulls last
    ) = 1
)

select
    identified.region_id,
    identified.region_code,
    identified.name_zh,
    identified.full_name_zh,
    identified.level,
    parents.parent_region_id,
    identified.parent_region_code,
    identified.valid_from,
    identified.valid_to,
    identified.code_scheme
from identified
left join parents on identified.region_id = parents.region_id
