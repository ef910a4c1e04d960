with

rejected as (
    select * from {{ ref('stg_rejected') }}
)

select
    source_file,
    stage,
    document_id,
    reason_code,
    reason_zh,
    found,
    expected,
    hint_zh,
    reader_version
from rejected
order by source_file, stage
