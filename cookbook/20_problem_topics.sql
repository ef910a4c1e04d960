-- 问:各年报告的不足部分谈了哪些问题,哪些连年出现?
-- Question: What do the problem sections speak of, year by year, and what returns?
-- 注意:以关键词归类,词表 seeds/problem_topics.csv 请按研究需要增改后重建;一时之问可直接在 problem_text 中查词。
-- 一份报告一个主题只算一次。
-- Caveats: Topics are keywords; their list, seeds/problem_topics.csv, is meant to be changed, which takes a build; a
-- passing question can look for its words in problem_text. A topic counts once a report.
with named as (
    select
        agencies.body_id,
        problems.year,
        unnest(string_split(problems.topics_zh, '|')) as topic_zh
    from analysis.report_problem as problems
    inner join core.dim_agency as agencies on problems.agency_id = agencies.agency_id
),

held as (
    select
        year,
        count(*) as report_cnt
    from analysis.report_problem
    group by year
)

select
    named.year,
    named.topic_zh,
    count(*) as report_cnt,
    any_value(held.report_cnt) as reports_with_section_cnt,
    count(earlier.body_id) as also_last_year_cnt
from named
inner join held on named.year = held.year
left join named as earlier
    on named.body_id = earlier.body_id and named.topic_zh = earlier.topic_zh and named.year = earlier.year + 1
group by named.year, named.topic_zh
order by named.year asc, report_cnt desc, named.topic_zh asc
