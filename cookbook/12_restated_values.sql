-- 问:哪些机关在后一年报告中改写了往年的同一数字?
-- Question: Which agencies restate last year's figure in this year's report?
-- 注意:比较的是后一年报告中注明往年的数字与当年报告的代表值;口径不同的不比。
-- Caveats: A later report's prior-year figure against the headline value of the report of that year; same scope
-- only.
select
    agency_zh,
    year as told_in_year,
    other_year as about_year,
    indicator_zh,
    other_headline_value as first_value,
    value as restated_value,
    value - other_headline_value as difference,
    other_headline_sentence as first_sentence,
    sentence as restated_sentence
from analysis.v_facts_across_years
where
    across_kind = 'restated'
    and comparator = 'eq'
    and other_headline_comparator = 'eq'
    and scope = other_headline_scope
    and value <> other_headline_value
order by agency_zh, told_in_year, indicator_zh
