with

named as (
    select * from {{ ref('int_agencies__named') }}
),

-- Bodies of one region and one function that never report for the same years are one body that changed its name
-- (安全生产监督管理局 → 应急管理局). If their years overlap, they are different bodies.
compared as (
    select
        *,
        max(last_year) over (
            partition by region_code, function_zh
            order by first_year, agency_id
            rows between unbounded preceding and 1 preceding
        ) as earlier_last_year
    from named
),

year_overlaps as (
    select
        region_code,
        function_zh,
        coalesce(bool_or(first_year <= earlier_last_year), false) as has_overlap
    from compared
    group by region_code, function_zh
),

bodies as (
    select
        named.*,
        case
            when named.region_code is null or named.function_zh is null or year_overlaps.has_overlap
                then named.agency_id
            else {{ content_id(["'body'", 'named.region_code', 'named.function_zh']) }}
        end as body_id
    from named
    inner join year_overlaps
        on
            named.region_code is not distinct from year_overlaps.region_code
            and named.function_zh is not distinct from year_overlaps.function_zh
)

select
    agency_id,
    body_id,
    name_zh,
    full_name_zh,
    office_name_zh,
    level,
    function_zh,
    region_id,
    code_scheme,
    first_year,
    last_year,
    -- the first name we know of may be older than its first report: open to the left
    case when row_number() over body_names > 1 then first_year end as valid_from,
    lead(first_year) over body_names - 1 as valid_to,
    lead(first_year) over body_names is null as is_current
from bodies
window body_names as (partition by body_id order by first_year, agency_id)
