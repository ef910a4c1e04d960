-- 问:会议与学法次数多的机关,败诉与纠错是否较少?
-- Question: Do agencies with more meetings and study sessions lose fewer cases?
-- 注意:只并列;机关少时相关没有意义。空为未报告,不是零。
-- Caveats: Side by side only; with few agencies a correlation means nothing. Empty is silence, not zero.
select
    agency_zh,
    year,
    max(value) filter (indicator_id = 'party_committee_meeting_cnt') as committee_meeting_cnt,
    max(value) filter (indicator_id = 'study_group_session_cnt') as study_group_session_cnt,
    max(value) filter (indicator_id = 'law_study_session_cnt') as law_study_session_cnt,
    max(value) filter (indicator_id = 'litigation_lost_rate') as lost_pct,
    max(value) filter (indicator_id = 'review_corrected_rate') as corrected_pct
from analysis.v_indicator_values
where
    indicator_id in (
        'party_committee_meeting_cnt', 'study_group_session_cnt', 'law_study_session_cnt', 'litigation_lost_rate',
        'review_corrected_rate'
    )
group by agency_id, agency_zh, year
having
    count(*) filter (indicator_id in ('litigation_lost_rate', 'review_corrected_rate')) > 0
    and count(*) filter (indicator_id not in ('litigation_lost_rate', 'review_corrected_rate')) > 0
order by agency_zh, year
