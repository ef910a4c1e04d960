"""Tables of a made release that follow from its facts, as the models of the warehouse would make them.

Does not belong here: the facts themselves (viewer_release_facts.py).
"""

from __future__ import annotations

MARTS = (
    """create temp table headlines as
    select agency_id, year, indicator_id, min_by(fact_id, mention_no) as fact_id, count(*) - 1 as rival_cnt
    from made.core.fct_fact where is_headline_candidate group by all""",
    """insert into made.core.fct_indicator_year by name
    select reports.agency_id, reports.year, indicators.indicator_id, value, low, high, facts.unit, headlines.fact_id,
        cast(coalesce(rival_cnt, 0) as integer) as rival_cnt,
        case when headlines.fact_id is null then 'silent' else 'reported' end as state, reports.report_id
    from reports
    inner join (select distinct agency_id, indicator_id from headlines) as indicators
        on reports.agency_id = indicators.agency_id
    left join headlines on reports.agency_id = headlines.agency_id and reports.year = headlines.year
        and indicators.indicator_id = headlines.indicator_id
    left join made.core.fct_fact as facts on headlines.fact_id = facts.fact_id
    order by reports.agency_id, reports.year, indicators.indicator_id""",
    """insert into made.analysis.v_indicator_values by name
    select values_.indicator_id, values_.year, values_.agency_id, indicators.name_zh as indicator_zh,
        indicators.name_en as indicator_en, indicators.system_code, systems.name_zh as system_zh,
        indicators.measure_type, indicators.polarity, agencies.full_name_zh as agency_zh,
        agencies.level as agency_level, agencies.function_zh as agency_function_zh, agencies.body_id,
        regions.region_code, regions.full_name_zh as region_zh, values_.value, values_.low, values_.high,
        facts.comparator, values_.unit, units.unit_family, facts.scope, facts.period, facts.qualifier, facts.surface,
        facts.sentence, values_.rival_cnt, values_.fact_id, values_.report_id,
        case
            when agg_over_agency <> 'sum_same_level_only' then '比率、序次等不可相加'
            when facts.comparator <> 'eq' then '约数'
            when facts.scope <> 'own' then '非本机关口径:' || facts.scope
            when facts.qualifier <> '' then '有限定语:' || facts.qualifier
        end as not_additive_zh,
        case when not_additive_zh is null then values_.value end as additive_value
    from made.core.fct_indicator_year as values_
    inner join made.core.fct_fact as facts on values_.fact_id = facts.fact_id
    inner join made.core.dim_indicator as indicators on values_.indicator_id = indicators.indicator_id
    inner join made.core.dim_system as systems on indicators.system_code = systems.system_code
    inner join made.core.dim_agency as agencies on values_.agency_id = agencies.agency_id
    left join made.core.dim_region as regions on agencies.region_id = regions.region_id
    left join made.core.dim_unit as units on values_.unit = units.unit
    order by indicator_id, year, agency_id""",
    """insert into made.analysis.v_facts by name
    select facts.* exclude (
            is_current, is_headline_candidate, mention_no, document_id, load_key, sentence_start, table_unit
        ),
        agencies.full_name_zh as agency_zh, agencies.level as agency_level,
        agencies.function_zh as agency_function_zh, regions.region_code, regions.full_name_zh as region_zh,
        indicators.name_zh as indicator_zh, indicators.name_en as indicator_en, indicators.system_code,
        systems.name_zh as system_zh, indicators.topic, headlines.fact_id is not null as is_headline,
        case when hash(facts.fact_id) % 280 = 0 then 'subset_within_whole' end as failed_checks,
        reports.version as report_version, reports.is_current as is_current_report, reports.published_date,
        reports.source_file, reports.origin_url
    from made.core.fct_fact as facts
    inner join made.core.dim_report as reports on facts.report_id = reports.report_id
    inner join made.core.dim_agency as agencies on facts.agency_id = agencies.agency_id
    inner join made.core.dim_indicator as indicators on facts.indicator_id = indicators.indicator_id
    inner join made.core.dim_system as systems on indicators.system_code = systems.system_code
    left join made.core.dim_region as regions on agencies.region_id = regions.region_id
    left join headlines on facts.fact_id = headlines.fact_id
    order by facts.report_id, facts.char_start""",
    """insert into made.analysis.v_indicator_year_comparison by name
    select indicator_id, year, agency_level, any_value(indicator_zh) as indicator_zh,
        any_value(indicator_en) as indicator_en, any_value(system_code) as system_code,
        any_value(system_zh) as system_zh, any_value(measure_type) as measure_type, any_value(polarity) as polarity,
        any_value(unit) as units, cast(count(*) as integer) as reported_cnt, 0 as zero_cnt,
        cast({agencies} - count(*) as integer) as silent_cnt, 0 as report_missing_cnt,
        cast(count(*) filter (comparator <> 'eq') as integer) as hedged_cnt,
        cast(count(*) filter (scope = 'area') as integer) as area_cnt, min(value) as min_value,
        cast(median(value) as decimal(28, 6)) as median_value, max(value) as max_value, '' as values_zh,
        0 as corrected_cnt
    from made.analysis.v_indicator_values group by indicator_id, year, agency_level
    order by indicator_id, year, agency_level""",
    """create temp table counted as
    select agency_id, year, count(*) as indicator_cnt,
        count(*) filter (measure_type = 'rate' and value = 100) as full_rate_cnt,
        count(distinct system_code) as system_cnt, {systems}
    from made.analysis.v_indicator_values group by all""",
    """create temp table fact_counts as
    select report_id, count(*) as fact_cnt, count(*) filter (indicator_id <> 'unmapped') as mapped_fact_cnt,
        count(*) filter (comparator <> 'eq') as hedged_fact_cnt,
        count(*) filter (status in ('target', 'planned')) as planned_fact_cnt
    from made.core.fct_fact group by all""",
    """insert into made.analysis.v_agency_year_scorecard by name
    select reports.agency_id, reports.year, agencies.full_name_zh as agency_zh, agencies.level as agency_level,
        agencies.function_zh as agency_function_zh, 'held' as report_state, made_reports.published_date,
        cast(date_diff('day', publication_deadline, published_date) as integer) as days_after_deadline,
        200 as mention_cnt, fact_counts.* exclude (report_id), counted.* exclude (agency_id, year),
        0 as zero_indicator_cnt, reports.report_id, 0 as corrected_fact_cnt
    from reports inner join made.core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    inner join made.core.dim_report as made_reports on reports.report_id = made_reports.report_id
    inner join made.core.dim_year as years on reports.year = years.year
    inner join counted on reports.agency_id = counted.agency_id and reports.year = counted.year
    inner join fact_counts on reports.report_id = fact_counts.report_id
    order by agency_zh, reports.year, reports.agency_id""",
    # one figure in seven is checked against another, and one in forty of these fails
    """insert into made.quality.consistency by name
    select left(md5('k' || fact_id), 16) as consistency_id, 'subset_within_whole' as check_name,
        case when hash(fact_id) % 280 = 0 then 'inconsistent' else 'consistent' end as outcome, fact_id, report_id,
        agency_id, year, indicator_id, measure, value as expected_value, value as observed_value, unit, surface,
        sentence
    from made.core.fct_fact where hash(fact_id) % 7 = 0
    order by check_name, report_id, char_start, fact_id""",  # as the model has it
)
