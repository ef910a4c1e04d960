-- 问:报告有多少句与本机关上年报告、与其他机关同年报告相同(套话)?
-- Question: How many sentences repeat the agency's last report, or those of other agencies of the year
-- (boilerplate)?
-- 注意:数字换成 # 后逐句相同才算;少于 10 字的句子不计;改写过的套话看不出。
-- Caveats: Sentences are equal once their digits are masked; those under ten characters are left out; reworded
-- boilerplate goes unseen.
select
    agency_zh,
    year,
    sentence_cnt,
    of_last_year_cnt,
    of_others_cnt,
    round(100.0 * of_last_year_cnt / sentence_cnt, 1) as of_last_year_pct,
    round(100.0 * of_others_cnt / sentence_cnt, 1) as of_others_pct
from analysis.report_repetition
order by agency_zh, year
