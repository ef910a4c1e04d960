with

systems as (
    select * from {{ ref('systems') }}
)

select
    system_code,
    name_zh,
    short_name_zh,
    name_en,
    cast(gangyao_part as varchar) as gangyao_part,
    definition_zh,
    cast(sort_order as integer) as sort_order
from systems
order by sort_order
