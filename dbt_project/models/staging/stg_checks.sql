with

source as (
    select * from {{ source('lake', 'checks') }}
),

renamed as (
    select
        source.step,
        source.check_name,
        source.table_name,
        source.column_name,
        source.severity,
        source.passed,
        source.expected,
        source.observed,
        source.checked_cnt,
        source.failed_cnt,
        source.reason_zh
    from source
)

select * from renamed
