-- Incremental tables hold no row of a document that is gone or was extracted anew; counts alone could cancel out.
with

loaded as (
    select distinct load_key from {{ ref('fct_mention') }}
    union distinct
    select distinct load_key from {{ ref('fct_fact') }}
)

select loaded.load_key
from loaded
anti join {{ ref('int_documents__load_keys') }} as load_keys on loaded.load_key = load_keys.load_key
