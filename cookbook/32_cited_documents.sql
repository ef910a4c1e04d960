-- 问:报告引用了哪些法律文件,有没有引用已经过期的《纲要》?
-- Question: Which laws and documents does a report cite, and does it cite an outline no longer in force?
-- 注意:凡书名号中的文字都算;过期只对《法治政府建设实施纲要》判断:其末年早于报告年度。
-- Caveats: Whatever stands in 《》; staleness is judged only for the outlines: their last year is before
-- the report year.
select
    agency_zh,
    year,
    cited_title as title,
    citation_cnt,
    is_stale
from analysis.report_citation
order by is_stale desc, agency_zh asc, year asc, citation_cnt desc, title asc
