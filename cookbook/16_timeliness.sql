-- 问:报告发布得是否及时:年内发布、期限前发布、逾期各多少?
-- Question: How timely are reports: within the year, before the deadline, late?
-- 注意:期限是次年 4 月 1 日(dim_year);日期不明的不算入份额;年内发布的报告多半还没有全年数字。
-- Caveats: The deadline is 1 April of the next year; reports without a date are left out of the shares; one
-- published within its year can hardly have figures of the whole year.
with dated as (
    select
        agencies.level as agency_level,
        reports.year,
        reports.published_date,
        years.publication_deadline
    from core.dim_report as reports
    inner join core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    inner join core.dim_year as years on reports.year = years.year
    where reports.is_current
)

select
    year,
    agency_level,
    count(*) as report_cnt,
    count(published_date) as dated_cnt,
    count(*) filter (published_date <= make_date(year, 12, 31)) as within_year_cnt,
    count(*) filter (published_date <= publication_deadline) as on_time_cnt,
    count(*) filter (published_date > publication_deadline) as late_cnt,
    round(
        100.0 * count(*) filter (published_date <= publication_deadline) / nullif(count(published_date), 0), 1
    ) as on_time_pct,
    max(published_date - publication_deadline) as most_days_late
from dated
group by year, agency_level
order by year, agency_level
