with

ledger as (
    select * from {{ ref('stg_ledger') }}
),

documents as (
    select * from {{ ref('dim_document') }}
)

select
    ledger.document_id,
    documents.report_id,
    documents.source_file,
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
inner join documents on ledger.document_id = documents.document_id
order by documents.source_file
