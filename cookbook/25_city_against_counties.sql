-- 问:市级机关所报全市数字,与所辖各县所报之和相差多少(查重复计算)?
-- Question: How far is a city-wide figure from the sum of its counties' figures (a check for double counting)?
-- 注意:只有全部县都有可相加的数时差额才有意义,看 county_cnt 与 reporting_county_cnt;县按区划代码前四位归市。
-- Caveats: The difference means something only when all counties report addable figures; see the two counts.
-- Counties belong to the city by the first four digits of their code.
with cities as (
    select
        agency_zh,
        substr(region_code, 1, 4) as city_code,
        agency_function_zh,
        year,
        indicator_id,
        indicator_zh,
        value
    from analysis.v_indicator_values
    where agency_level = '市' and scope = 'area' and comparator = 'eq' and region_code is not null
),

asked as (
    select distinct
        city_code,
        agency_function_zh,
        year,
        indicator_id
    from cities
),

counties as (
    select
        asked.city_code,
        asked.agency_function_zh,
        asked.year,
        asked.indicator_id,
        count(*) as reporting_county_cnt,
        sum(figures.additive_value) as county_sum
    from analysis.v_indicator_values as figures
    inner join asked
        on
            figures.indicator_id = asked.indicator_id
            and figures.year = asked.year
            and figures.agency_function_zh = asked.agency_function_zh
            and substr(figures.region_code, 1, 4) = asked.city_code
    where figures.agency_level = '县' and figures.additive_value is not null
    group by asked.city_code, asked.agency_function_zh, asked.year, asked.indicator_id
),

existing as (
    select
        substr(regions.region_code, 1, 4) as city_code,
        years.year,
        count(*) as county_cnt
    from core.dim_region as regions
    inner join core.dim_year as years
        on
            coalesce(regions.valid_from, years.year) <= years.year
            and coalesce(regions.valid_to, years.year) >= years.year
    where regions.level = '县' and regions.code_scheme = 'GB/T 2260'
    group by substr(regions.region_code, 1, 4), years.year
)

select
    cities.agency_zh,
    cities.year,
    cities.indicator_zh,
    cities.value as city_value,
    counties.county_sum,
    cities.value - counties.county_sum as difference,
    counties.reporting_county_cnt,
    existing.county_cnt
from cities
inner join counties
    on
        cities.city_code = counties.city_code
        and cities.agency_function_zh = counties.agency_function_zh
        and cities.year = counties.year
        and cities.indicator_id = counties.indicator_id
left join existing on counties.city_code = existing.city_code and counties.year = existing.year
order by cities.agency_zh, cities.year, cities.indicator_zh
