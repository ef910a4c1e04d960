with

framework_systems as (
    select * from {{ ref('framework_systems') }}
)

select
    framework_id,
    system_code,
    part_zh,
    heading_zh
from framework_systems
order by framework_id, system_code
