"""The pages of the validation results (Data Docs) below FAZHI_HOME/data_docs, readable without a network.

Great Expectations renders its results; its own page would load styles, fonts and scripts from elsewhere, so the page
around them is ours: one small style sheet and a few lines of script, both inside the file. Nothing in a page depends on
when or where it was made. Does not belong here: evaluating anything, rows of the lake (rows.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from orchestration.checks.expectation import CheckResult
from orchestration.checks.rows import STEP_ORDER, read_results
from orchestration.checks.runner import Validation
from orchestration.home import Home

STEP_NAMES = {
    "landing": "落地",
    "documents": "读取",
    "mentions": "抽取",
    "corrections": "更正",
    "dbt": "dbt 测试",
    "marts": "入库",
    "release": "发布",
}
_SCRIPT = """
document.addEventListener("click", (event) => {
  const toggle = event.target.closest('[data-toggle="collapse"]');
  if (!toggle) return;
  event.preventDefault();
  document.getElementById(toggle.getAttribute("href").slice(1)).classList.toggle("show");
});
"""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SUMMARY_HEADER = "<tr><th>步骤</th><th>通过</th><th>提示</th><th>阻断</th></tr>"
_CHECK_HEADER = "<tr><th>结果</th><th>校验</th><th>预期</th><th>所见</th><th>理由</th></tr>"


def write_pages(home: Home, step: str, validation: Validation) -> None:
    """Write ``<step>.html`` from the results just found, and ``index.html`` over all steps in the lake table checks."""
    home.data_docs.mkdir(parents=True, exist_ok=True)
    page = _page(f"校验:{STEP_NAMES[step]} {step}", _step_body(validation))
    (home.data_docs / f"{step}.html").write_text(page, encoding="utf-8")
    write_index(home)


def write_index(home: Home) -> None:
    """Write ``index.html``; pages of steps that have no results any more are removed."""
    home.data_docs.mkdir(parents=True, exist_ok=True)
    results = read_results(home)
    for step in STEP_ORDER:
        if not any(result.step == step for result in results):
            (home.data_docs / f"{step}.html").unlink(missing_ok=True)
    page = _page("校验结果 · 法治 Fazhi", "".join(_index_body(home, results)))
    (home.data_docs / "index.html").write_text(page, encoding="utf-8")


def _index_body(home: Home, results: Sequence[CheckResult]) -> Iterator[str]:
    yield "<p class='soft'>最近一次构建中各步的校验。阻断(error)未过则其后各步不运行,提示(warning)只记录。</p>"
    yield f"<table><thead>{_SUMMARY_HEADER}</thead><tbody>"
    for step in STEP_ORDER:
        mine = [result for result in results if result.step == step]
        if mine:
            yield _index_row(step, mine, linked=(home.data_docs / f"{step}.html").exists())
    yield "</tbody></table><h2>未通过</h2>"
    yield _check_table([result for result in results if not result.passed], with_step=True)


def _index_row(step: str, results: Sequence[CheckResult], linked: bool) -> str:
    name = f"{STEP_NAMES[step]} {step}"
    cells = [f"<td><a href='{step}.html'>{name}</a></td>" if linked else f"<td>{name}</td>"]
    for state in ("passed", "warned", "failed"):
        count = sum(_state(result) == state for result in results)
        cells.append(f"<td class='{state if count else 'soft'}'>{count}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _step_body(validation: Validation) -> str:
    failed_first = sorted(validation.results, key=lambda result: result.passed)
    parts = ["<nav><a href='index.html'>← 全部步骤</a></nav>", _check_table(failed_first)]
    if validation.library_results:
        parts.append("<h2>Great Expectations 的验证明细</h2>")
    for table, library_result in validation.library_results.items():
        failed = any(result.table_name == table and not result.passed for result in validation.results)
        try:
            details = _rendered(table, library_result)
        except Exception as error:  # the library's renderer has its faults; the results above stand without it
            details = f"<p class='warned'>明细无法呈现:{escape(f'{type(error).__name__}: {error}')}</p>"
        parts.append(f"<details{' open' if failed else ''}><summary>{escape(table)}</summary>{details}</details>")
    return "".join(parts)


def _check_table(results: Sequence[CheckResult], with_step: bool = False) -> str:
    if not results:
        return "<p class='passed'>✔ 没有(none)</p>"
    rows = "".join(_check_row(result, with_step) for result in results)
    return f"<table class='checks'><thead>{_CHECK_HEADER}</thead><tbody>{rows}</tbody></table>"


def _check_row(result: CheckResult, with_step: bool) -> str:
    marks = {"passed": "✔ 通过", "warned": "▲ 提示", "failed": "✘ 阻断"}
    state = _state(result)
    place = f"{result.step} · {result.table_name}" if with_step else result.table_name
    return (
        f"<tr><td class='mark {state}'>{marks[state]}</td>"
        f"<td><code>{escape(result.check_name)}</code><br><span class='soft'>{escape(place)}</span></td>"
        f"<td><code>{escape(result.expected)}</code></td><td>{escape(result.observed)}</td>"
        f"<td>{escape(result.reason_zh)}</td></tr>"
    )


def _state(result: CheckResult) -> str:
    if result.passed:
        return "passed"
    return "warned" if result.severity == "warning" else "failed"


def _rendered(table: str, library_result: Any) -> str:
    """The library's own rendering, without its overview (which has the time of the run) and without its page."""
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer

    for result in library_result.results:
        # The library writes values of the data into its tables as they are, which would let a file name be a script.
        result.result = _escaped(result.result)
    view, sections = _view(), ValidationResultsPageRenderer().render(library_result).sections[1:]
    return "".join(
        _normalised(
            view.render({"section": section.to_json_dict(), "section_loop": {"index": number}}), f"{table}-{number}-"
        )
        for number, section in enumerate(sections, start=1)
    )


@cache
def _view() -> Any:
    """The library's view; one for all tables, because each compiles its templates anew (seconds of a build)."""
    from great_expectations.render.view.view import DefaultJinjaSectionView

    return DefaultJinjaSectionView()


def _escaped(value: Any) -> Any:
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: _escaped(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_escaped, value))
    return value


def _normalised(html: str, prefix: str) -> str:
    """Ids that are unique in the page and the same in every run."""
    for number, found in enumerate(dict.fromkeys(_UUID.findall(html)), start=1):
        html = html.replace(found, str(number))
    html = re.sub(r"(<[^>]*?\bid=\"?)(?=[^\"\s>])", rf"\g<1>{prefix}", html)
    html = html.replace('href="#', f'href="#{prefix}')
    return re.sub(r"[ \t]*\n\s*", "\n", html)


def _page(title: str, body: str) -> str:
    style = (files("orchestration.checks") / "docs.css").read_text(encoding="utf-8")
    return (
        "<!doctype html>\n<html lang='zh-CN'><head><meta charset='utf-8'>"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>"
        # An empty icon of our own, or browsers ask the server for one.
        f"<title>{escape(title)}</title><link rel='icon' href='data:,'><style>{style}</style></head>"
        f"<body><h1>{escape(title)}</h1>{body}<script>{_SCRIPT}</script></body></html>\n"
    )
