with

copies as (
    select * from {{ ref('stg_copies') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

landing as (
    select * from {{ ref('stg_landing') }}
),

reports as (
    select * from {{ ref('int_reports__versioned') }}
),

-- What was read: the text that speaks for a report, and texts found to be the same.
read_files as (
    select
        documents.source_file,
        copies.document_id,
        copies.chosen_document_id,
        copies.is_best,
        case when copies.is_best then 'chosen' else copies.sameness end as sameness,
        copies.similarity,
        copies.why_zh
    from copies
    inner join documents on copies.document_id = documents.document_id
),

-- What was not even read: the same bytes under another path.
repeated_files as (
    select
        landing.source_file,
        read_files.document_id,
        read_files.chosen_document_id,
        false as is_best,
        'same_bytes' as sameness,
        cast(1 as double) as similarity,
        '与 ' || landing.duplicate_of || ' 逐字节相同' as why_zh
    from landing
    inner join read_files
        on
            landing.document_id = read_files.document_id
            and landing.source_file <> read_files.source_file
    where landing.duplicate_of is not null
),

files as (
    select * from read_files
    union all
    select * from repeated_files
)

select
    files.source_file,
    files.document_id,
    reports.report_id,
    files.is_best,
    files.sameness,
    files.similarity,
    files.why_zh,
    landing.media_type,
    landing.origin_url,
    landing.publisher,
    landing.published_date as registered_date,
    files.chosen_document_id
from files
inner join landing on files.source_file = landing.source_file
left join reports on files.chosen_document_id = reports.document_id
order by files.chosen_document_id asc, files.is_best desc, files.source_file asc
