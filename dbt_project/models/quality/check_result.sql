with

checks as (
    select * from {{ ref('stg_checks') }}
),

-- One column may be held to the same kind of expectation twice, with other bounds.
numbered as (
    select
        *,
        row_number() over (
            partition by step, check_name, table_name, column_name
            order by expected, observed, reason_zh
        ) as occurrence_no
    from checks
)

select
    {{ content_id(['step', 'check_name', 'table_name', 'column_name', 'occurrence_no']) }} as check_result_id,
    step,
    check_name,
    table_name,
    column_name,
    severity,
    passed,
    expected,
    observed,
    checked_cnt,
    failed_cnt,
    reason_zh
from numbered
order by step, table_name, check_name, column_name, occurrence_no
