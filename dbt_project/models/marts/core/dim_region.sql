with

regions as (
    select * from {{ ref('int_regions') }}
)

select
    region_id,
    region_code,
    name_zh,
    full_name_zh,
    level,
    parent_region_id,
    valid_from,
    valid_to,
    code_scheme
from regions
order by region_code, valid_from nulls first
