-- 问:报告有多少句与本机关上年报告、与其他机关同年报告相同(套话)?
-- Question: How many sentences repeat the agency's last report, or those of other agencies of the year
-- (boilerplate)?
-- 注意:数字换成 # 后逐句相同才算;少于 10 字的句子不计;改写过的套话看不出。
-- Caveats: Sentences are equal once their digits are masked; those under ten characters are left out; reworded
-- boilerplate goes unseen.
with sentences as (
    select distinct
        reports.report_id,
        agencies.body_id,
        agencies.full_name_zh as agency_zh,
        reports.year,
        regexp_replace(trim(pieces.piece), '[0-9]+', '#', 'g') as sentence
    from core.dim_report as reports
    inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    inner join core.report_block as blocks on reports.report_id = blocks.report_id
    cross join unnest(regexp_split_to_array(blocks.block_text, '[。；;！!？?]')) as pieces (piece)
    where reports.is_current and length(trim(pieces.piece)) >= 10
),

marked as (
    select
        sentences.*,
        exists(
            select 1 from sentences as earlier
            where
                sentences.body_id = earlier.body_id
                and sentences.year = earlier.year + 1
                and sentences.sentence = earlier.sentence
        ) as is_of_last_year,
        exists(
            select 1 from sentences as others
            where
                sentences.body_id <> others.body_id
                and sentences.year = others.year
                and sentences.sentence = others.sentence
        ) as is_of_others
    from sentences
)

select
    agency_zh,
    year,
    count(*) as sentence_cnt,
    count(*) filter (is_of_last_year) as of_last_year_cnt,
    count(*) filter (is_of_others) as of_others_cnt,
    round(100.0 * count(*) filter (is_of_last_year) / count(*), 1) as of_last_year_pct,
    round(100.0 * count(*) filter (is_of_others) / count(*), 1) as of_others_pct
from marked
group by report_id, agency_zh, year
order by agency_zh, year
