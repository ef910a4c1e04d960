with

frameworks as (
    select * from {{ ref('frameworks') }}
)

select
    framework_id,
    name_zh,
    name_en,
    cast(document_no as varchar) as document_no,
    cast(valid_from as integer) as valid_from,
    cast(valid_to as integer) as valid_to
from frameworks
order by valid_from
