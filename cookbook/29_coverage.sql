-- 问:已知机关各年的报告收齐了多少,缺哪些?
-- Question: How many reports of the known agencies are held, and which are missing?
-- 注意:只在库中出现过的机关之间统计;从未有过报告的机关不在分母里,地区覆盖见 34。读不出的文件不算已有。
-- Caveats: Among agencies that occur in the warehouse at all; for regions without any see 34. An unreadable file
-- is not a report held.
select
    year,
    agency_level,
    agency_function_zh,
    count(*) as agency_cnt,
    count(*) filter (report_state = 'held') as held_cnt,
    count(*) filter (report_state = 'unreadable') as unreadable_cnt,
    round(100.0 * count(*) filter (report_state = 'held') / count(*), 1) as held_pct,
    string_agg(agency_zh, '、' order by agency_zh) filter (report_state = 'report_missing') as missing_zh
from analysis.v_agency_year_scorecard
group by year, agency_level, agency_function_zh
order by year, agency_level, agency_function_zh
