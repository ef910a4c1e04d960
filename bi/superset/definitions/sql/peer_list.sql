{% include 'ranked.jinja' %}

select
    asked.agency_zh,
    ranked.indicator_id,
    ranked.indicator_zh,
    ranked.year,
    cast(ranked.year as varchar(4)) as year_zh,
    ranked.agency_level,
    ranked.agency_function_zh,
    ranked.agency_zh as peer_zh,
    case when ranked.agency_id = asked.agency_id then '本机关' else '同类机关' end as self_zh,
    ranked.value,
    ranked.low,
    ranked.high,
    ranked.comparator,
    ranked.unit,
    ranked.fact_id,
    ranked.comparable_value,
    ranked.peer_cnt,
    case
        when ranked.peer_rank is not null
            then cast(ranked.peer_rank as varchar(10)) || ' / ' || cast(ranked.peer_cnt as varchar(10))
    end as peer_rank_zh,
    {{ bounds('ranked') | indent }} as bounds_zh,
    {{ coded('ranked', 'scope') | indent }} as scope_zh,
    {{ escaped("coalesce(ranked.not_additive_zh, '')") }} as note_zh,
    {{ link('agencies', 'ranked.agency_id', 'ranked.agency_zh') }} as agency_html,
    {{ link('facts', 'ranked.fact_id', 'ranked.surface') }} as evidence_html,
    {{ text('ranked.sentence') }} as sentence_html
-- the body need not report the indicator itself: its peers are those of its level and function
from analysis.v_agency_year_scorecard as asked
inner join ranked
    on
        asked.year = ranked.year
        and asked.agency_level = ranked.agency_level
        and coalesce(asked.agency_function_zh, '') = coalesce(ranked.agency_function_zh, '')
