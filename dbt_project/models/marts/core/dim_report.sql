with

reports as (
    select * from {{ ref('int_reports__versioned') }}
),

corrections as (
    select * from {{ ref('int_documents__corrections') }}
)

select
    reports.report_id,
    reports.agency_id,
    reports.year,
    reports.document_id,
    cast(reports.version as integer) as version,
    reports.is_current,
    reports.title,
    reports.published_date,
    reports.index_no,
    reports.source_file,
    reports.origin_url,
    reports.chars,
    reports.mention_cnt,
    -- corrections take facts away and change their indicators
    cast(reports.fact_cnt - coalesce(corrections.dropped_fact_cnt, 0) as integer) as fact_cnt,
    cast(reports.mapped_fact_cnt + coalesce(corrections.mapped_fact_change_cnt, 0) as integer) as mapped_fact_cnt,
    reports.genre,
    reports.completed_date,
    reports.supersedes_report_id,
    cast(reports.copy_cnt as integer) as copy_cnt
from reports
left join corrections on reports.document_id = corrections.document_id
order by reports.agency_id, reports.year, reports.version
