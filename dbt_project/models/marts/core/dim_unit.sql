with

listed as (
    select
        -- a seed cannot hold an empty text: the null row is the figure without a measure word
        coalesce(unit, '') as unit,
        unit_family,
        dimension,
        name_en
    from {{ ref('units') }}
),

mentioned as (
    select unit from {{ ref('stg_mentions') }}
    where unit is not null
    union distinct
    select canonical_unit as unit from {{ ref('indicators') }}
    where canonical_unit is not null
),

-- A measure word that nobody has listed yet must not break the build: it is here, and says that it is unlisted.
unlisted as (
    select mentioned.unit
    from mentioned
    anti join listed on mentioned.unit = listed.unit
),

all_units as (
    select
        unit,
        unit_family,
        dimension,
        name_en,
        true as is_listed
    from listed
    union all
    select
        unit,
        'unlisted' as unit_family,
        null as dimension,
        null as name_en,
        false as is_listed
    from unlisted
)

select * from all_units
order by unit_family, unit
