-- 问:报告所列荣誉中,有多少是其他单位的?
-- Question: How many of the honours in a report belong to other bodies?
-- 注意:按指标(所属/推荐单位获示范)与口径(其他机关)判断;只计有数量的荣誉。
-- Caveats: Told by indicator (honours of units one recommended) and scope (another body); only honours with a
-- number.
select
    facts.agency_zh,
    facts.year,
    count(*) as honour_fact_cnt,
    count(*) filter (
        facts.indicator_id = 'demo_site_other_cnt' or facts.scope like 'other:%'
    ) as of_others_cnt,
    round(
        100.0 * count(*) filter (
            facts.indicator_id = 'demo_site_other_cnt' or facts.scope like 'other:%'
        ) / count(*),
        1
    ) as of_others_pct
from analysis.v_facts as facts
where facts.topic = 'honour' and facts.is_current_report and facts.status = 'achieved'
group by facts.agency_id, facts.agency_zh, facts.year
order by facts.agency_zh, facts.year
