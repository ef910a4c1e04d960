with

reports as (
    select * from {{ ref('int_reports__versioned') }}
)

select
    report_id,
    agency_id,
    year,
    document_id,
    cast(version as integer) as version,
    is_current,
    title,
    published_date,
    index_no,
    source_file,
    origin_url,
    chars,
    mention_cnt,
    fact_cnt,
    mapped_fact_cnt,
    genre
from reports
order by agency_id, year, version
