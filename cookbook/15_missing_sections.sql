-- 问:哪些报告缺少规定的内容(成效、不足、第一责任人履职、下一步安排)?
-- Question: Which reports lack a required part (achievements, problems, first responsible person, next steps)?
-- 注意:按章节标题判断;写在别章之中而没有标题的内容会算作缺少,结论前请看原文。第五项「其他需要报告的情况」无从判断。
-- Caveats: Told by headings; a part written inside another chapter counts as missing, so read before concluding.
-- The fifth required part (other matters) cannot be told.
with parts as (
    select
        reports.report_id,
        reports.agency_id,
        reports.year,
        bool_or(coalesce(sections.section_role = 'achievements', false)) as has_achievements,
        bool_or(coalesce(sections.section_role = 'problems', false)) as has_problems,
        bool_or(coalesce(sections.section_role = 'first_responsible', false)) as has_first_responsible,
        bool_or(coalesce(sections.section_role = 'plan', false)) as has_plan
    from core.dim_report as reports
    left join core.report_section as sections on reports.report_id = sections.report_id
    where reports.is_current
    group by reports.report_id, reports.agency_id, reports.year
)

select
    agencies.full_name_zh as agency_zh,
    agencies.level as agency_level,
    parts.year,
    concat_ws(
        '、',
        case when not parts.has_achievements then '举措成效' end,
        case when not parts.has_problems then '不足' end,
        case when not parts.has_first_responsible then '第一责任人' end,
        case when not parts.has_plan then '下一步安排' end
    ) as missing_zh
from parts
inner join core.dim_agency as agencies on parts.agency_id = agencies.agency_id
where not (parts.has_achievements and parts.has_problems and parts.has_first_responsible and parts.has_plan)
order by agency_zh, parts.year
