with

-- rules that only tell a figure from its likes name no row of their own: a fact bears the rule that named its measure
described as (
    select
        rule_id,
        decides,
        description_zh
    from {{ ref('rules') }}
    where decides <> 'fact'
),

measured as (
    select * from {{ ref('rule_precision') }}
),

fired as (
    select
        rule_id,
        count(*) as fired_cnt,
        count(distinct document_id) as fired_document_cnt
    from {{ ref('stg_mentions') }}
    group by rule_id
),

-- every rule that is described, was measured or fired here: none is lost for want of a row elsewhere
rule_ids as (
    select rule_id from described
    union
    select rule_id from measured
    union
    select rule_id from fired
)

select
    rule_ids.rule_id,
    coalesce(described.decides, 'kind') as decides,
    coalesce(described.description_zh, '尚无说明') as description_zh,
    coalesce(fired.fired_cnt, 0) as fired_cnt,
    coalesce(fired.fired_document_cnt, 0) as fired_document_cnt,
    cast(coalesce(measured.corpus_cnt, 0) as integer) as corpus_cnt,
    cast(coalesce(measured.right_cnt, 0) as integer) as right_cnt,
    cast(coalesce(measured.corpus_document_cnt, 0) as integer) as corpus_document_cnt,
    cast(measured.precision as double) as precision,
    cast(coalesce(measured.confidence, 0.5) as double) as confidence,
    case
        when coalesce(measured.corpus_cnt, 0) = 0 then 'none'
        when measured.corpus_cnt < 10 then 'rare'
        else 'measured'
    end as corpus_support,
    measured.example
from rule_ids
left join described on rule_ids.rule_id = described.rule_id
left join measured on rule_ids.rule_id = measured.rule_id
left join fired on rule_ids.rule_id = fired.rule_id
order by rule_ids.rule_id
