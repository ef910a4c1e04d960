with

facts as (
    select * from {{ ref('fct_fact') }}
),

reports as (
    select * from {{ ref('dim_report') }}
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

regions as (
    select * from {{ ref('dim_region') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

systems as (
    select * from {{ ref('dim_system') }}
),

headlines as (
    select * from {{ ref('fct_indicator_year') }}
    where fact_id is not null
),

failed as (
    select
        fact_id,
        string_agg(check_name, '、' order by check_name) as failed_checks
    from {{ ref('consistency') }}
    where outcome = 'inconsistent'
    group by fact_id
)

select
    facts.fact_id,
    agencies.full_name_zh as agency_zh,
    agencies.level as agency_level,
    agencies.function_zh as agency_function_zh,
    regions.region_code,
    regions.full_name_zh as region_zh,
    facts.year,
    facts.indicator_id,
    indicators.name_zh as indicator_zh,
    indicators.name_en as indicator_en,
    indicators.system_code,
    systems.name_zh as system_zh,
    indicators.topic,
    facts.measure,
    facts.value,
    facts.low,
    facts.high,
    facts.comparator,
    facts.unit,
    facts.value_kind,
    facts.status,
    facts.scope,
    facts.period,
    facts.relation,
    facts.qualifier,
    facts.surface,
    facts.sentence,
    facts.section_path,
    facts.page,
    facts.recognition_confidence,
    facts.section_role,
    headlines.fact_id is not null as is_headline,
    reports.version as report_version,
    reports.is_current as is_current_report,
    reports.published_date,
    reports.source_file,
    reports.origin_url,
    facts.char_start,
    facts.char_end,
    facts.parent_fact_id,
    facts.rule_id,
    facts.confidence,
    facts.arithmetic,
    failed.failed_checks,
    facts.agency_id,
    facts.report_id,
    facts.corrected_by,
    facts.correction_action,
    facts.correction_evidence,
    facts.value_extracted,
    facts.low_extracted,
    facts.high_extracted,
    facts.comparator_extracted,
    facts.unit_extracted,
    facts.indicator_id_extracted,
    facts.scope_extracted
from facts
inner join reports on facts.report_id = reports.report_id
inner join agencies on facts.agency_id = agencies.agency_id
left join regions on agencies.region_id = regions.region_id
left join indicators on facts.indicator_id = indicators.indicator_id
left join systems on indicators.system_code = systems.system_code
left join headlines on facts.fact_id = headlines.fact_id
left join failed on facts.fact_id = failed.fact_id
