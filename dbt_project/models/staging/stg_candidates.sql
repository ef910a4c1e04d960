with

source as (
    select * from {{ source('lake', 'candidates') }}
),

renamed as (
    select
        source.document_id,
        source.candidate_no,
        source.candidate_field,
        source.candidate_value,
        source.place,
        source.weight,
        source.is_chosen
    from source
)

select * from renamed
