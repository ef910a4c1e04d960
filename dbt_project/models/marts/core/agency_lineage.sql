with

agencies as (
    select * from {{ ref('int_agencies__versioned') }}
),

rules as (
    select * from {{ ref('int_agencies__successions') }}
),

reforms as (
    select * from {{ ref('int_agencies__reforms') }}
),

ended as (
    select agency_id from rules
    where succession_type <> 'same_body'
),

changes as (
    select * from {{ ref('division_changes') }}
    where change_type in ('并入', '分设')
),

places as (
    select * from {{ ref('int_regions__lines') }}
),

-- one body, one name after the other
renamed as (
    select
        agency_id as predecessor_agency_id,
        lead(agency_id) over (partition by body_id order by valid_from) as successor_agency_id,
        '更名' as lineage_type,
        valid_to + 1 as change_year,
        '同一机关先后使用的名称' as lineage_evidence
    from agencies
    qualify successor_agency_id is not null
),

-- several bodies that a reform made into one, or one whose tasks it divided
reformed as (
    select
        old.agency_id as predecessor_agency_id,
        new.agency_id as successor_agency_id,
        case rules.succession_type when 'merged' then '合并组建' when 'absorbed' then '并入' else '职责划转' end as lineage_type,
        -- the year of its level, where the rule tells it
        case
            when rules.succession_type = 'split' then rules.change_year
            else coalesce(reforms.ended_year, rules.change_year)
        end as change_year,
        rules.legal_basis as lineage_evidence
    from rules
    inner join agencies as old on rules.agency_id = old.agency_id
    left join reforms on rules.agency_id = reforms.agency_id
    inner join agencies as new
        on
            old.line_code = new.line_code
            and old.body_id <> new.body_id
            and old.level = new.level
            and rules.new_function_zh = new.function_zh
            and rules.succession_type <> 'same_body'
    -- the successor is a name of after the reform, not another of those that it ended
    where new.agency_id not in (select ended.agency_id from ended)
    qualify row_number() over (partition by old.agency_id, new.body_id order by new.last_year desc) = 1
),

-- the body of a division that was merged into another, or split, and that of the division it came to
moved as (
    select
        old.agency_id as predecessor_agency_id,
        new.agency_id as successor_agency_id,
        '区划调整' as lineage_type,
        changes.change_year,
        concat_ws(' ', changes.old_full_name_zh, changes.change_type, changes.new_full_name_zh, changes.document_no)
            as lineage_evidence
    from changes
    inner join agencies as old on changes.old_region_code = old.line_code
    left join places on changes.new_region_code = places.region_code
    inner join agencies as new
        on
            coalesce(places.line_code, changes.new_region_code) = new.line_code
            and old.body_function_zh = new.body_function_zh
            and old.body_id <> new.body_id
            and old.is_current
            and changes.change_year <= new.last_year
    qualify row_number() over (partition by old.agency_id, new.body_id order by new.first_year, new.agency_id) = 1
),

links as (
    select * from renamed
    union all
    select * from reformed
    union all
    select * from moved
)

select
    predecessor_agency_id,
    successor_agency_id,
    lineage_type,
    change_year,
    lineage_evidence
from links
order by change_year, predecessor_agency_id, successor_agency_id
