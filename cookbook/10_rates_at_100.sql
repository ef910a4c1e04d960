-- 问:哪些机关有两项及以上比率报为 100%?
-- Question: Which agencies claim 100 % on two or more rates?
-- 注意:门槛 2 可改;分母是该机关报告了的比率个数,不是字典中的比率个数。
-- Caveats: Change the 2 as needed; the denominator is the rates the body reports, not those of the dictionary.
with rates as (
    select
        agency_id,
        year,
        agency_zh,
        indicator_zh,
        value = 100 and comparator = 'eq' as is_full
    from analysis.v_indicator_values
    where measure_type = 'rate'
),

counted as (
    select
        agency_id,
        year,
        count(*) as rate_cnt,
        count(*) filter (is_full) as full_rate_cnt
    from rates
    group by agency_id, year
    having count(*) filter (is_full) >= 2
),

named as (
    select
        agency_id,
        agency_zh,
        year,
        string_agg(indicator_zh, '、' order by indicator_zh) as full_rates_zh
    from rates
    where is_full
    group by agency_id, agency_zh, year
)

select
    named.agency_zh,
    named.year,
    counted.rate_cnt,
    counted.full_rate_cnt,
    named.full_rates_zh
from counted
inner join named on counted.agency_id = named.agency_id and counted.year = named.year
order by counted.full_rate_cnt desc, named.agency_zh asc, named.year asc
