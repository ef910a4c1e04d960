with

changes as (
    select * from {{ ref('division_changes') }}
),

regions as (
    select * from {{ ref('int_regions') }}
),

-- the version that the change ended, and the one that it began
linked as (
    select
        changes.*,
        before.region_id as old_region_id,
        after.region_id as new_region_id
    from changes
    left join regions as before
        on
            changes.old_region_code = before.region_code
            and changes.change_year - 1 between coalesce(before.valid_from, 0) and coalesce(before.valid_to, 9999)
    inner join regions as after
        on
            changes.new_region_code = after.region_code
            and changes.change_year between coalesce(after.valid_from, 0) and coalesce(after.valid_to, 9999)
)

select
    {{ content_id(['change_year', 'old_region_code', 'new_region_code']) }} as region_change_id,
    change_year,
    change_type,
    old_region_id,
    new_region_id,
    old_region_code,
    new_region_code,
    old_full_name_zh,
    new_full_name_zh,
    document_no
from linked
order by change_year, old_region_code nulls first, new_region_code
