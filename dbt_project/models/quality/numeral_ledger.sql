with

ledger as (
    select * from {{ ref('stg_ledger') }}
),

reports as (
    select * from {{ ref('dim_report') }}
)

select
    ledger.document_id,
    reports.report_id,
    reports.source_file,
    ledger.digit_cnt,
    ledger.digit_mention_cnt,
    ledger.numeral_cnt,
    ledger.numeral_mention_cnt,
    ledger.numeral_lexical_cnt,
    ledger.mention_cnt,
    ledger.fact_cnt,
    ledger.mapped_fact_cnt,
    ledger.digit_cnt = ledger.digit_mention_cnt
    and ledger.numeral_cnt = ledger.numeral_mention_cnt + ledger.numeral_lexical_cnt as is_balanced,
    ledger.extractor_version,
    ledger.dictionary_hash,
    ledger.extraction_key
from ledger
inner join reports on ledger.document_id = reports.document_id
order by reports.source_file
