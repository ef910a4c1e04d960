-- 问:哪些数字最该核对,原句、文件、页码在哪里?
-- Question: Which figures most deserve a check, and where do they stand?
-- 注意:两种缘由各列前 50 条,of_cnt 为该缘由的全部条数,去掉 limit 即得全部。
-- 置信度是该规则在标注语料上的准确率。text[char_start:char_end] 即原文写法。
-- Caveats: The first 50 for each of two reasons; of_cnt says of how many, without the limits all are listed.
-- Confidence is the measured precision of the rule.
with failed as (
    select
        1 as rank_no,
        '未通过勾稽核对' as reason_zh,
        *
    from analysis.v_facts
    where is_current_report and failed_checks is not null
    order by confidence, agency_zh, year, char_start, fact_id
    limit 50
),

unsure as (
    select
        2 as rank_no,
        '规则准确率低于 80%' as reason_zh,
        *
    from analysis.v_facts
    where is_current_report and failed_checks is null and confidence < 0.8
    order by confidence, agency_zh, year, char_start, fact_id
    limit 50
),

counts as (
    select
        1 as rank_no,
        count(*) as of_cnt
    from analysis.v_facts
    where is_current_report and failed_checks is not null
    union all
    select
        2 as rank_no,
        count(*) as of_cnt
    from analysis.v_facts
    where is_current_report and failed_checks is null and confidence < 0.8
),

listed as (
    select * from failed
    union all
    select * from unsure
)

select
    listed.reason_zh,
    counts.of_cnt,
    listed.agency_zh,
    listed.year,
    listed.indicator_zh,
    listed.surface,
    listed.confidence,
    listed.failed_checks,
    listed.sentence,
    listed.source_file,
    listed.page,
    listed.char_start,
    listed.char_end,
    listed.origin_url
from listed
inner join counts on listed.rank_no = counts.rank_no
order by listed.rank_no, listed.confidence, listed.agency_zh, listed.year, listed.char_start, listed.fact_id
