-- In which year of report a reform ended a name, and in which it began one. The plans give days by which provinces, and
-- all below them, had to be done; function_successions makes them years of report, and leaves open what cannot be said.
with

named as (
    select * from {{ ref('int_agencies__named') }}
),

rules as (
    select *
    from {{ ref('function_successions') }}
    where province_year is not null and local_year is not null
),

endings as (
    select
        named.agency_id,
        case named.level
            when '国家' then rules.change_year
            when '省' then rules.province_year
            else rules.local_year
        end as ended_year,
        concat_ws(';', rules.legal_basis, rules.timing_basis) as ended_basis
    from {{ ref('int_agencies__successions') }} as successions
    inner join named on successions.agency_id = named.agency_id
    inner join rules
        on
            successions.new_function_zh = rules.new_function_zh
            and successions.succession_type = rules.succession_type
            and successions.legal_basis = rules.legal_basis
            and list_contains(string_split(rules.old_name_pattern, '|'), successions.deciding_word)
    where successions.succession_type <> 'split'
),

-- the earliest year, and what says so of that year
ended as (
    select
        agency_id,
        min(ended_year) as ended_year,
        arg_min(ended_basis, row(ended_year, ended_basis)) as ended_basis
    from endings
    group by agency_id
),

new_words as (
    select
        *,
        unnest(string_split(new_name_pattern, '|')) as new_word
    from rules
    where new_name_pattern is not null
),

beginnings as (
    select
        named.agency_id,
        case named.level
            when '国家' then words.change_year
            when '省' then words.province_year
            else words.local_year
        end as begun_year,
        concat_ws(';', words.legal_basis, words.timing_basis) as begun_basis
    from named
    inner join new_words as words
        on
            named.function_zh = words.new_function_zh
            and contains(named.office_name_zh, words.new_word)
),

begun as (
    select
        agency_id,
        min(begun_year) as begun_year,
        arg_min(begun_basis, row(begun_year, begun_basis)) as begun_basis
    from beginnings
    group by agency_id
)

select
    named.agency_id,
    ended.ended_year,
    ended.ended_basis,
    begun.begun_year,
    begun.begun_basis
from named
left join ended on named.agency_id = ended.agency_id
left join begun on named.agency_id = begun.agency_id
where ended.ended_year is not null or begun.begun_year is not null
