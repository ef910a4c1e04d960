-- Not kept as a whole, as in int_mentions__identified.
with

facts as not materialized (
    select * from {{ ref('int_mentions__corrected') }}
    where kind = 'fact' and not is_dropped
),

indicators as (
    select
        indicator_id,
        parent_id
    from {{ ref('indicators') }}
),

-- The parent's place is known, and a place may carry several facts (one figure, two measures): the one whose indicator
-- is the parent of the child's indicator wins, else the first.
parents as (
    select
        child.mention_id,
        parent.mention_id as parent_fact_id
    from facts as child
    inner join facts as parent
        on
            child.document_id = parent.document_id
            and child.parent_start = parent.char_start
            and child.mention_id <> parent.mention_id
    left join indicators on child.indicator_id = indicators.indicator_id
    qualify row_number() over (
        partition by child.mention_id
        order by
            coalesce(parent.indicator_id = indicators.parent_id, false) desc,
            parent.mention_no
    ) = 1
)

select
    facts.*,
    parents.parent_fact_id
from facts
left join parents on facts.mention_id = parents.mention_id
