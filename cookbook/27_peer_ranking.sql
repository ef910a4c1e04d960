-- 问:同级同职能机关之间,处罚件数、每百家监管对象的处罚数如何排名?
-- Question: How do agencies of one level and function rank by penalties, also per 100 supervised entities?
-- 注意:只排确数、本机关口径;未报告的不在名次里,看 ranked_cnt 与 peer_cnt。人口、企业数不在库中,须另行接入才能控制规模。
-- Caveats: Only exact figures of the body itself; silent peers have no rank, see the two counts. Population and
-- number of enterprises are not in the warehouse; to control for size they must be joined from elsewhere.
with peers as (
    select
        agency_level,
        agency_function_zh,
        year,
        count(distinct agency_id) as peer_cnt
    from analysis.v_agency_year_scorecard
    where report_state = 'held'
    group by agency_level, agency_function_zh, year
),

ranked as (
    select
        penalties.agency_level,
        penalties.agency_function_zh,
        penalties.year,
        penalties.agency_zh,
        penalties.value as penalty_cnt,
        round(100.0 * penalties.value / nullif(entities.value, 0), 3) as per_100_entities
    from analysis.v_indicator_values as penalties
    left join analysis.v_indicator_values as entities
        on
            penalties.agency_id = entities.agency_id and penalties.year = entities.year
            and entities.indicator_id = 'grid_entity_cnt' and entities.comparator = 'eq'
    where
        penalties.indicator_id = 'penalty_cnt' and penalties.comparator = 'eq' and penalties.scope = 'own'
)

select
    ranked.agency_level,
    ranked.agency_function_zh,
    ranked.year,
    rank() over (
        partition by ranked.agency_level, ranked.agency_function_zh, ranked.year
        order by ranked.penalty_cnt desc
    ) as penalty_rank,
    ranked.agency_zh,
    ranked.penalty_cnt,
    ranked.per_100_entities,
    count(*) over (partition by ranked.agency_level, ranked.agency_function_zh, ranked.year) as ranked_cnt,
    peers.peer_cnt
from ranked
inner join peers
    on
        ranked.agency_level = peers.agency_level
        and ranked.agency_function_zh is not distinct from peers.agency_function_zh
        and ranked.year = peers.year
order by ranked.agency_level, ranked.agency_function_zh, ranked.year, penalty_rank, ranked.agency_zh
