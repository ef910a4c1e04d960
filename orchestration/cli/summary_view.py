"""The summary of a home as people read it; used at the end of a build and by ``fazhi status``.

Does not belong here: counting anything (serving/summary.py).
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from orchestration.cli.invocation import pasteable
from orchestration.home import Home
from orchestration.serving.summary import CheckTally, RejectedFile, Summary
from orchestration.serving.tables import shown

SHOWN = 20
_SHOWN_CHECKS = 8
_SHOWN_COPIES = 3
_ANY_WIDTH = 10_000
_STAGES = {"landing": "落地", "reading": "读取", "extraction": "抽取"}
_KINDS = {
    "copy": "副本",
    "duplicate": "重复",
    "neighbour": "邻近文种",
    "archive": "压缩包",
    "superseded": "旧版",
}
_OUTCOMES = {
    "conflicting": "各条相互矛盾",
    "expectation_failed": "抽取值已非 expect",
    "ambiguous": "所指不止一处",
    "not_located": "未找到所指",
    "not_understood": "公告措辞不识",
    "malformed": "登记有误",
    "correction_error": "程序出错",
}


def print_summary(console: Console, home: Home, summary: Summary, limit: int | None = SHOWN) -> None:
    """Print counts, rejected files with reason and hint, checks, the place of the release, and the SQL to try first.

    ``limit`` is how many of each kind are listed; None lists all.
    """
    console.print()
    print_pairs(console, _pairs(home, summary))
    print_newly_read(console, summary, limit)
    print_rejected(console, summary, limit)
    print_unapplied(console, summary, limit)
    print_aside(console, summary, limit)
    if summary.first_sql:
        console.print()
        console.print(Text("先试这一句(try this first):", style="bold"))
        console.print(Text(f"  {pasteable(f'sql {_quoted(summary.first_sql)}')}"), soft_wrap=True)


def print_pairs(console: Console, pairs: Iterable[tuple[str, str | Text]]) -> None:
    """Names left, values right of them, in two columns."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in pairs:
        grid.add_row(name, value)
    if not console.is_terminal:
        # In a log a path must stay on one line, however long.
        natural = Measurement.get(console, console.options.update(max_width=_ANY_WIDTH), grid).maximum
        console.width = max(console.width, natural)
    console.print(grid)


def print_newly_read(console: Console, summary: Summary, limit: int | None = SHOWN) -> None:
    """Each file that the release before had not, with the body and year it was taken for; without a title, by what."""
    if summary.newly_read:
        console.print(Text(f"新读入的报告 {len(summary.newly_read)} 份(newly read):"))
    for file in summary.newly_read[:limit]:
        line = Text("  + ", style="green").append_text(shown(file.source_file))
        line.append(" → ").append_text(shown(file.agency_zh)).append(f" {file.year or '年度不详'}")
        if not file.title:
            line.append_text(shown(f" [无题名] 机关据 {file.agency_evidence}"))
        console.print(line, soft_wrap=True)
    _print_more(console, len(summary.newly_read), limit, "项", "core.dim_report")


def print_rejected(console: Console, summary: Summary, limit: int | None = SHOWN) -> None:
    """Each rejected file with what was found, what was expected and what to do; before many of them, how often which
    reason was given."""
    rejected = _rejected(summary)
    if limit is not None and len(rejected) > limit:
        reasons = Counter(file.reason_zh for file in rejected).most_common()
        counted = " · ".join(f"{reason} {count}" for reason, count in reasons)
        console.print(Text(f"  拒收理由 {counted}"), soft_wrap=True)
    for file in rejected[:limit]:
        line = Text("  ✗ ", style="red")
        stage = _STAGES.get(file.stage, file.stage)
        line.append_text(shown(file.source_file)).append(f" [{stage} {file.reason_code}] {file.reason_zh}")
        console.print(line, soft_wrap=True)
        console.print(shown(f"    实际 {file.found};应为 {file.expected}"), soft_wrap=True)
        console.print(shown(f"    → {file.hint_zh}"), soft_wrap=True)
    _print_more(console, len(rejected), limit, "个", "quality.rejected")


def print_unapplied(console: Console, summary: Summary, limit: int | None = SHOWN) -> None:
    """Each correction that changed nothing, with its line, what was found and what to do."""
    unapplied = summary.corrections.unapplied
    for one in unapplied[:limit]:
        line = Text("  ! ", style="yellow")
        why = _OUTCOMES.get(one.correction_outcome, "")
        line.append_text(shown(f"{one.source_file}:{one.line_no}"))
        line.append(f" [{one.correction_outcome}] 更正未采用{why and ':'}{why}")
        console.print(line, soft_wrap=True)
        wanted = f";应为 {one.expected}" if one.expected else ""
        console.print(shown(f"    实际 {one.found}{wanted}"), soft_wrap=True)
        console.print(shown(f"    → {one.hint_zh}"), soft_wrap=True)
    _print_more(console, len(unapplied), limit, "条", "quality.correction")


