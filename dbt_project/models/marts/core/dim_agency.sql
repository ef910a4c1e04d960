with

agencies as (
    select * from {{ ref('int_agencies__versioned') }}
)

select
    agency_id,
    name_zh,
    full_name_zh,
    level,
    function_zh,
    region_id,
    code_scheme,
    valid_from,
    valid_to,
    is_current,
    body_id,
    first_year,
    last_year,
    name_evidence,
    validity_evidence
from agencies
order by full_name_zh, agency_id
