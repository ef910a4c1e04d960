{% include 'ranked.jinja' %}

select
    ranked.*,
    cast(ranked.year as varchar(4)) as year_zh,
    {{ bounds('ranked') | indent }} as bounds_zh,
    {{ coded('ranked', 'scope') | indent }} as scope_zh,
    {{ escaped("coalesce(ranked.not_additive_zh, '')") }} as note_zh,
    case
        when ranked.peer_rank is not null
            then cast(ranked.peer_rank as varchar(10)) || ' / ' || cast(ranked.peer_cnt as varchar(10))
    end as peer_rank_zh,
    case
        when ranked.peer_median > 0 and ranked.comparable_value is not null
            then cast(100.0 * ranked.comparable_value / ranked.peer_median as decimal(18, 1))
    end as median_index,
    {{ link('indicators', 'ranked.indicator_id', 'ranked.indicator_zh') }} as indicator_html,
    {{ link('agencies', 'ranked.agency_id', 'ranked.agency_zh') }} as agency_html,
    {{ link('facts', 'ranked.fact_id', 'ranked.surface') }} as evidence_html,
    {{ text('ranked.sentence') }} as sentence_html
from ranked