def print_aside(console: Console, summary: Summary, limit: int | None = SHOWN) -> None:
    """Each file that was read and is no report of its own, with why; copies under the file that stands for them."""
    lines = [*_single_lines(summary), *_copy_lines(summary, None if limit is None else _SHOWN_COPIES)]
    for file, why in lines[:limit]:
        line = Text("  · ", style="cyan")
        console.print(line.append_text(shown(file)).append(" ").append_text(shown(why)), soft_wrap=True)
    _print_more(console, len(lines), limit, "项", "core.report_copy 与 core.dim_document")


def _single_lines(summary: Summary) -> Iterator[tuple[str, str]]:
    """Neighbours, older versions, archives: file and why."""
    for kind in ("neighbour", "superseded"):
        for file in summary.aside:
            if file.kind == kind:
                yield file.source_file, f"[{_KINDS[kind]}] {file.why_zh}"
    for opened in summary.rejected:
        if opened.reason_code == "archive_opened":
            yield opened.source_file, f"[{_KINDS['archive']}] {opened.reason_zh},{opened.found}"


def _copy_lines(summary: Summary, names: int | None) -> Iterator[tuple[str, str]]:
    """The file that stands for others, and these by the reason why they are no reports of their own."""
    copies: dict[tuple[str, str], list[str]] = {}
    for file in summary.aside:
        if file.kind == "copy":
            copies.setdefault((file.of, file.why_zh), []).append(file.source_file)
    for (chosen, why), files in copies.items():
        told = "、".join(files[:names]) + (" …" if len(files) > len(files[:names]) else "")
        yield chosen, f"[{_KINDS['copy']} {len(files)}] {why}:{told}"
    for duplicate in summary.rejected:
        if duplicate.reason_code == "duplicate":
            yield duplicate.source_file, f"[{_KINDS['duplicate']}] {duplicate.reason_zh}:{duplicate.found}"


def _print_more(console: Console, number: int, limit: int | None, counter: str, table: str) -> None:
    if limit is not None and number > limit:
        told = f"{pasteable('status --all')} 逐一列出;亦见 {table}(more)"
        console.print(Text(f"  … 另有 {number - limit} {counter},{told}"), soft_wrap=True)


def _rejected(summary: Summary) -> list[RejectedFile]:
    return [file for file in summary.rejected if file.is_fault]


def checks_text(checks: CheckTally) -> Text:
    """Passed, warned, failed, with the names of those that did not pass."""
    text = Text(f"通过 {checks.passed} · 警告 {len(checks.warned)} · 未过 {len(checks.failed)}")
    if checks.of_release:
        text.append(f"(其中 {checks.of_release} 项校验发布本身,不在其 quality.check_result 内)")
    for names, style in ((checks.failed, "red"), (checks.warned, "yellow")):
        for name in names[:_SHOWN_CHECKS]:
            text.append(f"\n{name}", style=style)
            if reason := checks.reasons_zh.get(name):
                text.append(f" {reason}", style="dim")
        if len(names) > _SHOWN_CHECKS:
            text.append(f"\n… {len(names) - _SHOWN_CHECKS} more", style=style)
    return text


def _pairs(home: Home, summary: Summary) -> list[tuple[str, str | Text]]:
    share = "–" if summary.share_mapped is None else f"{summary.share_mapped:.1%}"
    return [
        (
            "报告 reports",
            f"载入 {summary.loaded} · 拒收 {len(_rejected(summary))}{_aside(summary)}(文件共 {summary.files})",
        ),
        ("数字提及 mentions", f"{summary.mentions:,}"),
        ("事实 facts", f"{summary.facts:,}"),
        ("已对应指标 mapped", f"{summary.mapped_facts:,}({share})"),
        *_corrections(summary),
        ("校验 checks", checks_text(summary.checks)),
        ("发布 release", f"{home.current_release / 'fazhi.duckdb'} → {summary.version}" if summary.version else "尚无"),
    ]


def _corrections(summary: Summary) -> list[tuple[str, str | Text]]:
    """A line where there are corrections."""
    found = summary.corrections
    told = f"采用 {found.applied} · 待处理 {len(found.unapplied)}(共 {found.given});改动事实 {found.changed_facts}"
    return [("更正 corrections", told)] if found.given else []


def _aside(summary: Summary) -> str:
    """What is neither a report nor at fault, by kind; an older version is among the loaded."""
    counts = Counter(file.kind for file in summary.aside)
    counts["duplicate"] = sum(file.reason_code == "duplicate" for file in summary.rejected)
    counts["archive"] = sum(file.reason_code == "archive_opened" for file in summary.rejected)
    of_loaded = f" · 载入中旧版 {counts['superseded']}" if counts["superseded"] else ""
    told = (f" · {name} {counts[kind]}" for kind, name in _KINDS.items() if counts[kind] and kind != "superseded")
    return "".join(told) + of_loaded


def _quoted(sql: str) -> str:
    return shlex.quote(sql) if '"' in sql else f'"{sql}"'
