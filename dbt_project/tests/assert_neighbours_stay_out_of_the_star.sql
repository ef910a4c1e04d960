-- A figure of an interpretation or a work plan beside the report's own would count twice or count what never was.
with

neighbours as (
    select document_id from {{ ref('dim_document') }}
    where not is_report
)

select neighbours.document_id
from neighbours
inner join {{ ref('dim_report') }} as reports on neighbours.document_id = reports.document_id
union all
select neighbours.document_id
from neighbours
inner join {{ ref('fct_mention') }} as mentions on neighbours.document_id = mentions.document_id
union all
select neighbours.document_id
from neighbours
inner join {{ ref('fct_fact') }} as facts on neighbours.document_id = facts.document_id
