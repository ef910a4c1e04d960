-- 问:哪些机关在后一年报告中改写了往年的同一数字?
-- Question: Which agencies restate last year's figure in this year's report?
-- 注意:比较的是后一年报告中注明往年的数字与当年报告的代表值;口径不同的不比。
-- Caveats: A later report's prior-year figure against the headline value of the report of that year; same scope
-- only.
with told as (
    select
        facts.agency_zh,
        agencies.body_id,
        facts.year,
        try_cast(replace(facts.period, 'prior:', '') as integer) as about_year,
        facts.indicator_id,
        facts.indicator_zh,
        facts.scope,
        facts.value,
        facts.sentence
    from analysis.v_facts as facts
    inner join core.dim_agency as agencies on facts.agency_id = agencies.agency_id
    where
        facts.is_current_report
        and facts.status = 'prior'
        and facts.value_kind = 'level'
        and facts.comparator = 'eq'
        and starts_with(facts.period, 'prior:')
)

select
    later.agency_zh,
    later.year as told_in_year,
    earlier.year as about_year,
    later.indicator_zh,
    earlier.value as first_value,
    later.value as restated_value,
    later.value - earlier.value as difference,
    earlier.sentence as first_sentence,
    later.sentence as restated_sentence
from told as later
inner join analysis.v_indicator_values as earlier
    on
        later.body_id = earlier.body_id
        and later.indicator_id = earlier.indicator_id
        and later.about_year = earlier.year
        and later.scope = earlier.scope
        and later.value <> earlier.value
where earlier.comparator = 'eq'
order by later.agency_zh, told_in_year, later.indicator_zh
