with

divisions as (
    select
        cast(region_code as varchar) as region_code,
        name_zh,
        full_name_zh,
        level,
        cast(parent_region_code as varchar) as parent_region_code,
        -- the seed may give a day or a year; reports are yearly, so the year decides
        try_cast(left(cast(valid_from as varchar), 4) as integer) as valid_from,
        try_cast(left(cast(valid_to as varchar), 4) as integer) as valid_to
    from {{ ref('divisions') }}
),

identified as (
    select
        {{ content_id(['region_code', 'valid_from']) }} as region_id,
        *
    from divisions
),

-- A region's parent is the version of the parent in force when the region's own version began (or ended, if it began
-- before our knowledge); where none covers that year, the latest one.
parents as (
    select
        child.region_id,
        parent.region_id as parent_region_id
    from identified as child
    inner join identified as parent on child.parent_region_code = parent.region_code
    qualify row_number() over (
        partition by child.region_id
        order by
            coalesce(
                coalesce(child.valid_from, child.valid_to, 9999)
                between coalesce(parent.valid_from, 0) and coalesce(parent.valid_to, 9999),
                false
            ) desc,
            parent.valid_from desc nulls last
    ) = 1
)

select
    identified.region_id,
    identified.region_code,
    identified.name_zh,
    identified.full_name_zh,
    identified.level,
    parents.parent_region_id,
    identified.parent_region_code,
    identified.valid_from,
    identified.valid_to
from identified
left join parents on identified.region_id = parents.region_id
