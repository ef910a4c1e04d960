-- 问:哪些机关有两项及以上比率报为 100%?
-- Question: Which agencies claim 100 % on two or more rates?
-- 注意:门槛 2 可改;分母是该机关报告了的比率个数,不是字典中的比率个数。
-- Caveats: Change the 2 as needed; the denominator is the rates the body reports, not those of the dictionary.
select
    agency_zh,
    year,
    count(*) as rate_cnt,
    count(*) filter (where value = 100 and comparator = 'eq') as full_rate_cnt,
    array_to_string(
        list_sort(list(indicator_zh) filter (where value = 100 and comparator = 'eq')), '、'
    ) as full_rates_zh
from analysis.v_indicator_values
where measure_type = 'rate'
group by agency_id, agency_zh, year
having count(*) filter (where value = 100 and comparator = 'eq') >= 2
order by full_rate_cnt desc, agency_zh asc, year asc
