-- 问:各省的市、县有多少至少有一份报告?
-- Question: Of the cities and counties of each province, how many have at least one report?
-- 注意:分母是当年存续的区划(GB/T 2260),开发区、乡镇不计;这是地区覆盖,不是机关覆盖。
-- Caveats: The denominator is the divisions that existed that year; zones and townships are left out; regions, not
-- bodies.
with existing as (
    select
        years.year,
        substr(regions.region_code, 1, 2) as province_code,
        regions.level,
        regions.region_code
    from core.dim_region as regions
    inner join core.dim_year as years
        on
            coalesce(regions.valid_from, years.year) <= years.year
            and coalesce(regions.valid_to, years.year) >= years.year
    where regions.level in ('市', '县') and regions.code_scheme = 'GB/T 2260'
),

held as (
    select distinct
        reports.year,
        regions.region_code
    from core.dim_report as reports
    inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    inner join core.dim_region as regions on agencies.region_id = regions.region_id
    where reports.is_current
)

select
    existing.year,
    existing.province_code,
    existing.level,
    count(*) as region_cnt,
    count(held.region_code) as held_region_cnt,
    round(100.0 * count(held.region_code) / count(*), 2) as held_pct
from existing
left join held on existing.year = held.year and existing.region_code = held.region_code
group by existing.year, existing.province_code, existing.level
having count(held.region_code) > 0
order by existing.year, existing.province_code, existing.level
