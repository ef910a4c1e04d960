-- 问:各机关的数字中有多大比例是约数(余、多、约、近)?
-- Question: What share of an agency's figures is hedged (余, 多, 约, 近)?
-- 注意:只计现行版本;每条事实算一次,不论是否对应指标。
-- Caveats: Only the version in force; every fact counts once, mapped or not.
select
    agency_zh,
    year,
    fact_cnt,
    hedged_fact_cnt,
    round(100.0 * hedged_fact_cnt / fact_cnt, 2) as hedged_pct
from analysis.v_agency_year_scorecard
where fact_cnt > 0
order by hedged_pct desc, agency_zh asc, year asc
