with

reports as (
    select * from {{ ref('dim_report') }}
    where is_current
),

agencies as (
    select * from {{ ref('dim_agency') }}
),

blocks as (
    select * from {{ ref('report_block') }}
),

pieces as (
    select
        report_id,
        trim(unnest(string_split(translate(block_text, '；;！!？?', '。。。。。。'), '。'))) as piece
    from blocks
    where report_id in (select reports.report_id from reports)
),

-- A sentence is known by a number made of it: there are hundreds in a report, and each is compared with all others.
sentences as (
    select distinct
        report_id,
        hash(regexp_replace(piece, '[0-9]+', '#', 'g')) as sentence_key
    from pieces
    where length(piece) >= 10
),

placed as (
    select
        sentences.report_id,
        sentences.sentence_key,
        agencies.body_id,
        reports.year
    from sentences
    inner join reports on sentences.report_id = reports.report_id
    inner join agencies on reports.agency_id = agencies.agency_id
),

-- one row a sentence of a body and a year, whatever names the body reported under
of_bodies as (
    select
        body_id,
        year,
        sentence_key
    from placed
    group by body_id, year, sentence_key
),

of_several_bodies as (
    select
        year,
        sentence_key
    from of_bodies
    group by year, sentence_key
    having count(*) > 1
),

counted as (
    select
        placed.report_id,
        count(*) as sentence_cnt,
        count(earlier.sentence_key) as of_last_year_cnt,
        count(others.sentence_key) as of_others_cnt
    from placed
    left join of_bodies as earlier
        on
            placed.body_id = earlier.body_id
            and placed.year = earlier.year + 1
            and placed.sentence_key = earlier.sentence_key
    left join of_several_bodies as others
        on placed.year = others.year and placed.sentence_key = others.sentence_key
    group by placed.report_id
)

select
    counted.report_id,
    reports.agency_id,
    agencies.full_name_zh as agency_zh,
    reports.year,
    cast(counted.sentence_cnt as integer) as sentence_cnt,
    cast(counted.of_last_year_cnt as integer) as of_last_year_cnt,
    cast(counted.of_others_cnt as integer) as of_others_cnt
from counted
inner join reports on counted.report_id = reports.report_id
inner join agencies on reports.agency_id = agencies.agency_id
order by counted.report_id
