with

documents as (
    select * from {{ ref('int_documents__reports') }}
),

issuers as (
    select
        issuers.document_id,
        issuers.issuer_no,
        issuers.region_code,
        issuers.town_code,
        documents.year
    from {{ ref('stg_issuers') }} as issuers
    inner join documents on issuers.document_id = documents.document_id
),

regions as (
    select * from {{ ref('int_regions') }}
),

-- The version of the region in force in the report year; a code that was in force in other years only still names the
-- place, so its latest version is better than none.
matched as (
    select
        issuers.document_id,
        issuers.issuer_no,
        regions.region_id,
        regions.code_scheme
    from issuers
    inner join regions on issuers.region_code = regions.region_code
    qualify row_number() over (
        partition by issuers.document_id, issuers.issuer_no
        order by
            (issuers.year between coalesce(regions.valid_from, 0) and coalesce(regions.valid_to, 9999)) desc,
            regions.valid_from desc nulls last
    ) = 1
)

select
    issuers.document_id,
    issuers.issuer_no,
    -- a town's own row comes before that of its county
    coalesce(towns.region_id, matched.region_id) as region_id,
    case
        when issuers.region_code is null then '无'
        when matched.region_id is null then '未列代码'
        else coalesce(towns.code_scheme, matched.code_scheme)
    end as code_scheme
from issuers
left join matched
    on
        issuers.document_id = matched.document_id
        and issuers.issuer_no = matched.issuer_no
left join regions as towns on issuers.town_code = towns.region_code
