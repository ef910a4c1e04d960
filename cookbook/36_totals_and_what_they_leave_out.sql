-- 问:各级各类机关的合计是多少,有哪些值没有加进去,为什么?
-- Question: What are the totals by level and function, and which values were left out, and why?
-- 注意:合计只含可相加的值;看 left_out_cnt 与 silent_cnt 才知道合计代表多少机关。不要对 value 求和。
-- Caveats: Only addable values are summed; the two counts say how much of the field the total stands for. Do not
-- sum value.
with reports as (
    select
        year,
        agency_level,
        agency_function_zh,
        count(*) as held_cnt
    from analysis.v_agency_year_scorecard
    where report_state = 'held'
    group by year, agency_level, agency_function_zh
),

figures as (
    select
        indicator_id,
        year,
        agency_level,
        agency_function_zh,
        not_additive_zh,
        any_value(indicator_zh) as indicator_zh,
        sum(additive_value) as total,
        count(additive_value) as added_cnt,
        count(*) as value_cnt
    from analysis.v_indicator_values
    where measure_type <> 'rate'
    group by indicator_id, year, agency_level, agency_function_zh, not_additive_zh
)

select
    any_value(figures.indicator_zh) as indicator_zh,
    figures.year,
    figures.agency_level,
    figures.agency_function_zh,
    sum(figures.total) as total,
    sum(figures.added_cnt) as added_cnt,
    sum(figures.value_cnt - figures.added_cnt) as left_out_cnt,
    string_agg(figures.not_additive_zh, '、' order by figures.not_additive_zh) as left_out_because_zh,
    max(reports.held_cnt) - sum(figures.value_cnt) as silent_cnt
from figures
inner join reports
    on
        figures.year = reports.year
        and figures.agency_level = reports.agency_level
        and figures.agency_function_zh is not distinct from reports.agency_function_zh
group by figures.indicator_id, figures.year, figures.agency_level, figures.agency_function_zh
order by indicator_zh, figures.year, figures.agency_level, figures.agency_function_zh
