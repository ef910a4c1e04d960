with

facts as (
    select * from {{ ref('fct_fact') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

headlines as (
    select * from {{ ref('int_headlines__ranked') }}
    where headline_rank = 1
),

-- A share of a whole lies between 0 and 100; growth (value_kind change) may lie anywhere.
ranges as (
    select
        'rate_range' as check_name,
        fact_id,
        cast(null as decimal(28, 6)) as expected_value,
        value as observed_value,
        case when value between 0 and 100 then 'consistent' else 'inconsistent' end as outcome
    from facts
    where unit = '%' and value_kind = 'level' and value is not null
),

quotients as (
    select
        rate.fact_id,
        rate.value as rate_value,
        100 * numerator.value / nullif(denominator.value, 0) as quotient,
        rate.comparator = 'eq'
        and numerator.comparator = 'eq'
        and denominator.comparator = 'eq'
        and numerator.scope = rate.scope
        and denominator.scope = rate.scope as is_comparable,
        -- half a unit of the last digit that the report gives: 98.56% is right from 98.555 to 98.565
        0.5 / pow(10, length(regexp_extract(
            case when facts.value_extracted is null then facts.surface else {{ plain_number('facts.value') }} end,
            '\.([0-9]+)', 1
        ))) + 0.000001 as tolerance
    from headlines as rate
    inner join facts on rate.fact_id = facts.fact_id
    inner join indicators on rate.indicator_id = indicators.indicator_id
    inner join headlines as numerator
        on
            rate.agency_id = numerator.agency_id
            and rate.year = numerator.year
            and indicators.numerator_id = numerator.indicator_id
    inner join headlines as denominator
        on
            rate.agency_id = denominator.agency_id
            and rate.year = denominator.year
            and indicators.denominator_id = denominator.indicator_id
),

rate_quotients as (
    select
        'rate_vs_quotient' as check_name,
        fact_id,
        cast(quotient as decimal(28, 6)) as expected_value,
        rate_value as observed_value,
        case
            when not is_comparable or quotient is null then 'undecidable'
            when abs(quotient - rate_value) <= tolerance then 'consistent'
            else 'inconsistent'
        end as outcome
    from quotients
)

select * from ranges
union all
select * from rate_quotients
