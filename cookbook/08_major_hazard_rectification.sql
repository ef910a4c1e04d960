-- 问:重大事故隐患整改了多少?
-- Question: What share of major hazards was rectified?
-- 注意:发现数与整改数口径须相同(本机关与全市不可相除);整改多于发现时列出而不截断,可能含上年存量。
-- Caveats: Found and rectified must have one scope; more rectified than found is shown as it is, it may hold last
-- year's.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        indicator_id,
        scope,
        comparator,
        value
    from analysis.v_indicator_values
    where indicator_id in ('major_hazard_found_cnt', 'major_hazard_rectified_cnt')
)

select
    found.agency_zh,
    found.year,
    found.scope as found_scope,
    found.value as found_cnt,
    rectified.scope as rectified_scope,
    rectified.value as rectified_cnt,
    case
        when found.scope = rectified.scope and found.comparator = 'eq' and rectified.comparator = 'eq'
            then round(100.0 * rectified.value / nullif(found.value, 0), 2)
    end as rectified_pct,
    case
        when rectified.agency_id is null then '未报整改数'
        when found.scope <> rectified.scope then '口径不同,不可相除'
        when found.comparator <> 'eq' or rectified.comparator <> 'eq' then '约数'
        when rectified.value > found.value then '整改多于发现'
        else ''
    end as finding_zh
from figures as found
left join figures as rectified
    on
        found.agency_id = rectified.agency_id and found.year = rectified.year
        and rectified.indicator_id = 'major_hazard_rectified_cnt'
where found.indicator_id = 'major_hazard_found_cnt'
order by found.agency_zh, found.year
