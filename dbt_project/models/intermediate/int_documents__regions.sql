with

documents as (
    select * from {{ ref('int_documents__reports') }}
),

regions as (
    select * from {{ ref('int_regions') }}
),

-- The version of the region in force in the report year; a code that was in force in other years only still names the
-- place, so its latest version is better than none.
matched as (
    select
        documents.document_id,
        regions.region_id,
        regions.name_zh as region_name_zh,
        regions.code_scheme
    from documents
    inner join regions on documents.region_code = regions.region_code
    qualify row_number() over (
        partition by documents.document_id
        order by
            (documents.year between coalesce(regions.valid_from, 0) and coalesce(regions.valid_to, 9999)) desc,
            regions.valid_from desc nulls last
    ) = 1
)

select
    documents.document_id,
    documents.region_code,
    documents.town_code,
    -- a town's own row comes before that of its county
    coalesce(towns.region_id, matched.region_id) as region_id,
    matched.region_name_zh,
    case
        when documents.region_code is null then '无'
        when matched.region_id is null then '未列代码'
        else coalesce(towns.code_scheme, matched.code_scheme)
    end as code_scheme
from documents
left join matched on documents.document_id = matched.document_id
left join regions as towns on documents.town_code = towns.region_code
