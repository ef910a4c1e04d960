-- Which names are one body over time: names of one place and one function, before and after a reform that only renamed
-- the body. Names that report for the same year are different bodies, whatever the reforms say.
with

named as (
    select * from {{ ref('int_agencies__named') }}
),

places as (
    select * from {{ ref('int_regions__lines') }}
),

rules as (
    select * from {{ ref('int_agencies__successions') }}
),

renamed as (
    select
        agency_id,
        min(new_function_zh) as new_function_zh
    from rules
    where succession_type = 'same_body'
    group by agency_id
),

-- 工商局 and 质监局 both became 市场监管局: of one function with it and with each other, but not one body
merged as (
    select
        rules.agency_id,
        min(rules.deciding_word) as deciding_word
    from rules
    inner join named on rules.agency_id = named.agency_id and rules.new_function_zh = named.function_zh
    where rules.succession_type <> 'same_body'
    group by rules.agency_id
),

keyed as (
    select
        named.agency_id,
        coalesce(places.line_code, named.town_code, named.region_code) as line_code,
        coalesce(renamed.new_function_zh, named.function_zh) as body_function_zh,
        case
            -- 综合行政执法支队 is a part of its bureau; a town that no table has stands under its county with all others
            when
                named.region_code is null
                or named.function_zh is null
                or regexp_matches(named.office_name_zh, '(支队|大队|总队|中心|所|站)$')
                or (named.level = '乡' and named.town_code is null)
                then named.agency_id
            else
                {{ content_id([
                    "'body'",
                    'coalesce(places.line_code, named.town_code, named.region_code)',
                    'coalesce(renamed.new_function_zh, named.function_zh)',
                    'merged.deciding_word',
                ]) }}
        end as group_id
    from named
    left join places on named.region_code = places.region_code and named.town_code is null
    left join renamed on named.agency_id = renamed.agency_id
    left join merged on named.agency_id = merged.agency_id
),

shared_years as (
    select keyed.group_id
    from {{ ref('int_documents__issuers') }} as documents
    inner join keyed on documents.agency_id = keyed.agency_id
    group by keyed.group_id, documents.year
    having count(distinct documents.agency_id) > 1
),

apart as (
    select distinct group_id from shared_years
)

select
    keyed.agency_id,
    keyed.line_code,
    keyed.body_function_zh,
    case when apart.group_id is null then keyed.group_id else keyed.agency_id end as body_id
from keyed
left join apart on keyed.group_id = apart.group_id
