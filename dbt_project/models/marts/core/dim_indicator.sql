with

indicators as (
    select * from {{ ref('indicators') }}
),

defined as (
    select
        indicator_id,
        name_zh,
        name_en,
        system_code,
        topic,
        cast(parent_id as varchar) as parent_id,
        coalesce(canonical_unit, '') as canonical_unit,
        measure_type,
        agg_over_time,
        agg_over_agency,
        polarity,
        definition_zh,
        cast(numerator_id as varchar) as numerator_id,
        cast(denominator_id as varchar) as denominator_id,
        unit_family
    from indicators
),

-- Facts that fit no definition point here, so that a join with the dictionary loses none of them.
unmapped as (
    select
        'unmapped' as indicator_id,
        '未对应指标' as name_zh,
        'Unmapped' as name_en,
        'U' as system_code,
        'unmapped' as topic,
        null as parent_id,
        '' as canonical_unit,
        'none' as measure_type,
        'none' as agg_over_time,
        'none' as agg_over_agency,
        'neutral' as polarity,
        '抽取出的数字没有相符的指标定义;不参与汇总' as definition_zh,
        null as numerator_id,
        null as denominator_id,
        'none' as unit_family
),

all_indicators as (
    select * from defined
    union all
    select * from unmapped
)

select * from all_indicators
order by indicator_id
