-- 问:各机关各年的行政处罚件数与罚款金额是多少,比上年增减多少?
-- Question: How many penalties and how much in fines per agency and year, and how did they change?
-- 注意:只在两年都是确数、口径相同、限定语相同、都指全年时才算增减;约数看 low 与 high;没有行是未报告,不是零。
-- Caveats: Growth is given only between exact figures of the same scope and qualifier for whole years; a hedged
-- figure has bounds; a missing row is silence, not zero.
with figures as (
    select *
    from analysis.v_indicator_values
    where indicator_id in ('penalty_cnt', 'penalty_amt')
)

select
    this_year.agency_zh,
    this_year.year,
    this_year.indicator_zh,
    this_year.value,
    this_year.low,
    this_year.high,
    this_year.unit,
    this_year.scope,
    this_year.qualifier,
    last_year.value as last_value,
    case
        when
            last_year.value > 0
            and this_year.comparator = 'eq' and last_year.comparator = 'eq'
            and this_year.period = 'year' and last_year.period = 'year'
            and this_year.scope = last_year.scope
            and coalesce(this_year.qualifier, '') = coalesce(last_year.qualifier, '')
            then round(100.0 * (this_year.value - last_year.value) / last_year.value, 2)
    end as growth_pct
from figures as this_year
left join figures as last_year
    on
        this_year.body_id = last_year.body_id
        and this_year.indicator_id = last_year.indicator_id
        and this_year.year = last_year.year + 1
order by this_year.agency_zh, this_year.indicator_zh, this_year.year
