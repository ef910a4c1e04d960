with

source as (
    select * from {{ source('lake', 'table_cells') }}
),

renamed as (
    select
        source.document_id,
        source.table_no,
        source.cell_no,
        source.start as char_start,
        source."end" as char_end,
        source.row_no,
        source.column_no,
        source.row_span,
        source.column_span,
        source.is_heading
    from source
)

select * from renamed
