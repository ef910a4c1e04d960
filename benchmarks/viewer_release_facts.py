"""The bodies, reports and figures of a made release: statements of SQL in the order in which they fill the tables.

Every share of a kind of figure (hedged, of the area, of the year before, planned, growth) is one of real reports, the
figures that the cookbook asks for come first. Does not belong here: the texts around them (viewer_release_texts.py), or
the tables that are made of the facts (viewer_release_marts.py).
"""

from __future__ import annotations

# Reported by most bodies each year, as are the others of the sixty that a body mostly reports.
ASKED = (
    "penalty_cnt", "penalty_amt", "inspect_visit_cnt", "litigation_lost_rate", "review_corrected_rate",
    "hazard_found_cnt", "enforcement_cert_holder_cnt", "accident_cnt", "plan_special_cnt", "grid_entity_cnt",
    "study_group_session_cnt", "review_corrected_cnt", "review_case_total_cnt", "plan_special_security_cnt",
    "plan_special_revised_cnt", "plan_special_natural_cnt", "plan_special_health_cnt", "plan_special_accident_cnt",
    "penalty_preaccident_cnt", "penalty_accident_cnt", "party_committee_meeting_cnt", "no_penalty_list_items_cnt",
    "no_penalty_cnt", "major_hazard_rectified_cnt", "major_hazard_found_cnt", "litigation_lost_cnt",
    "litigation_case_cnt", "law_study_session_cnt", "inspect_plan_done_rate", "inspect_plan_done_cnt",
    "enforcement_train_person_cnt", "enforcement_cert_rate", "demo_site_other_cnt", "accident_death_cnt",
    "weibo_post_cnt", "wechat_msg_cnt", "toutiao_post_cnt", "legal_review_decision_cnt", "inspect_plan_target_cnt",
    "douyin_video_cnt", "license_apply_cnt", "inspect_entity_cnt",
)  # fmt: skip

