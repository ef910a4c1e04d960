with

reports as (
    select * from {{ ref('int_reports__versioned') }}
)

-- What the fact rows of a document depend on: its extraction, the body and year it is filed under, and the code. A row
-- of the fact tables is valid as long as its load key is in this list.
select
    document_id,
    report_id,
    agency_id,
    year,
    {{ content_id(['extraction_key', 'report_id', 'agency_id', 'year', "'" ~ fact_code_key() ~ "'"]) }} as load_key
from reports
