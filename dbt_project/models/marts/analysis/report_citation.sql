with

reports as (
    select * from {{ ref('dim_report') }}
    where is_current
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

blocks as (
    select * from {{ ref('report_block') }}
),

frameworks as (
    select * from {{ ref('dim_framework') }}
),

cited as (
    select
        report_id,
        unnest(regexp_extract_all(block_text, '《([^《》]{2,60})》', 1)) as cited_title
    from blocks
    where contains(block_text, '《')
),

counted as (
    select
        report_id,
        cited_title,
        count(*) as citation_cnt,
        case
            when contains(cited_title, '法治政府建设实施纲要')
                then cast(nullif(regexp_extract(cited_title, '(20[0-9]{2})', 1), '') as integer)
        end as framework_year
    from cited
    where regexp_matches(cited_title, '[^\s\x{3000}]')
    group by report_id, cited_title
)

select
    counted.report_id,
    counted.cited_title,
    reports.agency_id,
    agencies.full_name_zh as agency_zh,
    reports.year,
    cast(counted.citation_cnt as integer) as citation_cnt,
    coalesce(frameworks.valid_to < reports.year, false) as is_stale
from counted
inner join reports on counted.report_id = reports.report_id
inner join agencies on reports.agency_id = agencies.agency_id
left join frameworks on counted.framework_year = frameworks.valid_from
order by counted.report_id, counted.cited_title
