"""The summary of a home as people read it; used at the end of a build and by ``fazhi status``.

Does not belong here: counting anything (serving/summary.py).
"""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable

from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from orchestration.home import Home
from orchestration.serving.summary import CheckTally, Summary
from orchestration.serving.tables import shown

_SHOWN_REJECTIONS = 20
_SHOWN_CHECKS = 8
_ANY_WIDTH = 10_000


def print_summary(console: Console, home: Home, summary: Summary) -> None:
    """Print counts, rejected files with reason and hint, checks, the place of the release, and the SQL to try first."""
    console.print()
    print_pairs(console, _pairs(home, summary))
    print_rejected(console, summary)
    print_unapplied(console, summary)
    print_aside(console, summary)
    if summary.first_sql:
        console.print()
        console.print(Text("先试这一句(try this first):", style="bold"))
        console.print(Text(f"  fazhi sql {_quoted(summary.first_sql)}"), soft_wrap=True)


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


def print_rejected(console: Console, summary: Summary) -> None:
    """Each rejected file with what was found, what was expected and what to do; before many of them, how often which
    reason was given."""
    if len(summary.rejected) > _SHOWN_REJECTIONS:
        reasons = Counter(file.reason_zh for file in summary.rejected).most_common()
        counted = " · ".join(f"{reason} {count}" for reason, count in reasons)
        console.print(Text(f"  拒收理由 {counted}"), soft_wrap=True)
    for file in summary.rejected[:_SHOWN_REJECTIONS]:
        line = Text("  ✗ ", style="red")
        line.append_text(shown(file.source_file)).append(f" [{file.stage}] {file.reason_zh}")
        console.print(line, soft_wrap=True)
        console.print(shown(f"    实际 {file.found};应为 {file.expected}"), soft_wrap=True)
        console.print(shown(f"    → {file.hint_zh}"), soft_wrap=True)
    if (more := len(summary.rejected) - _SHOWN_REJECTIONS) > 0:
        console.print(Text(f"  … 另有 {more} 个,见 quality.rejected(more)"))


def print_unapplied(console: Console, summary: Summary) -> None:
    """Each correction that changed nothing, with its line, what was found and what to do."""
    unapplied = summary.corrections.unapplied
    for one in unapplied[:_SHOWN_REJECTIONS]:
        line = Text("  ! ", style="yellow")
        line.append_text(shown(f"{one.source_file}:{one.line_no}")).append(f" [{one.correction_outcome}] 更正未采用")
        console.print(line, soft_wrap=True)
        console.print(shown(f"    {one.found}"), soft_wrap=True)
        console.print(shown(f"    → {one.hint_zh}"), soft_wrap=True)
    if (more := len(unapplied) - _SHOWN_REJECTIONS) > 0:
        console.print(Text(f"  … 另有 {more} 条,见 quality.correction(more)"))


def print_aside(console: Console, summary: Summary) -> None:
    """Each file that was read and is no report of its own, with why."""
    for file in summary.aside[:_SHOWN_REJECTIONS]:
        line = Text("  · ", style="cyan")
        line.append_text(shown(file.source_file)).append(f" [{file.kind}] ").append_text(shown(file.why_zh))
        console.print(line, soft_wrap=True)
    if (more := len(summary.aside) - _SHOWN_REJECTIONS) > 0:
        console.print(Text(f"  … 另有 {more} 个,见 core.report_copy 与 core.dim_document(more)"))


def checks_text(checks: CheckTally) -> Text:
    """Passed, warned, failed, with the names of those that did not pass."""
    text = Text(f"通过 {checks.passed} · 警告 {len(checks.warned)} · 未过 {len(checks.failed)}")
    for names, style in ((checks.failed, "red"), (checks.warned, "yellow")):
        for name in names[:_SHOWN_CHECKS]:
            text.append(f"\n{name}", style=style)
        if len(names) > _SHOWN_CHECKS:
            text.append(f"\n… {len(names) - _SHOWN_CHECKS} more", style=style)
    return text


def _pairs(home: Home, summary: Summary) -> list[tuple[str, str | Text]]:
    share = "–" if summary.share_mapped is None else f"{summary.share_mapped:.1%}"
    return [
        (
            "报告 reports",
            f"载入 {summary.loaded} · 拒收 {len(summary.rejected)}(文件 {summary.files}){_aside(summary)}",
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
    kinds = (("副本", "copy"), ("旧版", "superseded"), ("邻近文种", "neighbour"))
    counts = [(name, sum(file.kind == kind for file in summary.aside)) for name, kind in kinds]
    return "".join(f" · {name} {count}" for name, count in counts if count)


def _quoted(sql: str) -> str:
    return shlex.quote(sql) if '"' in sql else f'"{sql}"'
