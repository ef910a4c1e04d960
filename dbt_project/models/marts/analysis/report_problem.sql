with

reports as (
    select * from {{ ref('dim_report') }}
    where is_current
),

sections as (
    select * from {{ ref('report_section') }}
    where section_role = 'problems'
),

blocks as (
    select * from {{ ref('report_block') }}
),

topics as (
    select * from {{ ref('problem_topics') }}
),

texts as (
    select
        reports.report_id,
        reports.agency_id,
        reports.year,
        string_agg(blocks.block_text, chr(10) order by blocks.char_start, blocks.block_no) as problem_text
    from reports
    inner join blocks on reports.report_id = blocks.report_id
    where
        -- sections lie within one another: a block counts once
        exists (
            select 1 from sections
            where
                blocks.report_id = sections.report_id
                and blocks.char_start >= sections.char_start
                and blocks.char_end <= sections.char_end
        )
    group by reports.report_id, reports.agency_id, reports.year
),

named as (
    select
        texts.report_id,
        string_agg(distinct topics.topic_zh, '|' order by topics.topic_zh) as topics_zh
    from texts
    inner join topics on contains(texts.problem_text, topics.topic_word)
    group by texts.report_id
)

select
    texts.report_id,
    texts.agency_id,
    texts.year,
    named.topics_zh,
    texts.problem_text
from texts
left join named on texts.report_id = named.report_id
order by texts.report_id
