with

checked as (
    select * from {{ ref('int_consistency__of_which') }}
    union all
    select * from {{ ref('int_consistency__rates') }}
),

facts as (
    select * from {{ ref('fct_fact') }}
)

-- What the sources themselves get wrong is shown, never mended: an inconsistent row is a finding, not a failure.
select
    {{ content_id(['checked.check_name', 'checked.fact_id']) }} as consistency_id,
    checked.check_name,
    checked.outcome,
    checked.fact_id,
    facts.report_id,
    facts.agency_id,
    facts.year,
    facts.indicator_id,
    facts.measure,
    cast(checked.expected_value as decimal(28, 6)) as expected_value,
    cast(checked.observed_value as decimal(28, 6)) as observed_value,
    facts.unit,
    facts.surface,
    facts.sentence,
    facts.corrected_by
from checked
inner join facts on checked.fact_id = facts.fact_id
order by checked.check_name, facts.report_id, facts.char_start, checked.fact_id
