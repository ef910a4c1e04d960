with

documents as (
    select * from {{ ref('int_documents__reports') }}
),

document_regions as (
    select * from {{ ref('int_documents__regions') }}
),

-- 福田区应急管理局 and 深圳市福田区应急管理局 are one body: what follows the region's name is the office, and region and
-- office together are the body. A name without its region in it is taken whole.
offices as (
    select
        documents.document_id,
        documents.year,
        documents.agency_name_zh,
        documents.agency_full_name_zh,
        documents.agency_level,
        documents.agency_function_zh,
        document_regions.region_code,
        document_regions.town_code,
        document_regions.region_id,
        document_regions.code_scheme,
        coalesce(
            nullif(
                case
                    when contains(documents.agency_full_name_zh, document_regions.region_name_zh)
                        then regexp_replace(
                            documents.agency_full_name_zh,
                            '^.*' || regexp_escape(document_regions.region_name_zh),
                            ''
                        )
                end,
                ''
            ),
            documents.agency_full_name_zh
        ) as office_name_zh
    from documents
    inner join document_regions on documents.document_id = document_regions.document_id
)

select
    {{ content_id(['region_code', 'office_name_zh']) }} as agency_id,
    *
from offices
