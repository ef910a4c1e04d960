"""A release of any size made up from the dimensions of a real one, to measure the viewer on.

``python -m benchmarks.viewer_release HOME [--facts N] [--source HOME]`` writes a release with ``N`` facts (default
five million, a hundred a report) in the schemas and the row order of the release of ``--source``. Names are of real
divisions; every figure is made up. Does not belong here: asking the viewer for pages (viewer.py).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from orchestration.home import Home
from orchestration.lake.search_index import write_search_index
from orchestration.release.build_file import DATABASE_NAME, STORAGE_VERSION
from orchestration.release.catalog import literal

FACTS = 5_000_000
FACTS_A_REPORT = 100
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
_COPIED = (
    "bridge_framework_system",
    "dim_framework",
    "dim_indicator",
    "dim_region",
    "dim_system",
    "dim_unit",
    "dim_year",
)
# Rows that point to facts, of which there are none of the source's.
_LEFT_EMPTY = ("consistency", "corrected_fact", "lexical_numeral", "numeral_ledger")
# An index of tens of millions of keys takes more memory than this machine has. Pages look into these tables by their
# order, never by their key.
_KEYLESS = ("fct_indicator_year", "fct_mention", "report_block", "v_facts", "v_indicator_values")
_WITHOUT_KEY = re.compile(r",\s*PRIMARY KEY\s*\([^)]*\)|\s+PRIMARY KEY")
_MEMORY = "6GB"
_FUNCTIONS = ("应急管理", "市场监管", "生态环境", "卫生健康", "城市管理", "司法行政", "交通运输", "自然资源")


def write_release(home: Home, source: Home, facts: int) -> Path:
    """Write the release as the current one of ``home`` and return its directory, ``source`` has a release already."""
    version = home.releases / f"r0001-{facts:010d}"
    version.mkdir(parents=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "preserve_insertion_order": "false",
        "memory_limit": _MEMORY,
    }
    with duckdb.connect(config=settings) as connection:
        connection.execute(f"attach {literal(str(source.current_release / DATABASE_NAME))} as source (read_only)")
        path = version / DATABASE_NAME
        connection.execute(f"attach {literal(str(path))} as made (storage_version {literal(STORAGE_VERSION)})")
        connection.execute(f"set temp_directory = {literal(str(version / '.spill'))}")
        for statement in _statements(connection, facts // FACTS_A_REPORT):
            connection.execute(statement)
        connection.execute("checkpoint made")
        connection.execute("detach made")
    write_search_index(path, version)
    (version / "manifest.json").write_text(json.dumps({"format": 1, "tables": [], "versions": {}}), encoding="utf-8")
    link = home.releases / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(version.name, target_is_directory=True)
    return version


def _statements(connection: duckdb.DuckDBPyConnection, reports: int) -> Iterator[str]:
    """The statements that make and fill the tables, in order."""
    for (schema,) in connection.execute(
        "select distinct schema_name from duckdb_tables() where database_name = 'source' order by all"
    ).fetchall():
        yield f"create schema made.{schema}"
    for schema, table, sql in connection.execute(
        "select schema_name, table_name, sql from duckdb_tables() where database_name = 'source' order by all"
    ).fetchall():
        made = sql.replace(f"CREATE TABLE source.{schema}.", f"CREATE TABLE made.{schema}.").replace(
            f"CREATE TABLE {schema}.", f"CREATE TABLE made.{schema}."
        )
        yield _WITHOUT_KEY.sub("", made) if table in _KEYLESS else made
        if table in _COPIED or (schema == "quality" and table not in _LEFT_EMPTY):
            yield f"insert into made.{schema}.{table} from source.{schema}.{table}"
    yield from (text.format(**_parameters(reports)) for text in _FILL)


def _parameters(reports: int) -> dict[str, str]:
    agencies = -(-reports // len(YEARS))
    return {
        "agencies": str(agencies),
        "reports": str(reports),
        "a_report": str(FACTS_A_REPORT),
        "first_year": str(YEARS[0]),
        # an odd number a little above a hundred, so that most bodies report most of these indicators
        "indicators": str(2 * FACTS_A_REPORT + 1),
        "years": str(len(YEARS)),
        "functions": "[" + ", ".join(literal(name) for name in _FUNCTIONS) + "]",
    }


_FILL = (
    # places: counties and cities in force, in turn with the functions
    """create temp table places as
    select row_number() over (order by region_code) - 1 as place_no, *
    from made.core.dim_region where level in ('市', '县') and valid_to is null""",
    """insert into made.core.dim_agency by name
    select left(md5('a' || i), 16) as agency_id, name_zh || function_zh || '局' as name_zh,
        full_name_zh || function_zh || '局' as full_name_zh, level, function_zh, region_id, code_scheme,
        {first_year} as valid_from, null as valid_to, true as is_current, left(md5('b' || i), 16) as body_id,
        {first_year} as first_year, {first_year} + {years} - 1 as last_year, '生成' as name_evidence
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
    """create temp table numbered as
    select reports.*, n, cast((n * 2 + j % 5) % {indicators} as integer) as indicator_no,
        cast(10000 + hash(j * 1000 + n) % 89999 as integer) as figure
    from reports cross join range({a_report}) as t(n)""",
    """create temp table drafts as
    select numbered.*, indicators.* exclude (indicator_no),
        year || '年,本机关' || name_zh || '共计' as head,
        ',较上年有所变化,群众满意度继续提升,各项工作平稳有序推进。' as tail
    from numbered
    inner join (
        select cast(row_number() over (order by indicator_id) - 1 as integer) as indicator_no, indicator_id, name_zh,
            coalesce(nullif(canonical_unit, ''), '件') as unit
        from made.core.dim_indicator where indicator_id <> 'unmapped'
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
        '生成' as agency_evidence, 'a' as agency_full_name_zh, false as is_recognised, 6000 as chars, report_id,
        true as is_extracted, 200 as mention_cnt, 100 as fact_cnt, 100 as mapped_fact_cnt, '1' as reader_version
    from reports order by document_id""",
    """insert into made.core.dim_report by name
    select report_id, reports.agency_id, year, document_id, 1 as version, true as is_current,
        name_zh || year || '年法治政府建设年度报告' as title, make_date(year + 1, 1 + cast(j % 5 as integer), 15)
            as published_date, 'reports/' || document_id || '.txt' as source_file,
        'https://www.example.gov.cn/' || document_id || '.html' as origin_url, 6000 as chars, 200 as mention_cnt,
        100 as fact_cnt, 100 as mapped_fact_cnt, '法治政府建设年度报告' as genre, 1 as copy_cnt
    from reports inner join made.core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    order by report_id""",
    """insert into made.core.fct_fact by name
    select left(md5('f' || j || '-' || n), 16) as fact_id, report_id, agency_id, year, indicator_id,
        cast(figure as decimal(28, 6)) as value, case when n % 10 = 3 then cast(figure as decimal(28, 6)) end as low,
        case when n % 10 = 3 then cast(figure + 100 as decimal(28, 6)) end as high,
        case when n % 10 = 3 then 'over' else 'eq' end as comparator, unit, 'level' as value_kind,
        case when n % 20 = 7 then 'prior' else 'achieved' end as status,
        case when n % 9 = 1 then 'area' else 'own' end as scope,
        case when n % 20 = 7 then 'prior:' || (year - 1) else 'year' end as period, '' as relation,
        '' as qualifier, name_zh as measure, figure || unit as surface, figure_start as char_start,
        figure_end as char_end, head || figure || unit || tail as sentence, '一、主要工作' as section_path,
        'fact_' || n % 40 as rule_id, 0.5 + (hash(j + n) % 50) / 100 as confidence,
        case when hash(j * 7 + n) % 500 = 0 then '与文中数不符:生成' else '' end as arithmetic,
        block_start as sentence_start, 'achievements' as section_role, true as is_current,
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
    """insert into made.core.report_block by name
    select report_id, cast(n as integer) as block_no, 'paragraph' as kind, block_start as char_start,
        cast(block_start + length(head || figure || unit || tail) as integer) as char_end,
        head || figure || unit || tail as block_text, document_id, 'k' as load_key
    from placed order by report_id, char_start, block_no""",
    """insert into made.core.report_section by name
    select report_id, cast(0 as integer) as section_no, 1 as depth, '一、' as number, '主要工作' as section_title,
        '一、主要工作' as section_path, 'achievements' as section_role, 0 as char_start, 6000 as char_end, document_id,
        'k' as load_key
    from reports order by report_id, section_no""",
    """insert into made.core.report_copy by name
    select 'reports/' || document_id || '.txt' as source_file, document_id, report_id, true as is_best,
        'chosen' as sameness, 1.0 as similarity, '生成' as why_zh, 'text/plain' as media_type,
        document_id as chosen_document_id
    from reports order by source_file""",
    """create temp table headlines as
    select agency_id, year, indicator_id, min_by(fact_id, mention_no) as fact_id, count(*) - 1 as rival_cnt
    from made.core.fct_fact where status = 'achieved' and scope in ('own', 'area') group by all""",
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
        case when facts.comparator = 'eq' and facts.scope = 'own' then values_.value end as additive_value,
        case when additive_value is null then '约数' end as not_additive_zh
    from made.core.fct_indicator_year as values_
    inner join made.core.fct_fact as facts on values_.fact_id = facts.fact_id
    inner join made.core.dim_indicator as indicators on values_.indicator_id = indicators.indicator_id
    inner join made.core.dim_system as systems on indicators.system_code = systems.system_code
    inner join made.core.dim_agency as agencies on values_.agency_id = agencies.agency_id
    left join made.core.dim_region as regions on agencies.region_id = regions.region_id
    left join made.core.dim_unit as units on values_.unit = units.unit
    order by indicator_id, year, agency_id""",
    """insert into made.analysis.v_facts by name
    select facts.* exclude (is_current, mention_no, document_id, load_key, sentence_start),
        agencies.full_name_zh as agency_zh, agencies.level as agency_level,
        agencies.function_zh as agency_function_zh, regions.region_code, regions.full_name_zh as region_zh,
        indicators.name_zh as indicator_zh, indicators.name_en as indicator_en, indicators.system_code,
        systems.name_zh as system_zh, indicators.topic, headlines.fact_id is not null as is_headline,
        reports.version as report_version, reports.is_current as is_current_report, reports.published_date,
        reports.source_file, reports.origin_url
    from made.core.fct_fact as facts
    inner join made.core.dim_report as reports on facts.report_id = reports.report_id
    inner join made.core.dim_agency as agencies on facts.agency_id = agencies.agency_id
    inner join made.core.dim_indicator as indicators on facts.indicator_id = indicators.indicator_id
    inner join made.core.dim_system as systems on indicators.system_code = systems.system_code
    left join made.core.dim_region as regions on agencies.region_id = regions.region_id
    left join headlines on facts.fact_id = headlines.fact_id
    order by agency_zh, facts.year, facts.report_id, facts.char_start""",
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
    """insert into made.analysis.v_agency_year_scorecard by name
    select reports.agency_id, reports.year, agencies.full_name_zh as agency_zh, agencies.level as agency_level,
        agencies.function_zh as agency_function_zh, 'held' as report_state,
        made_reports.published_date, 0 as days_after_deadline, 200 as mention_cnt, 100 as fact_cnt,
        100 as mapped_fact_cnt, 10 as hedged_fact_cnt, 0 as planned_fact_cnt, 90 as indicator_cnt,
        0 as zero_indicator_cnt, 0 as full_rate_cnt, 12 as system_cnt, reports.report_id, 0 as corrected_fact_cnt,
        5 as g1_indicator_cnt, 5 as g2_indicator_cnt, 5 as g3_indicator_cnt, 5 as g4_indicator_cnt,
        5 as g5_indicator_cnt, 5 as g6_indicator_cnt, 5 as g7_indicator_cnt, 5 as g8_indicator_cnt,
        5 as g9_indicator_cnt, 5 as p_indicator_cnt, 5 as x_indicator_cnt, 5 as m_indicator_cnt
    from reports inner join made.core.dim_agency as agencies on reports.agency_id = agencies.agency_id
    inner join made.core.dim_report as made_reports on reports.report_id = made_reports.report_id
    order by reports.agency_id, reports.year""",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the release and say how long it took and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--facts", type=int, default=FACTS)
    parser.add_argument("--source", type=Path, default=None)
    given = parser.parse_args(arguments)
    here = Home.from_environment()
    started = time.perf_counter()
    source = Home((given.source or here.root).resolve(), here.raw)
    version = write_release(Home(given.home.resolve(), here.raw), source, given.facts)
    size = sum(path.stat().st_size for path in version.iterdir() if path.is_file()) / 1e6
    print(f"{version}: {given.facts:,} facts, {size:,.0f} MB, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
