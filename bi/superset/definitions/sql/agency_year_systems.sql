with

counts as (
    select
        card.agency_id,
        card.agency_zh,
        card.agency_level,
        card.agency_function_zh,
        card.year,
        card.report_id,
        counted.system_code,
        counted.indicator_cnt
    from analysis.v_agency_year_scorecard as card
    cross join lateral (
        values
        ('G1', card.g1_indicator_cnt), ('G2', card.g2_indicator_cnt), ('G3', card.g3_indicator_cnt),
        ('G4', card.g4_indicator_cnt), ('G5', card.g5_indicator_cnt), ('G6', card.g6_indicator_cnt),
        ('G7', card.g7_indicator_cnt), ('G8', card.g8_indicator_cnt), ('G9', card.g9_indicator_cnt),
        ('P', card.p_indicator_cnt), ('X', card.x_indicator_cnt), ('M', card.m_indicator_cnt)
    ) as counted (system_code, indicator_cnt)
    where card.report_state = 'held'
),

peers as (
    select
        system_code,
        year,
        agency_level,
        coalesce(agency_function_zh, '') as function_key,
        count(*) as peer_cnt,
        percentile_cont(0.5) within group (order by indicator_cnt) as peer_median
    from counts
    group by 1, 2, 3, 4
)

select
    counts.*,
    cast(counts.year as varchar(4)) as year_zh,
    counts.system_code || ' ' || system.short_name_zh as system_short_zh,
    system.sort_order,
    peers.peer_cnt,
    case when peers.peer_cnt >= 3 then peers.peer_median end as peer_median,
    {{ link('reports', 'counts.report_id', "'打开报告'") }} as report_html
from counts
inner join core.dim_system as system on counts.system_code = system.system_code
inner join peers
    on
        counts.system_code = peers.system_code
        and counts.year = peers.year
        and counts.agency_level = peers.agency_level
        and coalesce(counts.agency_function_zh, '') = peers.function_key
