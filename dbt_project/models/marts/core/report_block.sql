{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='document_id',
        on_schema_change='append_new_columns',
        pre_hook='{{ delete_stale_documents() }}',
    )
}}

with

load_keys as (
    select * from {{ ref('int_documents__load_keys') }}
    {% if is_incremental() %}
    where load_key not in (select this.load_key from {{ this }} as this)
    {% endif %}
),

blocks as (
    select * from {{ ref('stg_blocks') }}
),

texts as (
    select * from {{ ref('stg_document_texts') }}
),

cells as (
    select * from {{ ref('stg_table_cells') }}
)

-- Between two blocks there are only line ends, so the blocks in order are the report as it was published.
select
    load_keys.report_id,
    blocks.block_no,
    blocks.kind,
    blocks.char_start,
    blocks.char_end,
    -- offsets are code points and count from 0, substring counts from 1
    substring(texts.document_text, blocks.char_start + 1, blocks.char_end - blocks.char_start) as block_text,
    blocks.page,
    blocks.box_left,
    blocks.box_top,
    blocks.box_right,
    blocks.box_bottom,
    cells.table_no,
    cells.row_no,
    cells.column_no,
    cells.row_span,
    cells.column_span,
    cells.is_heading,
    load_keys.document_id,
    load_keys.load_key
from load_keys
inner join blocks on load_keys.document_id = blocks.document_id
inner join texts on load_keys.document_id = texts.document_id
left join cells
    on
        blocks.document_id = cells.document_id
        and blocks.char_start = cells.char_start
        and blocks.char_end = cells.char_end
