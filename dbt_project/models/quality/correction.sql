with

corrections as (
    select * from {{ ref('stg_corrections') }}
)

select
    correction_id,
    correction_outcome,
    correction_source,
    source_file,
    line_no,
    correction_action,
    aimed_document,
    body_zh,
    aimed_year,
    quote,
    measure,
    given_value,
    given_expect,
    correction_reason,
    correction_status,
    found,
    expected,
    hint_zh,
    document_cnt,
    changed_fact_cnt,
    document_id
from corrections
order by source_file, line_no, correction_id
