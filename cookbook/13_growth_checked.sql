-- 问:所报的同比增减,与两年报告重算的是否相符?
-- Question: Does the reported growth agree with the growth computed from two reports?
-- 注意:百分点与百分比不同,只核对单位为 % 的;相差 0.1 以内视为四舍五入;两年代表值须都是确数、口径相同。
-- Caveats: Only % (not percentage points); within 0.1 counts as rounding; both headline values exact and of one
-- scope.
select
    agency_zh,
    year,
    indicator_zh,
    other_headline_value as last_value,
    own_headline_value as value,
    value as reported_pct,
    round(100.0 * (own_headline_value - other_headline_value) / other_headline_value, 2) as computed_pct,
    abs(round(100.0 * (own_headline_value - other_headline_value) / other_headline_value, 2) - reported_pct) <= 0.1
        as agrees,
    sentence
from analysis.v_facts_across_years
where
    across_kind = 'growth'
    and unit = '%'
    and comparator = 'eq'
    and own_headline_comparator = 'eq'
    and other_headline_comparator = 'eq'
    and scope = own_headline_scope
    and scope = other_headline_scope
    and other_headline_value <> 0
order by agency_zh, year, indicator_zh
