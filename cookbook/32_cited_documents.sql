-- 问:报告最常引用哪些法律文件,有多少份报告引用的《纲要》已经过期?
-- Question: Which laws and documents do reports cite most, and how many cite an outline no longer in force?
-- 注意:凡书名号中的文字都算;过期只对《法治政府建设实施纲要》判断:其末年早于报告年度。
-- 逐份报告见 analysis.report_citation,加 where is_stale 即引用过期《纲要》的报告。
-- Caveats: Whatever stands in 《》; staleness is judged only for the outlines: their last year is before
-- the report year. Report by report: analysis.report_citation; those that cite an outline out of force: where is_stale.
select
    cited_title as title,
    count(*) as report_cnt,
    count(distinct agency_id) as agency_cnt,
    sum(citation_cnt) as citation_cnt,
    min(year) as first_year,
    max(year) as last_year,
    count(*) filter (where is_stale) as stale_report_cnt
from analysis.report_citation
group by cited_title
order by stale_report_cnt desc, report_cnt desc, title asc
