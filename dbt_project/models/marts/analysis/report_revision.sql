with

facts as (
    select * from {{ ref('int_revisions__facts') }}
),

sentences as (
    select * from {{ ref('stg_revisions') }}
),

reports as (
    select * from {{ ref('dim_report') }}
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

indicators as (
    select * from {{ ref('dim_indicator') }}
),

pairs as (
    select
        newer.document_id,
        older.document_id as older_document_id,
        newer.agency_id,
        newer.year,
        older.report_id as old_report_id,
        newer.report_id as new_report_id,
        older.version as old_version,
        newer.version as new_version
    from reports as newer
    inner join reports as older on newer.supersedes_report_id = older.report_id
),

of_sentences as (
    select
        pairs.*,
        '句子' as subject_zh,
        sentences.change,
        sentences.old_sentence,
        sentences.new_sentence,
        cast(null as varchar) as indicator_id,
        cast(null as varchar) as measure,
        cast(null as varchar) as unit,
        cast(null as decimal(28, 6)) as old_value,
        cast(null as decimal(28, 6)) as new_value,
        cast(null as varchar) as old_surface,
        cast(null as varchar) as new_surface,
        cast(null as varchar) as old_fact_id,
        cast(null as varchar) as new_fact_id,
        sentences.old_start,
        sentences.new_start
    from pairs
    inner join sentences
        on
            pairs.document_id = sentences.document_id
            and pairs.older_document_id = sentences.older_document_id
),

of_facts as (
    select
        pairs.*,
        '事实' as subject_zh,
        facts.change,
        facts.old_sentence,
        facts.new_sentence,
        facts.indicator_id,
        facts.measure,
        facts.unit,
        facts.old_value,
        facts.new_value,
        facts.old_surface,
        facts.new_surface,
        facts.old_fact_id,
        facts.new_fact_id,
        facts.old_start,
        facts.new_start
    from pairs
    inner join facts on pairs.document_id = facts.document_id
),

revisions as (
    select * from of_sentences
    union all
    select * from of_facts
)

select
    {{ content_id([
        'revisions.document_id', 'revisions.subject_zh', 'revisions.old_start', 'revisions.new_start',
        'revisions.old_fact_id', 'revisions.new_fact_id', 'revisions.change',
    ]) }} as revision_id,
    revisions.agency_id,
    agencies.full_name_zh as agency_zh,
    revisions.year,
    revisions.old_version,
    revisions.new_version,
    revisions.subject_zh,
    case revisions.change
        when 'added' then '新增'
        when 'removed' then '删除'
        when 'changed' then '改动'
        when 'moved' then '移位'
    end as change_zh,
    revisions.old_sentence,
    revisions.new_sentence,
    revisions.indicator_id,
    indicators.name_zh as indicator_zh,
    revisions.measure,
    revisions.unit,
    revisions.old_value,
    revisions.new_value,
    revisions.old_surface,
    revisions.new_surface,
    revisions.old_fact_id,
    revisions.new_fact_id,
    revisions.old_start,
    revisions.new_start,
    revisions.old_report_id,
    revisions.new_report_id
from revisions
inner join agencies on revisions.agency_id = agencies.agency_id
left join indicators on revisions.indicator_id = indicators.indicator_id
order by
    agencies.full_name_zh, revisions.year, revisions.new_version, revisions.subject_zh,
    coalesce(revisions.new_start, revisions.old_start), revision_id
