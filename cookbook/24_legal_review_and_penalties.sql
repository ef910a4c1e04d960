-- 问:法制审核件数与处罚件数相比如何,审核多于处罚的为何?
-- Question: How do legal reviews compare with penalties, and where do reviews exceed penalties?
-- 注意:审核的是重大执法决定,处罚只是其一,审核多于处罚不一定有误;请读两句原文。
-- Caveats: Reviews cover other decisions as well, so more reviews than penalties is no error by itself; read both
-- sentences.
select
    reviews.agency_zh,
    reviews.year,
    reviews.value as legal_review_cnt,
    penalties.value as penalty_cnt,
    penalties.qualifier as penalty_qualifier,
    round(100.0 * reviews.value / nullif(penalties.value, 0), 2) as reviews_per_100_penalties,
    reviews.value > penalties.value as has_more_reviews,
    reviews.sentence as review_sentence,
    penalties.sentence as penalty_sentence
from analysis.v_indicator_values as reviews
inner join analysis.v_indicator_values as penalties
    on reviews.agency_id = penalties.agency_id and reviews.year = penalties.year
where
    reviews.indicator_id = 'legal_review_decision_cnt' and penalties.indicator_id = 'penalty_cnt'
    and reviews.comparator = 'eq' and penalties.comparator = 'eq'
    and reviews.scope = penalties.scope
order by reviews.agency_zh, reviews.year
