"""dbt's own data tests and unit tests as rows of the table ``checks``, step ``dbt``: one row a test.

Read from the files that dbt leaves of a run. Does not belong here: running dbt (assets/warehouse.py), what is tested
(dbt_project/).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.checks.docs import write_pages
from orchestration.checks.expectation import CheckResult, Severity
from orchestration.checks.rows import write_results
from orchestration.checks.runner import Validation
from orchestration.home import Home

STEP = "dbt"
_PASSED = {"pass", "success"}
_UNIT_TEST = "unit_test"
_REASONS = {
    "unique": "标识不得重复,否则连接会使数字翻倍。",
    "not_null": "此列不得为空。",
    "relationships": "外键须有所指,否则连接会丢数字。",
    "accepted_values": "取值须在所列之内。",
    "holds": "每行须满足所列条件。",
    "same_row_count": "行数须与来源一致,一行不多一行不少。",
    "not_blank": "此列不得为空白。",
    "matches_pattern": "取值须合乎写法。",
    _UNIT_TEST: "模型的逻辑:给定输入须得预期输出。",
}


def dbt_check_rows(run_results: Path, manifest: Path) -> list[CheckResult]:
    """One result a data test or unit test of the run; tests that did not run count as failed.

    Raises FileNotFoundError without the two files, KeyError when they belong to different versions of the project.
    """
    run = json.loads(run_results.read_text(encoding="utf-8"))
    nodes = json.loads(manifest.read_text(encoding="utf-8"))
    tests: dict[str, Any] = {**nodes["nodes"], **nodes.get("unit_tests", {})}
    return [
        _result(result, tests[result["unique_id"]], nodes["nodes"])
        for result in sorted(run["results"], key=lambda result: str(result["unique_id"]))
        if result["unique_id"].split(".")[0] in {"test", _UNIT_TEST}
    ]


def record_dbt_results(home: Home) -> list[CheckResult]:
    """Write the tests of the last ``dbt build`` to lake/checks/dbt.parquet and data_docs; forgets later steps.

    Returns them; none when dbt has not run in this home.
    """
    directory = home.build / "dbt" / "run"
    run_results, manifest = directory / "run_results.json", directory / "manifest.json"
    if not run_results.exists() or not manifest.exists():
        return []
    results = dbt_check_rows(run_results, manifest)
    write_results(home, STEP, results)
    write_pages(home, STEP, Validation(tuple(results), {}))
    return results


def _result(result: Mapping[str, Any], test: Mapping[str, Any], nodes: Mapping[str, Any]) -> CheckResult:
    kind, passed = _kind(test), result["status"] in _PASSED
    failures = result.get("failures")
    failed = 0 if passed else int(failures or 1)
    return CheckResult(
        step=STEP,
        check_name=str(test["name"]),
        table_name=_table(test, nodes),
        column_name=test.get("column_name"),
        severity=_severity(test),
        passed=passed,
        expected=_expected(test, kind),
        observed=_observed(result, passed),
        # dbt counts the rows that fail, not those it has looked at.
        checked_cnt=0,
        failed_cnt=failed,
        reason_zh=" ".join(str(test.get("description") or _REASONS.get(kind, "dbt 测试。")).split()),
    )


def _kind(test: Mapping[str, Any]) -> str:
    if test["resource_type"] == _UNIT_TEST:
        return _UNIT_TEST
    metadata = test.get("test_metadata")
    return str(metadata["name"]) if metadata else "singular"


def _severity(test: Mapping[str, Any]) -> Severity:
    return "warning" if str(test["config"].get("severity") or "error").lower().startswith("warn") else "error"


def _table(test: Mapping[str, Any], nodes: Mapping[str, Any]) -> str:
    """``schema.name`` of the tested model; a test of no single model names itself."""
    if test["resource_type"] == _UNIT_TEST:
        tested = next((node for node in nodes.values() if node["name"] == test["model"]), None)
    else:
        tested = nodes.get(test.get("attached_node") or "")
    return f"{tested['schema']}.{tested['name']}" if tested else str(test["name"])


def _expected(test: Mapping[str, Any], kind: str) -> str:
    """The test as it is written, e.g. ``relationships(field=report_id, to=ref('dim_report'))``."""
    arguments = (test.get("test_metadata") or {}).get("kwargs", {})
    shown = (f"{name}={value}" for name, value in sorted(arguments.items()) if name not in {"model", "column_name"})
    return f"{kind}({', '.join(shown)})"


def _observed(result: Mapping[str, Any], passed: bool) -> str:
    if passed:
        return "0 行不合"
    if result["status"] == "skipped":
        return "未运行:上游未成功"
    # The first line tells; the rest are compiled SQL and paths.
    message = str(result.get("message") or "").strip().splitlines()
    return f"{result.get('failures')} 行不合" if result.get("failures") else (message or ["失败"])[0]
