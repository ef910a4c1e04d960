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
)

select
    figures.indicator_zh,
    figures.year,
    figures.agency_level,
    figures.agency_function_zh,
    sum(figures.additive_value) as total,
    count(figures.additive_value) as added_cnt,
    count(*) - count(figures.additive_value) as left_out_cnt,
    string_agg(distinct figures.not_additive_zh, '、' order by figures.not_additive_zh) as left_out_because_zh,
    max(reports.held_cnt) - count(*) as silent_cnt
from analysis.v_indicator_values as figures
inner join reports
    on
        figures.year = reports.year
        and figures.agency_level = reports.agency_level
        and figures.agency_function_zh is not distinct from reports.agency_function_zh
where figures.measure_type <> 'rate'
group by
    figures.indicator_id, figures.indicator_zh, figures.year, figures.agency_level, figures.agency_function_zh
order by figures.indicator_zh, figures.year, figures.agency_level, figures.agency_function_zh
