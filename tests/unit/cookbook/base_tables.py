"""The hand-made star as rows of the tables that the queries of the cookbook read.

Does not belong here: what is in it (reports.py, facts.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from tests.unit.cookbook.facts import FACTS
from tests.unit.cookbook.records import Fact, Report
from tests.unit.cookbook.reports import BODIES, MISSING, REGIONS, REPORTS


def base_tables() -> dict[str, list[dict[str, Any]]]:
    """Rows of the base tables, by ``schema.table``."""
    return {
        "core.dim_agency": [
            asdict(body) | {"name_zh": body.full_name_zh, "region_id": f"v{body.region_code}", "body_id": body.body}
            for body in BODIES
        ],
        "core.dim_region": [
            {"region_id": f"v{code}", "region_code": code, "name_zh": code, "full_name_zh": f"区划{code}",
             "level": level, "valid_from": first, "valid_to": last,
             "code_scheme": "GB/T 2260" if level != "乡" else "统计用区划代码"}
            for code, level, first, last in REGIONS
        ],
        "core.dim_year": [
            {"year": year, "report_deadline": date(year + 1, 3, 1), "publication_deadline": date(year + 1, 4, 1)}
            for year in range(2021, 2026)
        ],
        "core.dim_report": [
            {"report_id": report.report_id, "agency_id": report.agency_id, "year": report.year,
             "document_id": report.report_id, "version": 1, "is_current": report.is_current,
             "published_date": report.published, "source_file": f"reports/{report.report_id}.txt"}
            for report in REPORTS
        ],
        "core.fct_fact": [_fact_row(number, fact) for number, fact in enumerate(FACTS)],
        "core.report_block": list(_blocks()),
        "core.report_section": list(_sections()),
        "build.int_agency_years__states": [
            *({"agency_id": report.agency_id, "year": report.year, "report_state": "held",
               "report_id": report.report_id} for report in REPORTS if report.is_current),
            *({"agency_id": agency, "year": year, "report_state": state, "report_id": None}
              for agency, year, state in MISSING),
        ],
    }  # fmt: skip


def _fact_row(number: int, fact: Fact) -> dict[str, Any]:
    report_id = f"{fact.agency_id}-{fact.year}{'' if fact.is_current else '-old'}"
    return asdict(fact) | {
        "fact_id": fact.fact_id, "report_id": report_id, "document_id": report_id, "sentence": fact.sentence,
        "surface": f"{fact.value:g}{fact.unit}", "char_start": 10 * number, "char_end": 10 * number + 5,
        "measure": fact.indicator_id, "rule_id": "rule", "mention_no": number, "section_role": "achievements",
    }  # fmt: skip


def _spans(report: Report) -> Iterator[tuple[int, str, str, int]]:
    start = 0
    for number, (role, text) in enumerate(report.sections):
        yield number, role, text, start
        start += len(text) + 1


def _blocks() -> Iterator[dict[str, Any]]:
    for report in REPORTS:
        for number, _, text, start in _spans(report):
            yield {"report_id": report.report_id, "block_no": number, "kind": "paragraph", "char_start": start,
                   "char_end": start + len(text), "block_text": text, "document_id": report.report_id}  # fmt: skip


def _sections() -> Iterator[dict[str, Any]]:
    for report in REPORTS:
        for number, role, text, start in _spans(report):
            yield {"report_id": report.report_id, "section_no": number, "depth": 1, "section_role": role,
                   "char_start": start, "char_end": start + len(text), "document_id": report.report_id}  # fmt: skip
