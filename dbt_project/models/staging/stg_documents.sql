-- The text itself stays in the lake: no mart needs it, and a view that carries it would be read with every scan.
with

source as (
    select * from {{ source('lake', 'documents') }}
),

renamed as (
    select
        source.document_id,
        source.source_file,
        source.input_key,
        source.reader_version,
        source.text_sha256,
        source.encoding,
        source.chars,
        source.is_recognised,
        source.recognised_pages,
        source.recognition_confidence,
        source.recogniser,
        source.layout_sha256,
        source.words_sha256,
        source.word_chars,
        source.genre,
        source.genre_evidence,
        source.is_report,
        source.title,
        source.agency_name_zh,
        source.agency_full_name_zh,
        source.agency_level,
        source.agency_function_zh,
        source.agency_evidence,
        source.region_code,
        source.town_code,
        source.year,
        source.year_evidence,
        source.published_date,
        source.published_date_evidence,
        source.completed_date,
        source.completed_date_evidence,
        source.disagreements_zh,
        source.index_no
    from source
)

select * from renamed
