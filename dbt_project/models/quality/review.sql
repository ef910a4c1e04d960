-- What a person should look at: reports whose body or year could not be told (refused), and those taken in whose region
-- stayed open, whose year and dates disagree, or with figures that were read from an image and may be wrong. fill_in
-- says which columns of raw/sources.csv settle it.
with

rejected as (
    select * from {{ ref('stg_rejected') }}
),

documents as (
    select * from {{ ref('stg_documents') }}
),

facts as (
    select * from {{ ref('fct_fact') }}
    where recognition_confidence < 0.8 and corrected_by is null
),

refused as (
    select
        source_file,
        document_id,
        case when reason_code in ('no_year', 'year_ambiguous') then 'year' else 'body' end as subject,
        reason_code,
        reason_zh,
        found,
        hint_zh,
        true as is_blocking
    from rejected
    where
        stage = 'reading'
        and reason_code in ('no_agency', 'agency_ambiguous', 'override_invalid', 'no_year', 'year_ambiguous')
),

-- Zones have no division of their own; their evidence says so.
without_region as (
    select
        source_file,
        document_id,
        'region' as subject,
        'region_open' as reason_code,
        '未能判定机关的行政区划' as reason_zh,
        agency_evidence as found,
        '填写冠以上级区划的机关全称,如 北京市朝阳区教育局' as hint_zh,
        false as is_blocking
    from documents
    where is_report and region_code is null and agency_evidence not like '%GB/T 2260 无代码%'
),

disagreeing as (
    select
        source_file,
        document_id,
        'dates' as subject,
        'dates_disagree' as reason_code,
        '年度与日期不一致' as reason_zh,
        disagreements_zh as found,
        '核对原文;年度有误时填写 override_year,发布日期有误时填写 published_date' as hint_zh,
        false as is_blocking
    from documents
    where disagreements_zh is not null
),

unsure as (
    select
        documents.source_file,
        facts.document_id,
        'figures' as subject,
        'figures_unsure' as reason_code,
        '识别所得的数字把握不足八成' as reason_zh,
        count(*) || ' 个数字,最无把握者:' || array_to_string(
            list_slice(
                list(
                    concat(
                        facts.surface, '(第 ', facts.page, ' 页,',
                        cast(round(100 * facts.recognition_confidence) as integer), '%)'
                    )
                    order by facts.recognition_confidence, facts.char_start
                ),
                1,
                10
            ),
            '、'
        ) as found,
        '对照扫描件核对;有误时在 raw/corrections.csv 中更正' as hint_zh,
        false as is_blocking
    from facts
    inner join documents on facts.document_id = documents.document_id
    group by documents.source_file, facts.document_id
),

reviewed as (
    select * from refused
    union all
    select * from without_region
    union all
    select * from disagreeing
    union all
    select * from unsure
)

select
    source_file,
    document_id,
    subject,
    reason_code,
    reason_zh,
    found,
    hint_zh,
    case subject
        when 'year' then 'override_year, override_reason'
        when 'figures' then 'raw/corrections.csv'
        when 'dates' then 'override_year, override_reason, published_date'
        else 'override_agency, override_reason'
    end as fill_in,
    is_blocking
from reviewed
order by source_file, subject
