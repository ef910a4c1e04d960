-- A division that became another as a whole (县改区, 地改市, a change of prefecture) is one place over time: its line is
-- the code it has last. Divisions that were merged or split begin and end lines of their own.
with recursive

successions as (
    select
        old_region_code,
        new_region_code
    from {{ ref('division_changes') }}
    where change_type in ('改设', '代码变更')
),

followed as (
    select
        old_region_code as region_code,
        new_region_code as line_code,
        1 as steps
    from successions
    union all
    select
        followed.region_code,
        successions.new_region_code,
        followed.steps + 1 as steps
    from followed
    inner join successions on followed.line_code = successions.old_region_code
    -- a code may be given out again; no division has changed more often
    where followed.steps < 9
)

select
    region_code,
    line_code
from followed
qualify row_number() over (partition by region_code order by steps desc) = 1
