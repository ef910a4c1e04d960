-- 问:每百件处罚引起多少复议、诉讼,败诉与纠错多少?
-- Question: How many reconsiderations and suits per 100 penalties, and how many were lost or corrected?
-- 注意:复议、诉讼未必都因处罚而起,只作强度之比;败诉率按件数重算,与所报比率并列;复议案件指本机关作被申请人的案件。
-- Caveats: Disputes need not come from penalties, so this is an intensity; the loss rate is computed from counts
-- and set beside the reported one.
with figures as (
    select
        agency_id,
        agency_zh,
        year,
        max(value) filter (indicator_id = 'penalty_cnt') as penalty_cnt,
        max(value) filter (indicator_id = 'review_case_total_cnt') as review_cnt,
        max(value) filter (indicator_id = 'review_corrected_cnt') as review_corrected_cnt,
        max(value) filter (indicator_id = 'litigation_case_cnt') as suit_cnt,
        max(value) filter (indicator_id = 'litigation_lost_cnt') as suit_lost_cnt,
        max(value) filter (indicator_id = 'litigation_lost_rate') as reported_lost_pct
    from analysis.v_indicator_values
    where
        scope = 'own' and comparator = 'eq'
        and indicator_id in (
            'penalty_cnt',
            'review_case_total_cnt',
            'review_corrected_cnt',
            'litigation_case_cnt',
            'litigation_lost_cnt',
            'litigation_lost_rate'
        )
    group by agency_id, agency_zh, year
)

select
    agency_zh,
    year,
    penalty_cnt,
    review_cnt,
    suit_cnt,
    round(100.0 * review_cnt / nullif(penalty_cnt, 0), 2) as reviews_per_100_penalties,
    round(100.0 * suit_cnt / nullif(penalty_cnt, 0), 2) as suits_per_100_penalties,
    round(100.0 * review_corrected_cnt / nullif(review_cnt, 0), 2) as corrected_pct,
    round(100.0 * suit_lost_cnt / nullif(suit_cnt, 0), 2) as lost_pct,
    reported_lost_pct
from figures
where review_cnt is not null or suit_cnt is not null
order by agency_zh, year
