"""A small release with everything the viewer shows, in milliseconds and without dbt: four bodies, five reports.

Tables are those that dbt declares. Does not belong here: the reports (viewer_reports.py), or expectations.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from orchestration.csv_rows import rows_of
from orchestration.home import SEEDS, Home
from orchestration.lake.search_index import write_search_index
from orchestration.mart_schema import MartTable, mart_tables
from tests.support.viewer_reports import HOSTILE, PLAIN, REPORTS, SIGNATURE, Report, identifier

_PLACES = (("440300", "东山市", "市"), ("440304", "南山县", "县"), ("440305", "北山县", "县"))


def make_release(home: Home, reports: Sequence[Report] = REPORTS, version: str = "r0001-aaaaaaaaaa") -> Path:
    """Write a release of ``reports`` and make it the current one; returns its directory."""
    directory = home.releases / version
    directory.mkdir(parents=True)
    path = directory / "fazhi.duckdb"
    with duckdb.connect(str(path)) as connection:
        tables = {table.qualified_name: table for table in mart_tables()}
        for table in tables.values():
            _create(connection, table)
        _fill_dictionary(connection, tables)
        for report in reports:
            _fill_report(connection, tables, report)
        for statement in _DERIVED:
            connection.execute(statement)
        _fill_quality(connection, tables)
    write_search_index(path, directory)
    (directory / "manifest.json").write_text(json.dumps({"format": 2, "tables": []}), encoding="utf-8")
    _point(home, version)
    return directory


def _point(home: Home, version: str) -> None:
    link = home.releases / ".next"
    link.unlink(missing_ok=True)
    link.symlink_to(version, target_is_directory=True)
    link.replace(home.releases / "current")


def _create(connection: duckdb.DuckDBPyConnection, table: MartTable) -> None:
    schema = table.qualified_name.split(".")[0]
    connection.execute(f"create schema if not exists {schema}")
    columns = ", ".join(f'"{name}" {data_type}' for name, data_type in table.columns.items())
    connection.execute(f"create table {table.qualified_name} ({columns})")
    connection.execute(f"comment on column {table.qualified_name}.{next(iter(table.columns))} is '说明(note)'")


def _insert(
    connection: duckdb.DuckDBPyConnection, tables: Mapping[str, MartTable], name: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    columns = [column for column in tables[name].columns if any(column in row for row in rows)]
    marks = ", ".join("?" for _ in columns)
    for row in rows:
        assert row.keys() <= tables[name].columns.keys(), (name, row.keys() - tables[name].columns.keys())
        connection.execute(
            f"insert into {name} ({', '.join(columns)}) values ({marks})", [row.get(column) for column in columns]
        )


def _fill_dictionary(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, MartTable]) -> None:
    wanted = ["penalty_cnt", "penalty_amt", "inspect_entity_cnt", "enforcement_train_person_cnt", "exam_pass_rate"]
    known = [row for row in rows_of(SEEDS / "indicators.csv") if row["indicator_id"] in wanted]
    columns = tables["core.dim_indicator"].columns
    rows = [{name: row[name] or None for name in columns if name in row} for row in known]
    rows.append({"indicator_id": "unmapped", "name_zh": "未对应指标", "name_en": "Unmapped", "system_code": "U",
                 "topic": "unmapped", "measure_type": "none", "agg_over_agency": "none"})  # fmt: skip
    _insert(connection, tables, "core.dim_indicator", rows)
    systems = [dict(row, sort_order=int(row["sort_order"])) for row in rows_of(SEEDS / "systems.csv")]
    _insert(connection, tables, "core.dim_system", systems)
    _insert(connection, tables, "core.dim_unit", [
        {"unit": "件", "unit_family": "item"}, {"unit": "元", "unit_family": "money"},
        {"unit": "人次", "unit_family": "person_time"}, {"unit": "家", "unit_family": "entity"},
    ])  # fmt: skip
    _insert(connection, tables, "core.dim_region", [
        {"region_id": "p44", "region_code": "440000", "name_zh": "广东省", "full_name_zh": "广东省", "level": "省",
         "code_scheme": "GB/T 2260"},
        *({"region_id": code, "region_code": code, "name_zh": name, "full_name_zh": f"广东省{name}", "level": level,
           "parent_region_id": "p44", "code_scheme": "GB/T 2260"} for code, name, level in _PLACES),
    ])  # fmt: skip


def _fill_report(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, MartTable], report: Report) -> None:
    if not connection.execute("select 1 from core.dim_agency where agency_id = ?", [report.agency_id]).fetchone():
        _insert(connection, tables, "core.dim_agency", [{
            "agency_id": report.agency_id, "name_zh": report.agency, "full_name_zh": report.agency,
            "level": report.level, "function_zh": report.function, "region_id": report.region,
            "valid_from": 2020, "is_current": True, "body_id": identifier("body", report.agency),
            "first_year": 2022, "last_year": 2023,
        }])  # fmt: skip
    rows = _mentions(report)
    facts = [row for row in rows if row["kind"] == "fact"]
    _insert(connection, tables, "core.dim_document", [{
        "document_id": report.document_id, "source_file": f"reports/{report.document_id}.txt", "is_report": True,
        "media_type": "text/plain", "agency_evidence": f"题名「{report.agency}」", "year_evidence": "题名",
        "genre_evidence": "题名", "report_id": report.report_id, "is_recognised": False,
    }])  # fmt: skip
    _insert(connection, tables, "core.dim_report", [{
        "report_id": report.report_id, "agency_id": report.agency_id, "year": report.year,
        "document_id": report.document_id, "version": 1, "is_current": True, "title": report.title,
        "published_date": date(report.year + 1, 2, 1), "origin_url": report.url, "chars": len(report.text),
        "source_file": f"reports/{report.document_id}.txt", "mention_cnt": len(rows), "fact_cnt": len(facts),
        "mapped_fact_cnt": len(facts), "genre": "法治政府建设年度报告", "copy_cnt": 1,
        "completed_date": date(report.year + 1, 2, 1),
    }])  # fmt: skip
    _insert(connection, tables, "quality.evidence", [
        {"document_id": report.document_id, "candidate_no": number, "candidate_field": field, "is_chosen": True,
         "candidate_value": date(report.year + 1, 2, 1).isoformat(), "place": place, "is_rejected": False,
         "source_file": f"reports/{report.document_id}.txt"}
        for number, (field, place) in enumerate((
            ("published", report.dated_by), ("completed", SIGNATURE),
        ))
    ])  # fmt: skip
    start = 0
    blocks, tables_of = [], [text for kind, text in report.blocks if kind == "table_cell"]
    for number, (kind, text) in enumerate(report.blocks):
        cell = {"table_no": 0, "row_no": tables_of.index(text), "column_no": 0} if kind == "table_cell" else {}
        blocks.append({"report_id": report.report_id, "block_no": number, "kind": kind, "char_start": start,
                       "char_end": start + len(text), "block_text": text, "document_id": report.document_id,
                       **cell, **dict(*report.pages[number : number + 1])})  # fmt: skip
        start += len(text) + 1
    _insert(connection, tables, "core.report_block", blocks)
    _insert(connection, tables, "core.report_section", [{
        "report_id": report.report_id, "section_no": 1, "depth": 1, "number": "一、", "section_title": "主要做法",
        "section_path": "一、主要做法", "section_role": "achievements", "char_start": blocks[-1]["char_start"],
        "char_end": len(report.text), "document_id": report.document_id,
    }])  # fmt: skip
    _insert(connection, tables, "core.report_copy", [{
        "source_file": f"reports/{report.document_id}.txt", "document_id": report.document_id, "is_best": True,
        "report_id": report.report_id, "sameness": "chosen", "similarity": 1.0, "why_zh": "唯一",
        "chosen_document_id": report.document_id,
    }])  # fmt: skip
    _insert(connection, tables, "core.fct_mention", [_only(tables["core.fct_mention"], row) for row in rows])
    _insert(connection, tables, "core.fct_fact", [
        _only(tables["core.fct_fact"], row | {
            "fact_id": row["mention_id"], "is_headline_candidate": row["status"] == "achieved",
        }) for row in facts
    ])  # fmt: skip


def _only(table: MartTable, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name in table.columns}


def _mentions(report: Report) -> list[dict[str, Any]]:
    rows, place = [], 0
    for number, figure in enumerate(report.figures):
        start = report.text.index(figure.surface, place)
        place = start + len(figure.surface)
        line = report.text.rfind("\n", 0, start) + 1
        begin = max(line, report.text.rfind("。", 0, start) + 1)
        end = report.text.find("。", place)
        stop = report.text.find("\n", place)
        ends = min(one for one in (end + 1 if end >= 0 else len(report.text), stop if stop >= 0 else len(report.text)))
        key = report.fact_id(number)
        rows.append({
            "mention_id": key, "fact_id": key if figure.kind == "fact" else None, "report_id": report.report_id,
            "agency_id": report.agency_id, "year": report.year, "mention_no": number, "kind": figure.kind,
            "value": Decimal(figure.value), "comparator": "eq", "unit": figure.unit, "value_kind": "level",
            "status": "achieved", "scope": "own", "period": "year", "relation": "", "qualifier": "",
            "measure": "行政处罚", "indicator_id": figure.indicator_id, "surface": figure.surface,
            "char_start": start, "char_end": place, "sentence": report.text[begin:ends], "sentence_start": begin,
            "section_path": "一、主要做法", "rule_id": "count_noun" if figure.kind == "fact" else "year",
            "confidence": 0.8 if number else 0.4, "arithmetic": "", "is_current": True,
            "document_id": report.document_id, "load_key": "k", **figure.fields,
        })  # fmt: skip
    return rows


def _fill_quality(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, MartTable]) -> None:
    _insert(connection, tables, "quality.check_result", [
        {"check_result_id": str(number), "step": step, "check_name": "rows_exist", "table_name": "t",
         "severity": "error" if passed else "warning", "passed": passed, "expected": "至少一行", "observed": HOSTILE,
         "checked_cnt": 3, "failed_cnt": 0 if passed else 1, "reason_zh": "理由"}
        for number, (step, passed) in enumerate((("landing", True), ("marts", False)))
    ])  # fmt: skip
    _insert(connection, tables, "quality.extraction_rules", [
        {"rule_id": rule, "decides": decides, "description_zh": description, "fired_cnt": 3, "corpus_cnt": 9,
         "right_cnt": 9, "precision": 1.0, "confidence": 0.9, "corpus_support": "rare"}
        for rule, decides, description in (("year", "kind", "年份"), ("count_noun", "measure", "数字后接名词"))
    ])  # fmt: skip
    _insert(connection, tables, "quality.rejected", [
        {"source_file": f"reports/{HOSTILE}", "stage": "reading", "reason_code": "empty", "reason_zh": "空文件",
         "found": "0 字节", "expected": "有文字", "hint_zh": "=HYPERLINK(1)"},
    ])  # fmt: skip
    _insert(connection, tables, "quality.review", [
        {"source_file": "reports/x.txt", "document_id": PLAIN.document_id, "subject": "dates",
         "reason_zh": "年度与日期不一致", "found": "2023、2025", "hint_zh": "核对", "fill_in": "published_date",
         "is_blocking": False},
    ])  # fmt: skip
    _insert(connection, tables, "quality.numeral_ledger", [
        {"document_id": PLAIN.document_id, "report_id": PLAIN.report_id, "source_file": "reports/2023/南山县.txt",
         "digit_cnt": 12, "digit_mention_cnt": 12, "numeral_cnt": 3, "numeral_mention_cnt": 1, "mention_cnt": 6,
         "numeral_lexical_cnt": 2, "fact_cnt": 4, "mapped_fact_cnt": 4, "is_balanced": True},
    ])  # fmt: skip
    _insert(connection, tables, "quality.row_count", [
        {"arrow": arrow, "arrow_no": number, "rule_zh": "入 = 出", "in_cnt": 5, "out_cnt": 5,
         "rejected_cnt": 0, "duplicate_cnt": 0, "set_aside_cnt": 0, "difference_cnt": 0, "is_balanced": True}
        for number, arrow in enumerate(("landing → documents", "mentions → fct_mention"), start=1)
    ])  # fmt: skip
    _insert(connection, tables, "quality.consistency", [
        {"consistency_id": "c1", "check_name": "component_sum", "outcome": "inconsistent",
         "fact_id": PLAIN.fact_id(1), "report_id": PLAIN.report_id, "agency_id": PLAIN.agency_id, "year": 2023,
         "measure": "行政处罚", "expected_value": 30, "observed_value": 31, "unit": "件", "surface": "31件",
         "sentence": "全年作出行政处罚31件"},
    ])  # fmt: skip


_DERIVED = (
    """insert into core.fct_indicator_year by name
    select asked.agency_id, asked.year, indicators.indicator_id, facts.value, facts.low, facts.high, facts.unit,
        facts.fact_id, reports.report_id, greatest(count(facts.fact_id) over candidates - 1, 0) as rival_cnt,
        case when reports.report_id is null then 'report_missing' when facts.fact_id is null then 'silent'
            else 'reported' end as state
    from (select agency_id, year from core.dim_agency cross join (values (2022), (2023)) as years (year)) as asked
    cross join core.dim_indicator as indicators
    left join core.dim_report as reports on asked.agency_id = reports.agency_id and asked.year = reports.year
    left join core.fct_fact as facts on reports.report_id = facts.report_id and facts.status = 'achieved'
        and indicators.indicator_id = facts.indicator_id
    -- what a body has never reported has no row, as in a release that was built
    where (asked.agency_id, indicators.indicator_id) in (
        select (agency_id, indicator_id) from core.fct_fact where indicator_id <> 'unmapped'
    )
    window candidates as (partition by asked.agency_id, asked.year, indicators.indicator_id)
    qualify row_number() over (candidates order by facts.scope <> 'own', facts.char_start) = 1""",
    """insert into analysis.v_indicator_values by name
    select cells.indicator_id, cells.year, cells.agency_id, indicators.name_zh as indicator_zh,
        indicators.name_en as indicator_en, indicators.system_code, indicators.measure_type,
        agencies.full_name_zh as agency_zh, agencies.level as agency_level,
        agencies.function_zh as agency_function_zh, agencies.body_id, regions.region_code,
        regions.full_name_zh as region_zh, cells.value, cells.low, cells.high, facts.comparator, cells.unit,
        units.unit_family, facts.scope, facts.period, facts.qualifier, facts.surface, facts.sentence, cells.rival_cnt,
        cells.fact_id, cells.report_id,
        case when indicators.agg_over_agency <> 'sum_same_level_only' then '比率、序次等不可相加'
            when facts.comparator <> 'eq' then '约数' when facts.scope <> 'own' then '非本机关口径:' || facts.scope
            when facts.qualifier <> '' then '有限定语:' || facts.qualifier end as not_additive_zh,
        case when not_additive_zh is null then cells.value end as additive_value
    from core.fct_indicator_year as cells
    inner join core.fct_fact as facts on cells.fact_id = facts.fact_id
    inner join core.dim_indicator as indicators on cells.indicator_id = indicators.indicator_id
    inner join core.dim_agency as agencies on cells.agency_id = agencies.agency_id
    left join core.dim_region as regions on agencies.region_id = regions.region_id
    left join core.dim_unit as units on cells.unit = units.unit
    order by 1, 2, 3""",
    """insert into analysis.v_indicator_year_comparison by name
    select cells.indicator_id, cells.year, agencies.level as agency_level, indicators.name_zh as indicator_zh,
        indicators.name_en as indicator_en, indicators.system_code, indicators.measure_type,
        count(cells.fact_id) as reported_cnt, count(*) filter (state = 'silent') as silent_cnt
    from core.fct_indicator_year as cells
    inner join core.dim_agency as agencies on cells.agency_id = agencies.agency_id
    inner join core.dim_indicator as indicators on cells.indicator_id = indicators.indicator_id
    group by all having count(cells.fact_id) > 0""",
    """insert into analysis.v_agency_year_scorecard by name
    select agencies.agency_id, asked.year, agencies.full_name_zh as agency_zh, agencies.level as agency_level,
        agencies.function_zh as agency_function_zh,
        case when reports.report_id is null then 'report_missing' else 'held' end as report_state,
        reports.published_date, -59 as days_after_deadline, coalesce(reports.fact_cnt, 0) as fact_cnt,
        coalesce(reports.fact_cnt, 0) as mapped_fact_cnt, 0 as hedged_fact_cnt, 0 as planned_fact_cnt,
        2 as indicator_cnt, 0 as zero_indicator_cnt, 0 as full_rate_cnt, reports.report_id, 0 as corrected_fact_cnt,
        0 as g1_indicator_cnt, 0 as g2_indicator_cnt, 0 as g3_indicator_cnt, 2 as g4_indicator_cnt,
        0 as g5_indicator_cnt, 0 as g6_indicator_cnt, 0 as g7_indicator_cnt, 0 as g8_indicator_cnt,
        0 as g9_indicator_cnt, 0 as p_indicator_cnt, 0 as x_indicator_cnt, 0 as m_indicator_cnt
    from core.dim_agency as agencies
    cross join (values (2022), (2023)) as asked (year)
    left join core.dim_report as reports on agencies.agency_id = reports.agency_id and asked.year = reports.year""",
)
