"""The list of commands, and what holds for all of them: version, errors without a traceback, exit codes.

Does not belong here: what a command does.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Annotated

import typer

from orchestration import __version__
from orchestration.cli.add import add
from orchestration.cli.build import build
from orchestration.cli.dagster import dagster
from orchestration.cli.ducklake import ducklake
from orchestration.cli.evaluate import evaluate
from orchestration.cli.explain import explain
from orchestration.cli.export import export
from orchestration.cli.extract import extract
from orchestration.cli.fetch import fetch
from orchestration.cli.publish import publish
from orchestration.cli.serve import serve
from orchestration.cli.sql import sql
from orchestration.cli.status import status

DEBUG_VARIABLE = "FAZHI_DEBUG"
INTERRUPTED = 130

app = typer.Typer(
    name="fazhi",
    help="法治政府建设年度报告仓库:从报告原文到可查询的星型库,每个数字都带原句。\n\n"
    "The warehouse of China's rule-of-law government reports.",
    epilog="退出码(exit codes):0 成功 · 1 失败 · 2 用法有误 · 3 已完成,但有文件被拒或网址未取得 · "
    "4 已发布,但未能复制到 PostgreSQL。"
    "出错时只给一行说明;设 FAZHI_DEBUG=1 可见完整回溯。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, add, fetch, sql, export, serve, status, extract, explain, evaluate, dagster):
    app.command()(command)
app.add_typer(publish)
app.add_typer(ducklake)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fazhi {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", "-V", help="版本(version)。", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; the process ends here."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets a question mark; data goes out as UTF-8 bytes anyway.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        typer.echo("已中断(interrupted)。", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _leave_silently()
    except Exception as error:
        if os.environ.get(DEBUG_VARIABLE):
            raise
        typer.echo(f"错误:{_worded(error)}", err=True)
        sys.exit(1)


def _worded(error: Exception) -> str:
    """The message of an error of ours, as it is; the kind of any other error before it, since it was not foreseen."""
    message = str(error).strip() or type(error).__name__
    if type(error).__module__.startswith("orchestration."):
        return message
    first = message.splitlines()[0]
    return f"{type(error).__name__}: {first}(设 {DEBUG_VARIABLE}=1 可见完整回溯,set it for the traceback)"


def _leave_silently() -> None:
    # The reader of our output has gone (| head). Python would complain once more when it flushes at the end.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
