-- 问:各省各级机关平均每件处罚罚多少元?
-- Question: What is the mean fine per penalty, by province and level?
-- 注意:是合计之比,不是各机关均值的平均;只取件数、金额都是确数、都是本机关口径、限定语(如 含事故处罚)相同的机关。
-- Caveats: A ratio of sums, not a mean of ratios; only bodies whose count and amount are exact, their own, and
-- carry the same qualifier (such as 含事故处罚), which is kept apart.
with pairs as (
    select
        fines.year,
        fines.agency_level,
        substr(fines.region_code, 1, 2) as province_code,
        coalesce(fines.qualifier, '') as qualifier,
        fines.value as fine_yuan,
        penalties.value as penalty_cnt
    from analysis.v_indicator_values as fines
    inner join analysis.v_indicator_values as penalties
        on fines.agency_id = penalties.agency_id and fines.year = penalties.year
    where
        fines.indicator_id = 'penalty_amt' and penalties.indicator_id = 'penalty_cnt'
        and fines.comparator = 'eq' and penalties.comparator = 'eq'
        and fines.scope = 'own' and penalties.scope = 'own'
        and fines.period = penalties.period
        and coalesce(fines.qualifier, '') = coalesce(penalties.qualifier, '')
        and penalties.value > 0
)

select
    year,
    province_code,
    agency_level,
    qualifier,
    count(*) as agency_cnt,
    sum(fine_yuan) as fine_yuan,
    sum(penalty_cnt) as penalty_cnt,
    round(sum(fine_yuan) / sum(penalty_cnt), 2) as mean_fine_yuan
from pairs
group by year, province_code, agency_level, qualifier
order by year, province_code, agency_level, qualifier
