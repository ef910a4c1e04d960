-- 问:所报的同比增减,与两年报告重算的是否相符?
-- Question: Does the reported growth agree with the growth computed from two reports?
-- 注意:百分点与百分比不同,只核对单位为 % 的;相差 0.1 以内视为四舍五入;两年代表值须都是确数、口径相同。
-- Caveats: Only % (not percentage points); within 0.1 counts as rounding; both headline values exact and of one
-- scope.
with growth as (
    select
        facts.fact_id,
        facts.agency_zh,
        agencies.body_id,
        facts.year,
        facts.indicator_id,
        facts.indicator_zh,
        facts.scope,
        facts.value as reported_pct,
        facts.sentence
    from analysis.v_facts as facts
    inner join core.dim_agency as agencies on facts.agency_id = agencies.agency_id
    where
        facts.is_current_report
        and facts.value_kind = 'change'
        and facts.unit = '%'
        and facts.comparator = 'eq'
        and facts.indicator_id <> 'unmapped'
),

-- the figures of both years, found in one look through all figures
figures as (
    select
        growth.fact_id,
        growth.year - headlines.year as years_back,
        headlines.value
    from growth
    inner join analysis.v_indicator_values as headlines
        on
            growth.body_id = headlines.body_id and growth.indicator_id = headlines.indicator_id
            and growth.scope = headlines.scope and headlines.year between growth.year - 1 and growth.year
    where headlines.comparator = 'eq'
)

select
    growth.agency_zh,
    growth.year,
    growth.indicator_zh,
    last_year.value as last_value,
    this_year.value,
    growth.reported_pct,
    round(100.0 * (this_year.value - last_year.value) / last_year.value, 2) as computed_pct,
    abs(round(100.0 * (this_year.value - last_year.value) / last_year.value, 2) - growth.reported_pct) <= 0.1
        as agrees,
    growth.sentence
from growth
inner join figures as this_year on growth.fact_id = this_year.fact_id and this_year.years_back = 0
inner join figures as last_year on growth.fact_id = last_year.fact_id and last_year.years_back = 1
where last_year.value <> 0
order by growth.agency_zh, growth.year, growth.indicator_zh
