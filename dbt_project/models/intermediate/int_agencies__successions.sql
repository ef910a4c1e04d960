-- What the reforms say of a body's name: the rule whose old name is the word that decides the body's function.
with

named as (
    select * from {{ ref('int_agencies__named') }}
),

words as (
    select
        function_zh,
        unnest(string_split(concat_ws('|', name_patterns, former_name_patterns), '|')) as word
    from {{ ref('functions') }}
),

-- as in reading: the earliest word decides, the longer one where two begin at the same place (农业农村 before 农业)
deciding as (
    select
        named.agency_id,
        named.function_zh,
        words.word
    from named
    inner join words
        on
            named.function_zh = words.function_zh
            and words.word <> ''
            and contains(named.office_name_zh, words.word)
    qualify row_number() over (
        partition by named.agency_id
        order by instr(named.office_name_zh, words.word), length(words.word) desc
    ) = 1
),

rules as (
    select
        *,
        unnest(string_split(old_name_pattern, '|')) as old_word
    from {{ ref('function_successions') }}
)

select
    deciding.agency_id,
    deciding.word as deciding_word,
    rules.new_function_zh,
    rules.succession_type,
    rules.change_year,
    rules.legal_basis
from deciding
inner join rules on deciding.function_zh = rules.old_function_zh and deciding.word = rules.old_word
