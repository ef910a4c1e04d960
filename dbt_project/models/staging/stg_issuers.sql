with

source as (
    select * from {{ source('lake', 'issuers') }}
),

renamed as (
    select
        source.document_id,
        source.issuer_no,
        source.issuer_role,
        source.agency_id,
        source.agency_name_zh,
        source.agency_full_name_zh,
        source.office_name_zh,
        source.agency_level,
        source.agency_function_zh,
        source.region_code,
        source.town_code,
        source.agency_evidence
    from source
)

select * from renamed
