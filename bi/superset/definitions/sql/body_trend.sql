{% include 'ranked.jinja' %},

-- a year in which the body is silent has a row without a value, so that a line breaks there
years as (
    select
        asked.agency_id,
        asked.agency_zh,
        asked.agency_level,
        asked.agency_function_zh,
        asked.year,
        asked.report_id,
        asked.report_state,
        peers.indicator_id,
        peers.indicator_zh,
        peers.peer_cnt,
        case when peers.peer_cnt >= 3 then peers.peer_median end as peer_median,
        ranked.value,
        ranked.comparable_value,
        ranked.fact_id,
        ranked.surface,
        ranked.unit,
        -- of several families of measure words, that of the body; where it is silent, that of most peers
        row_number() over (
            partition by asked.agency_zh, asked.agency_id, asked.year, peers.indicator_zh, peers.indicator_id
            order by case when ranked.fact_id is null then 1 else 0 end, peers.peer_cnt desc, peers.family_key
        ) as family_no
    from analysis.v_agency_year_scorecard as asked
    inner join peers
        on
            asked.year = peers.year
            and asked.agency_level = peers.agency_level
            and coalesce(asked.agency_function_zh, '') = peers.function_key
    left join ranked
        on
            asked.agency_id = ranked.agency_id
            and asked.year = ranked.year
            and peers.indicator_id = ranked.indicator_id
            and peers.indicator_zh = ranked.indicator_zh
            and peers.family_key = coalesce(ranked.unit_family, '')
)

select
    agency_zh,
    agency_level,
    agency_function_zh,
    year,
    cast(year as varchar(4)) as year_zh,
    indicator_id,
    indicator_zh,
    value,
    comparable_value,
    unit,
    peer_cnt,
    peer_median,
    case
        when fact_id is not null then {{ link('facts', 'fact_id', 'surface') }}
        when report_id is not null then {{ link('reports', 'report_id', "'报告未提'") }}
        when report_state = 'unreadable' then '有文件而读不出'
        else '无报告'
    end as evidence_html
from years
where family_no = 1
