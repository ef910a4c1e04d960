with

facts as not materialized (
    select * from {{ ref('fct_fact') }}
),

pairs as (
    select
        parent.fact_id as parent_fact_id,
        parent.value as parent_value,
        child.fact_id as child_fact_id,
        child.value as child_value,
        child.relation,
        parent.comparator = 'eq' and child.comparator = 'eq' as is_exact,
        child.unit = parent.unit as is_same_unit
    from facts as child
    inner join facts as parent on child.parent_fact_id = parent.fact_id
    where
        child.relation in ('component', 'subset')
        and child.value_kind = 'level'
        and parent.value_kind = 'level'
        and child.value is not null
        and parent.value is not null
),

-- Parts that add up: 41 plans = 10 + 12 + 6 + 13. One component alone proves nothing.
component_sums as (
    select
        'component_sum' as check_name,
        parent_fact_id as fact_id,
        any_value(parent_value) as expected_value,
        sum(child_value) as observed_value,
        case
            when not bool_and(is_exact) or not bool_and(is_same_unit) or count(*) < 2 then 'undecidable'
            when sum(child_value) = any_value(parent_value) then 'consistent'
            else 'inconsistent'
        end as outcome
    from pairs
    where relation = 'component'
    group by parent_fact_id
),

-- A subset is at most the whole.
subsets as (
    select
        'subset_within_whole' as check_name,
        child_fact_id as fact_id,
        parent_value as expected_value,
        child_value as observed_value,
        case
            when not is_exact or not is_same_unit then 'undecidable'
            when child_value <= parent_value then 'consistent'
            else 'inconsistent'
        end as outcome
    from pairs
    where relation = 'subset'
)

select * from component_sums
union all
select * from subsets
