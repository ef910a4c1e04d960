with

landing as (
    select count(*) as row_cnt from {{ ref('stg_landing') }}
),

documents as (
    select count(*) as row_cnt from {{ ref('stg_documents') }}
),

-- A copy with the same bytes is read once, under the path that sorts first; it is neither lost nor refused.
duplicates as (
    select count(*) as row_cnt
    from {{ ref('stg_landing') }} as landed
    anti join {{ ref('stg_rejected') }} as rejected on landed.source_file = rejected.source_file
    where landed.duplicate_of is not null
),

-- A copy of a text that is held already is read and listed; the text that speaks is extracted.
copies as (
    select count(*) as row_cnt
    from {{ ref('stg_copies') }} as copies
    where not copies.is_best
),

-- A neighbour is read and registered; its figures are extracted on request only, and never loaded.
neighbours as (
    select documents.document_id
    from {{ ref('stg_documents') }} as documents
    where not documents.is_report
),

neighbour_counts as (
    select
        count(*) filter (ledger.document_id is null and rejected.document_id is null) as unextracted_cnt,
        count(ledger.document_id) as extracted_cnt,
        coalesce(sum(ledger.mention_cnt), 0) as mention_cnt,
        coalesce(sum(ledger.fact_cnt), 0) as fact_cnt
    from neighbours
    left join {{ ref('stg_ledger') }} as ledger on neighbours.document_id = ledger.document_id
    left join {{ ref('stg_rejected') }} as rejected
        on neighbours.document_id = rejected.document_id and rejected.stage = 'extraction'
),

-- What has no bytes (a row of sources.csv without its file, a file that cannot be opened) did not land.
rejected_before_extraction as (
    select count(distinct source_file) as row_cnt
    from {{ ref('stg_rejected') }}
    where stage <> 'extraction' and document_id is not null
),

rejected_at_extraction as (
    select count(distinct document_id) as row_cnt
    from {{ ref('stg_rejected') }}
    where stage = 'extraction'
),

ledger as (
    select
        count(*) as row_cnt,
        coalesce(sum(mention_cnt), 0) as mention_cnt,
        coalesce(sum(fact_cnt), 0) as fact_cnt
    from {{ ref('stg_ledger') }}
),

mentions as (
    select
        count(*) as row_cnt,
        count(*) filter (kind = 'fact') as fact_cnt
    from {{ ref('stg_mentions') }}
),

reports as (
    select count(*) as row_cnt from {{ ref('dim_report') }}
),

loaded_mentions as (
    select count(*) as row_cnt from {{ ref('fct_mention') }}
),

loaded_facts as (
    select count(*) as row_cnt from {{ ref('fct_fact') }}
),

dropped_facts as (
    select coalesce(sum(dropped_fact_cnt), 0) as row_cnt from {{ ref('int_documents__corrections') }}
),

corrections as (
    select count(*) as row_cnt from {{ ref('stg_corrections') }}
),

correction_outcomes as (
    select count(*) as row_cnt from {{ ref('correction') }}
),

arrows as (
    select
        1 as arrow_no,
        'landing → documents' as arrow,
        '落地文件 = 读出的文件 + 被拒文件 + 内容相同的副本' as rule_zh,
        landing.row_cnt as in_cnt,
        documents.row_cnt as out_cnt,
        rejected_before_extraction.row_cnt as rejected_cnt,
        duplicates.row_cnt as duplicate_cnt,
        0 as set_aside_cnt
    from landing
    cross join documents
    cross join rejected_before_extraction
    cross join duplicates
    union all
    select
        2 as arrow_no,
        'documents → ledger' as arrow,
        '读出的文件 = 抽取过的文件 + 抽取时被拒的文件 + 同一报告的副本 + 未要求抽取的邻近文种' as rule_zh,
        documents.row_cnt as in_cnt,
        ledger.row_cnt as out_cnt,
        rejected_at_extraction.row_cnt as rejected_cnt,
        copies.row_cnt as duplicate_cnt,
        neighbour_counts.unextracted_cnt as set_aside_cnt
    from documents
    cross join ledger
    cross join rejected_at_extraction
    cross join copies
    cross join neighbour_counts
    union all
    select
        3 as arrow_no,
        'ledger → dim_report' as arrow,
        '抽取过的文件 = 报告版本 + 抽取过的邻近文种' as rule_zh,
        ledger.row_cnt as in_cnt,
        reports.row_cnt as out_cnt,
        0 as rejected_cnt,
        0 as duplicate_cnt,
        neighbour_counts.extracted_cnt as set_aside_cnt
    from ledger
    cross join reports
    cross join neighbour_counts
    union all
    select
        4 as arrow_no,
        'ledger → mentions' as arrow,
        '台账所记提及数 = 湖中提及行数' as rule_zh,
        ledger.mention_cnt as in_cnt,
        mentions.row_cnt as out_cnt,
        0 as rejected_cnt,
        0 as duplicate_cnt,
        0 as set_aside_cnt
    from ledger
    cross join mentions
    union all
    select
        5 as arrow_no,
        'mentions → fct_mention' as arrow,
        '湖中提及行数 = 入库提及行数 + 邻近文种的提及' as rule_zh,
        mentions.row_cnt as in_cnt,
        loaded_mentions.row_cnt as out_cnt,
        0 as rejected_cnt,
        0 as duplicate_cnt,
        neighbour_counts.mention_cnt as set_aside_cnt
    from mentions
    cross join loaded_mentions
    cross join neighbour_counts
    union all
    select
        6 as arrow_no,
        'ledger → facts' as arrow,
        '台账所记事实数 = 湖中事实行数' as rule_zh,
        ledger.fact_cnt as in_cnt,
        mentions.fact_cnt as out_cnt,
        0 as rejected_cnt,
        0 as duplicate_cnt,
        0 as set_aside_cnt
    from ledger
    cross join mentions
    union all
    select
        7 as arrow_no,
        'facts → fct_fact' as arrow,
        '湖中事实行数 = 入库事实行数 + 更正撤下的事实 + 邻近文种的事实' as rule_zh,
        mentions.fact_cnt as in_cnt,
        loaded_facts.row_cnt as out_cnt,
        dropped_facts.row_cnt as rejected_cnt,
        0 as duplicate_cnt,
        neighbour_counts.fact_cnt as set_aside_cnt
    from mentions
    cross join loaded_facts
    cross join dropped_facts
    cross join neighbour_counts
    union all
    select
        8 as arrow_no,
        'corrections → correction' as arrow,
        '每条更正恰有一个结果' as rule_zh,
        corrections.row_cnt as in_cnt,
        correction_outcomes.row_cnt as out_cnt,
        0 as rejected_cnt,
        0 as duplicate_cnt,
        0 as set_aside_cnt
    from corrections
    cross join correction_outcomes
)

select
    arrow,
    cast(arrow_no as integer) as arrow_no,
    rule_zh,
    cast(in_cnt as bigint) as in_cnt,
    cast(out_cnt as bigint) as out_cnt,
    cast(rejected_cnt as bigint) as rejected_cnt,
    cast(duplicate_cnt as bigint) as duplicate_cnt,
    cast(set_aside_cnt as bigint) as set_aside_cnt,
    cast(in_cnt - out_cnt - rejected_cnt - duplicate_cnt - set_aside_cnt as bigint) as difference_cnt,
    in_cnt = out_cnt + rejected_cnt + duplicate_cnt + set_aside_cnt as is_balanced
from arrows
order by arrow_no
