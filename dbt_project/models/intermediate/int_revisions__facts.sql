with

facts as (
    select * from {{ ref('fct_fact') }}
),

-- Each version of a report and the one before it.
pairs as (
    select
        document_id as new_document_id,
        supersedes_document_id as old_document_id
    from {{ ref('int_reports__versioned') }}
    where supersedes_document_id is not null
),

of_both as (
    select
        pairs.new_document_id,
        facts.document_id = pairs.new_document_id as is_new,
        facts.*
    from pairs
    inner join facts on facts.document_id in (pairs.new_document_id, pairs.old_document_id)
),

-- A fact that says the same in both is no difference; if a report says it twice, each time counts.
repeated as (
    select
        *,
        row_number() over (
            partition by
                new_document_id, is_new, indicator_id, measure, unit, value, low, high, comparator, value_kind, status,
                scope, period, qualifier
            order by char_start, fact_id
        ) as occurrence_no
    from of_both
),

differing as (
    select *
    from repeated
    qualify count(*) over (
        partition by
            new_document_id, indicator_id, measure, unit, value, low, high, comparator, value_kind, status, scope,
            period, qualifier, occurrence_no
    ) = 1
),

-- Of what is left, facts on one measure are one fact that was changed, in the order of the texts.
numbered as (
    select
        *,
        row_number() over (
            partition by new_document_id, is_new, indicator_id, measure, unit, value_kind
            order by char_start, fact_id
        ) as measure_no
    from differing
),

gone as (
    select * from numbered
    where not is_new
),

come as (
    select * from numbered
    where is_new
)

select
    coalesce(come.new_document_id, gone.new_document_id) as document_id,
    case
        when gone.fact_id is null then 'added'
        when come.fact_id is null then 'removed'
        else 'changed'
    end as change,
    gone.sentence as old_sentence,
    come.sentence as new_sentence,
    coalesce(come.indicator_id, gone.indicator_id) as indicator_id,
    coalesce(come.measure, gone.measure) as measure,
    coalesce(come.unit, gone.unit) as unit,
    gone.value as old_value,
    come.value as new_value,
    gone.surface as old_surface,
    come.surface as new_surface,
    gone.fact_id as old_fact_id,
    come.fact_id as new_fact_id,
    gone.char_start as old_start,
    come.char_start as new_start
from gone
full outer join come
    on
        gone.new_document_id = come.new_document_id
        and gone.indicator_id = come.indicator_id
        and gone.measure = come.measure
        and gone.unit = come.unit
        and gone.value_kind = come.value_kind
        and gone.measure_no = come.measure_no