FIGURES = (
    # places: counties and cities in force, in turn with the functions
    """create temp table places as
    select row_number() over (order by region_code) - 1 as place_no, *
    from made.core.dim_region where level in ('市', '县') and valid_to is null""",
    """insert into made.core.dim_agency by name
    select left(md5('a' || i), 16) as agency_id, name_zh || function_zh || '局' as name_zh,
        full_name_zh || function_zh || '局' as full_name_zh, level, function_zh, region_id, code_scheme,
        {first_year} as valid_from, null as valid_to, true as is_current, left(md5('b' || i), 16) as body_id,
        {first_year} as first_year, {first_year} + {years} - 1 as last_year, '生成' as name_evidence,
        '生成' as validity_evidence
    from (
        select i, places.*, {functions}[1 + (i // (select count(*) from places)) % 8] as function_zh
        from range({agencies}) as t(i)
        inner join places on places.place_no = i % (select count(*) from places)
    ) order by agency_id""",
    """create temp table reports as
    select row_number() over (order by left(md5('d' || j), 16)) as report_no, left(md5('d' || j), 16) as document_id,
        left(md5('r' || j), 16) as report_id, left(md5('a' || (j // {years})), 16) as agency_id,
        cast({first_year} + j % {years} as integer) as year, j
    from range({reports}) as t(j)""",
    # Of a hundred figures sixty are of the common indicators, in three of four reports each; the rest are others, and
    # then such as stand for no year: of the year before, targets, plans, growth, and what fits no definition.
    """create temp table numbered as
    select *,
        case when kind = 'unmapped' then -1 when kind in ('prior', 'target', 'planned', 'change') then h % 60
            when n < 60 and h % 100 < 75 then n else 60 + h % ({indicators} - 60) end as indicator_no
    from (
        select reports.*, n, cast(j // {years} as integer) as agency_no,
            cast(hash(j * 1000 + n) % 1000000 as integer) as h,
            case when n in (90, 91) then 'prior' when n = 92 then 'target' when n in (93, 94) then 'planned'
                when n between 95 and 98 then 'change' when n = 99 then 'unmapped' else 'achieved' end as kind
        from reports cross join range({a_report}) as t(n)
    )""",
    """create temp table drafts as
    select numbered.*, indicators.* exclude (indicator_no, unit), agencies.full_name_zh as agency_zh,
        case when kind = 'change' then '%' else indicators.unit end as unit,
        -- the figure of a report and an indicator; nine of ten reports tell last year's as it was told then
        case
            when kind = 'change' then h % 60
            when indicators.unit = '%' then least(100, 60 + hash(about * 500 + numbered.indicator_no) % 61)
            else 10000 + hash(about * 500 + numbered.indicator_no) % 89999
        end::integer as figure,
        h // 100 % 100 < 10 and kind <> 'change' as is_hedged,
        hash(agency_no * 500 + numbered.indicator_no) % 100 < 20 as is_of_area,
        case when n % 2 = 0 then year || '年,本机关' else year || '年,' || agencies.full_name_zh end
            || indicators.name_zh || case kind when 'prior' then '上年' when 'planned' then '计划'
            when 'target' then '目标' when 'change' then '同比增长' else '共计' end as head,
        ',较上年有所变化,群众满意度继续提升,各项工作平稳有序推进。' as tail
    from (select *, case when kind = 'prior' and h % 10 > 0 then j - 1 else j end as about from numbered) as numbered
    inner join made.core.dim_agency as agencies on numbered.agency_id = agencies.agency_id
    inner join (
        select cast(row_number() over (order by indicator_id not in ({asked}), indicator_id) - 1 as integer)
            as indicator_no, indicator_id, name_zh, coalesce(nullif(canonical_unit, ''), '件') as unit
        from made.core.dim_indicator where indicator_id <> 'unmapped'
        union all select -1, 'unmapped', '工作台账', '本'
    ) as indicators on indicators.indicator_no = numbered.indicator_no""",
    """create temp table placed as
    select *, cast(char_end - length(figure || unit) as integer) as figure_start, char_end as figure_end
    from (
        select *, cast(block_start + length(head) + length(figure || unit) as integer) as char_end
        from (
            select *, cast(sum(length(head) + length(figure || unit) + length(tail) + 1) over (
                partition by report_no order by n rows between unbounded preceding and 1 preceding
            ) as integer) as before, coalesce(before, 0) as block_start
            from drafts
        )
    )""",
    """insert into made.core.dim_document by name
    select document_id, 'reports/' || document_id || '.txt' as source_file, 'text/plain' as media_type,
        '法治政府建设年度报告' as genre, true as is_report, '生成' as genre_evidence, year, '生成' as year_evidence,
        '生成' as agency_evidence, 'a' as agency_full_name_zh, false as is_recognised, 7500 as chars, report_id,
        true as is_extracted, 200 as mention_cnt, 100 as fact_cnt, 100 as mapped_fact_cnt, '1' as reader_version
    from reports order by document_id""",
    """insert into made.core.dim_report by name
    select report_id, reports.agency_id, year, document_id, 1 as version, true as is_current,
        name_zh || year || '年法治政府建设年度报告' as title, case when hash(j) % 10 > 0
            then make_date(year + 1, 1 + cast(hash(j) % 4 as integer), 15) + cast(j % 30 as integer) end
            as published_date, 'reports/' || document_id || '.txt' as source_file,
        'https://www.example.gov.cn/' || document_id || '.html' as origin_url, 7500 as chars, 200 as mention_cnt,
        100 as fact_cnt, 100 as mapped_fact_cnt, '法治政府建设年度报告' as genre, 1 as copy_cnt
    from reports inner join made.core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    order by report_id""",
    """insert into made.core.fct_fact by name
    select left(md5('f' || j || '-' || n), 16) as fact_id, report_id, agency_id, year, indicator_id,
        cast(figure as decimal(28, 6)) as value, case when is_hedged then cast(figure as decimal(28, 6)) end as low,
        case when is_hedged then cast(figure + 100 as decimal(28, 6)) end as high,
        case when is_hedged then 'over' else 'eq' end as comparator, unit,
        case when kind = 'change' then 'change' else 'level' end as value_kind,
        case when kind in ('prior', 'target', 'planned') then kind else 'achieved' end as status,
        case when is_of_area then 'area' when indicator_id = 'demo_site_other_cnt' then 'other:下属单位' else 'own' end
            as scope,
        case when kind = 'prior' then 'prior:' || (year - 1) else 'year' end as period, '' as relation,
        case when indicator_id = 'penalty_cnt' and agency_no % 10 = 0 then '含事故处罚' else '' end as qualifier,
        name_zh as measure, figure || unit as surface, figure_start as char_start,
        figure_end as char_end, head || figure || unit || tail as sentence, '一、主要工作' as section_path,
        -- six of a hundred figures come from rules that are right in less than eight of ten cases
        'fact_' || n % 40 as rule_id, case when h % 100 < 6 then 0.6 else 0.8 end + (h % 19) / 100 as confidence,
        case when hash(j * 7 + n) % 500 = 0 then '与文中数不符:生成' else '' end as arithmetic,
        block_start as sentence_start, 'achievements' as section_role, true as is_current,
        kind = 'achieved' and indicator_id not in ('unmapped', 'demo_site_other_cnt') as is_headline_candidate,
        cast(2 * n + 1 as integer) as mention_no, document_id, 'k' as load_key
    from placed order by agency_id, document_id, mention_no""",
    """insert into made.core.fct_mention by name
    select left(md5('y' || j || '-' || n), 16) as mention_id, report_id, agency_id, year,
        cast(2 * n as integer) as mention_no, 'date' as kind, null as fact_id, cast(year as decimal(28, 6)) as value,
        'eq' as comparator, '年' as unit, '' as measure, 'unmapped' as indicator_id, year || '年' as surface,
        block_start as char_start, cast(block_start + 5 as integer) as char_end,
        head || figure || unit || tail as sentence, '一、主要工作' as section_path, 'achievements' as section_role,
        'date_year' as rule_id, 1.0 as confidence, document_id, 'k' as load_key
    from placed
    union all by name
    select fact_id as mention_id, report_id, agency_id, year, mention_no, 'fact' as kind, fact_id, value, low, high,
        comparator, unit, measure, indicator_id, surface, char_start, char_end, sentence, section_path, section_role,
        rule_id, confidence, document_id, load_key
    from made.core.fct_fact order by agency_id, document_id, mention_no""",
    """insert into made.core.report_copy by name
    select 'reports/' || document_id || '.txt' as source_file, document_id, report_id, true as is_best,
        'chosen' as sameness, 1.0 as similarity, '生成' as why_zh, 'text/plain' as media_type,
        document_id as chosen_document_id
    from reports order by source_file""",
)
