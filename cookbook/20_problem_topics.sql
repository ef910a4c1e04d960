-- 问:各年报告的不足部分谈了哪些问题,哪些连年出现?
-- Question: What do the problem sections speak of, year by year, and what returns?
-- 注意:以关键词归类,词表就在下面,请按研究需要增改;一份报告一个主题只算一次。
-- Caveats: Topics are keywords; the list stands below and is meant to be changed; a topic counts once a report.
with topics (topic_zh, pattern) as (
    values
    ('执法力量', '人员不足|力量不足|力量薄弱|编制|队伍建设'),
    ('执法能力', '能力不足|业务能力|专业素质|执法水平|不够规范'),
    ('普法宣传', '普法|宣传'),
    ('学法用法', '学法|法治思维|法治意识'),
    ('信息化', '信息化|智慧|平台建设|科技'),
    ('制度机制', '机制|制度')
),

problems as (
    select
        reports.report_id,
        agencies.body_id,
        reports.year,
        string_agg(distinct blocks.block_text, ' ') as problem_text
    from core.dim_report as reports
    inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    inner join core.report_section as sections
        on reports.report_id = sections.report_id and sections.section_role = 'problems'
    inner join core.report_block as blocks
        on
            reports.report_id = blocks.report_id
            and sections.char_start <= blocks.char_start and sections.char_end >= blocks.char_end
    where reports.is_current
    group by reports.report_id, agencies.body_id, reports.year
),

named as (
    select
        problems.body_id,
        problems.year,
        topics.topic_zh
    from problems
    inner join topics on regexp_matches(problems.problem_text, topics.pattern)
)

select
    named.year,
    named.topic_zh,
    count(*) as report_cnt,
    (
        select count(*) from problems as held
        where named.year = held.year
    ) as reports_with_section_cnt,
    count(earlier.body_id) as also_last_year_cnt
from named
left join named as earlier
    on named.body_id = earlier.body_id and named.topic_zh = earlier.topic_zh and named.year = earlier.year + 1
group by named.year, named.topic_zh
order by named.year asc, report_cnt desc, named.topic_zh asc
