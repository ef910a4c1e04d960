-- 问:各项比率有多少机关报为 100%,是否已无区分度?
-- Question: For each rate, how many agencies report 100 %; does it still tell agencies apart?
-- 注意:约数(如 近 100%)不算;只有一家报告的比率说明不了什么。
-- Caveats: Hedged values do not count as 100 %; a rate that one agency reports says little.
select
    indicator_zh,
    year,
    count(*) as reported_cnt,
    count(*) filter (value = 100 and comparator = 'eq') as full_cnt,
    round(100.0 * count(*) filter (value = 100 and comparator = 'eq') / count(*), 1) as full_pct,
    min(value) as lowest
from analysis.v_indicator_values
where measure_type = 'rate'
group by indicator_id, indicator_zh, year
order by full_pct desc, reported_cnt desc, indicator_zh asc, year asc
