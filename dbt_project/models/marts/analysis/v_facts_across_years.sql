with

facts as (
    select
        *,
        case
            when value_kind = 'change' then 'growth'
            when status = 'prior' then 'restated'
            when status = 'planned' then 'plan'
        end as across_kind
    from {{ ref('fct_fact') }}
    where
        is_current
        and indicator_id <> 'unmapped'
        -- a growth that is planned, or was that of another year, compares other years
        and (
            (value_kind = 'change' and status = 'achieved')
            or (value_kind = 'level' and status in ('prior', 'planned'))
        )
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

headlines as not materialized (
    select * from {{ ref('v_indicator_values') }}
),

-- a body's report of a year, under whatever name it had then
body_years as (
    select
        agencies.body_id,
        scorecards.agency_id,
        scorecards.year,
        scorecards.report_state
    from {{ ref('v_agency_year_scorecard') }} as scorecards
    inner join agencies on scorecards.agency_id = agencies.agency_id
    qualify
        row_number() over (
            partition by agencies.body_id, scorecards.year
            order by scorecards.report_state <> 'held', scorecards.agency_id
        ) = 1
),

told as (
    select
        facts.*,
        agencies.full_name_zh as agency_zh,
        agencies.body_id,
        case facts.across_kind
            -- one that compares with another time says so in its qualifier (较2017年, 环比)
            when 'growth' then case when coalesce(facts.qualifier, '') = '' then facts.year - 1 end
            when 'plan' then facts.year + 1
            else try_cast(replace(facts.period, 'prior:', '') as integer)
        end as other_year
    from facts
    inner join agencies on facts.agency_id = agencies.agency_id
)

-- Each such figure beside what the reports of both years say of the indicator: to look them up for every question anew
-- means to go through all figures twice.
select
    told.fact_id,
    told.across_kind,
    told.agency_id,
    told.agency_zh,
    told.body_id,
    told.year,
    told.other_year,
    told.indicator_id,
    indicators.name_zh as indicator_zh,
    told.value,
    told.comparator,
    told.unit,
    told.scope,
    told.sentence,
    own.fact_id as own_headline_fact_id,
    own.value as own_headline_value,
    own.comparator as own_headline_comparator,
    own.scope as own_headline_scope,
    other_years.report_state as other_report_state,
    others.fact_id as other_headline_fact_id,
    others.value as other_headline_value,
    others.comparator as other_headline_comparator,
    others.scope as other_headline_scope,
    others.sentence as other_headline_sentence
from told
inner join indicators on told.indicator_id = indicators.indicator_id
left join headlines as own
    on told.agency_id = own.agency_id and told.year = own.year and told.indicator_id = own.indicator_id
left join body_years as other_years on told.body_id = other_years.body_id and told.other_year = other_years.year
left join headlines as others
    on
        other_years.agency_id = others.agency_id and other_years.year = others.year
        and told.indicator_id = others.indicator_id
order by told.agency_zh, told.year, told.report_id, told.char_start, told.fact_id
