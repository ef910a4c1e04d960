with

source as (
    select * from {{ source('lake', 'ledger') }}
),

renamed as (
    select
        source.document_id,
        source.extraction_key,
        source.extractor_version,
        source.dictionary_hash,
        source.digit_cnt,
        source.digit_mention_cnt,
        source.numeral_cnt,
        source.numeral_mention_cnt,
        source.numeral_lexical_cnt,
        source.mention_cnt,
        source.fact_cnt,
        source.mapped_fact_cnt
    from source
)

select * from renamed
