"""``fazhi extract``: the rows of the fact contract for any texts, without building anything.

Does not belong here: extraction itself; reading of formats.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.extract_files import ExtractionFailed, extractions

if TYPE_CHECKING:
    from orchestration.extraction.mention import Mention
    from orchestration.extraction.result import Extraction

# From this many files on the bar is also drawn where nobody may be looking, e.g. into the log of a batch.
_MANY_FILES = 100


class ExtractFormat(StrEnum):
    """Forms of the rows."""

    jsonl = "jsonl"
    table = "table"


def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="报告文本(report texts)。", show_default=False)],
    form: Annotated[
        ExtractFormat, typer.Option("--format", "-f", help="输出形式(form of the rows)。")
    ] = ExtractFormat.jsonl,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="每个输入写一个 <stem>.jsonl(one file an input)。"),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="进程数,0 为自动(processes, 0: automatic)。", show_default=False)
    ] = 0,
) -> None:
    """抽取文本中的每一处数字,一处一行(every numeric mention of the texts, one JSON line each)。

    机关或年度认不出也照样抽取;读不出的文件各报一行,其余照常输出,退出码为 1。
    """
    _refuse_clashes(files, output, form)
    failed = 0
    visible = output is not None or not sys.stdout.isatty()
    with _progress(len(files), visible) as advance:
        for file, outcome in zip(files, extractions(files, jobs or _processes(len(files))), strict=True):
            if isinstance(outcome, ExtractionFailed):
                typer.echo(f"{file}:{outcome}", err=True)
                failed += 1
            else:
                _write(file, outcome, form, output)
            advance()
    if failed:
        raise typer.Exit(1)


def _processes(files: int) -> int:
    """Starting workers costs about a second each, which a few files do not repay."""
    return len(os.sched_getaffinity(0)) if files >= _MANY_FILES else 1


def json_line(mention: Mention) -> str:
    """One row of the contract: its fields, in its order, numbers digit for digit."""
    from orchestration.serving.formats import json_object

    return json_object({field.name: getattr(mention, field.name) for field in fields(mention)})


def _write(file: Path, extraction: Extraction, form: ExtractFormat, output: Path | None) -> None:
    if output is not None:
        lines = "".join(f"{json_line(mention)}\n" for mention in extraction.mentions)
        output.mkdir(parents=True, exist_ok=True)
        (output / f"{file.stem}.jsonl").write_text(lines, encoding="utf-8")
    elif form is ExtractFormat.table:
        print_mentions(file, extraction.mentions)
    else:
        # Bytes, so that the encoding of the terminal's locale cannot turn Chinese into question marks or an error.
        stream = sys.stdout.buffer
        stream.writelines(f"{json_line(mention)}\n".encode() for mention in extraction.mentions)
        stream.flush()


def print_mentions(file: Path, mentions: Iterable[Mention]) -> None:
    """The name of the file, and under it a table of mentions for people."""
    from rich.console import Console
    from rich.text import Text

    from orchestration.serving.query import Column, Result
    from orchestration.serving.tables import print_table

    types = {"start": "INTEGER", "value": "DECIMAL"}
    names = ("start", "surface", "kind", "value", "unit", "measure", "indicator_id", "status", "scope", "period")
    rows = (tuple(getattr(mention, name) for name in names) for mention in mentions)
    console = Console()
    console.print(Text(str(file), style="bold"))
    print_table(console, Result(tuple(Column(name, types.get(name, "VARCHAR")) for name in names), rows), limit=0)


def _refuse_clashes(files: list[Path], output: Path | None, form: ExtractFormat) -> None:
    if output is None:
        return
    if form is ExtractFormat.table:
        raise typer.BadParameter("--output 只写 JSON Lines,不能与 --format table 同用", param_hint="--format")
    stems: dict[str, Path] = {}
    for file in files:
        if (other := stems.setdefault(file.stem, file)) != file:
            raise typer.BadParameter(
                f"{other} 与 {file} 都会写成 {file.stem}.jsonl;分两次运行(both give the same file)",
                param_hint="--output",
            )


@contextmanager
def _progress(total: int, visible: bool) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if not visible or total < 2 or not (console.is_terminal or total >= _MANY_FILES):
        yield lambda: None
        return
    columns = (TextColumn("抽取 extract"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, redirect_stdout=False) as bars:
        task = bars.add_task("extract", total=total)
        yield lambda: bars.advance(task)
