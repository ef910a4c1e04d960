-- 问:哪些数字最该核对,原句、文件、页码在哪里?
-- Question: Which figures most deserve a check, and where do they stand?
-- 注意:置信度是该规则在标注语料上的准确率;未通过勾稽核对的排在前面。text[char_start:char_end] 即原文写法。
-- Caveats: Confidence is the measured precision of the rule; figures that fail a consistency check come first.
with failed as (
    select
        fact_id,
        string_agg(check_name, '、' order by check_name) as failed_checks
    from quality.consistency
    where outcome = 'inconsistent'
    group by fact_id
)

select
    facts.agency_zh,
    facts.year,
    facts.indicator_zh,
    facts.surface,
    facts.confidence,
    failed.failed_checks,
    facts.sentence,
    facts.source_file,
    facts.page,
    facts.char_start,
    facts.char_end,
    facts.origin_url
from analysis.v_facts as facts
left join failed on facts.fact_id = failed.fact_id
where facts.is_current_report and (failed.fact_id is not null or facts.confidence < 0.8)
order by failed.fact_id is null, facts.confidence, facts.agency_zh, facts.year, facts.char_start
