-- 问:报告引用了哪些法律文件,有没有引用已经过期的《纲要》?
-- Question: Which laws and documents does a report cite, and does it cite an outline no longer in force?
-- 注意:凡书名号中的文字都算;过期只对《法治政府建设实施纲要》判断,以其起始年份与报告年度相比。
-- Caveats: Whatever stands in 《》; staleness is judged only for the outlines, by their first year against the
-- report year.
with cited as (
    select
        reports.agency_id,
        reports.year,
        titles.title
    from core.dim_report as reports
    inner join core.report_block as blocks on reports.report_id = blocks.report_id
    cross join unnest(regexp_extract_all(blocks.block_text, '《([^《》]{2,60})》', 1)) as titles (title)
    where reports.is_current
),

counted as (
    select
        agency_id,
        year,
        title,
        count(*) as citation_cnt,
        case
            when title like '%法治政府建设实施纲要%'
                then cast(nullif(regexp_extract(title, '(20[0-9]{2})', 1), '') as integer)
        end as framework_year
    from cited
    group by agency_id, year, title
)

select
    agencies.full_name_zh as agency_zh,
    counted.year,
    counted.title,
    counted.citation_cnt,
    coalesce(frameworks.valid_to < counted.year, false) as is_stale
from counted
inner join core.dim_agency as agencies on counted.agency_id = agencies.agency_id
left join core.dim_framework as frameworks on counted.framework_year = frameworks.valid_from
order by is_stale desc, agency_zh asc, counted.year asc, counted.citation_cnt desc, counted.title asc
