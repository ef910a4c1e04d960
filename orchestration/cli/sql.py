"""``fazhi sql``: questions to the current release, read-only.

Does not belong here: the interactive session (repl.py), how tables and formats look (serving/).
"""

from __future__ import annotations

import re
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.options import HomeOption, chosen_home

if TYPE_CHECKING:
    import duckdb

TABLE_LIMIT = 200
# Words that no path begins with, so that a table named sql can be asked for.
_STATEMENT = re.compile(r"\s*(select|from|with|describe|summarize|show|explain)\s", re.IGNORECASE)


class SqlFormat(StrEnum):
    """Forms of a result."""

    table = "table"
    csv = "csv"
    json = "json"
    markdown = "markdown"


class QueryFailed(Exception):
    """A statement that DuckDB refused; the message is DuckDB's, and where possible a way on."""


def sql(
    query: Annotated[
        str | None,
        typer.Argument(
            metavar="SQL|FILE.sql",
            help="一条或多条语句,或 .sql 文件的路径;省略则进入交互,或读标准输入(interactive when left out)。",
        ),
    ] = None,
    form: Annotated[SqlFormat, typer.Option("--format", "-f", help="输出形式(form of the result)。")] = SqlFormat.table,
    limit: Annotated[
        int | None,
        typer.Option("--limit", "-n", min=0, help=f"最多行数,0 为不限;表格默认 {TABLE_LIMIT},其他不限(rows at most)。"),
    ] = None,
    home: HomeOption = None,
) -> None:
    """只读查询当前发布(query the current release, read-only)。

    例(example):fazhi sql "from v_indicator_values where indicator_id = 'penalty_amt'"
    """
    from orchestration.serving.query import open_release

    place = chosen_home(home)
    if query is None and sys.stdin.isatty():
        from orchestration.cli.repl import Session

        Session(place, form, limit).run()
        return
    text = query_text(query) if query is not None else sys.stdin.buffer.read().decode("utf-8", errors="replace")
    with open_release(place) as connection:
        answer(connection, text, form, limit)


def query_text(given: str) -> str:
    """What ``given`` asks: itself, or what stands in the .sql file it names. Raises QueryFailed for no such file."""
    if not given.lower().endswith(".sql") or _STATEMENT.match(given):
        return given
    try:
        return Path(given).expanduser().read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        where = f"相对路径自 {Path.cwd()} 起算;现成的问题在 cookbook/,目录见 docs/cookbook.md(ready questions)"
        raise QueryFailed(f"没有文件 {given}(no such file)。\n提示:{where}") from error
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "不是 UTF-8 文本(not UTF-8)"
        raise QueryFailed(f"{given}:读不出(cannot read):{reason}") from error


def answer(connection: duckdb.DuckDBPyConnection, text: str, form: SqlFormat, limit: int | None) -> None:
    """Run the statements and dot commands of ``text`` and print each result.

    Raises QueryFailed; earlier results are already printed.
    """
    from orchestration.cli.dot_commands import HELP, UnknownCommand, is_quit, pieces, question

    for piece in pieces(text):
        if is_quit(piece):
            return
        if piece == ".help":
            typer.echo(HELP)
            continue
        try:
            _answer(connection, question(connection, piece) if piece.startswith(".") else piece, form, limit)
        except UnknownCommand as error:
            raise QueryFailed(str(error)) from error


def _answer(connection: duckdb.DuckDBPyConnection, text: str, form: SqlFormat, limit: int | None) -> None:
    import duckdb

    from orchestration.serving.query import run_query, statements

    try:
        for statement in statements(text):
            result = run_query(connection, statement)
            if result.columns:
                _print(result, form, limit)
    except duckdb.Error as error:
        raise QueryFailed(worded(str(error))) from error


def _print(result: object, form: SqlFormat, limit: int | None) -> None:
    from itertools import islice

    from orchestration.serving.formats import csv_lines, json_lines, markdown_lines
    from orchestration.serving.query import Result

    assert isinstance(result, Result)
    if form is SqlFormat.table:
        from rich.console import Console

        from orchestration.serving.tables import print_table

        print_table(Console(), result, TABLE_LIMIT if limit is None else limit)
        return
    cut = Result(result.columns, islice(result.rows, limit)) if limit else result
    lines = {SqlFormat.csv: csv_lines, SqlFormat.json: json_lines, SqlFormat.markdown: markdown_lines}[form](cut)
    stream = sys.stdout.buffer
    stream.writelines(f"{line}\n".encode() for line in lines)
    stream.flush()


def worded(message: str) -> str:
    """DuckDB's message, with a way on where there is one."""
    hints = {
        "read-only mode": "发布是只读的,修改请走 raw/ 与 fazhi build(releases are read-only)",
        "disabled by configuration": "查询不能读写文件与网络(no files, no network)",
        "does not exist": "fazhi sql .tables(交互中为 .tables)列出有哪些表(lists the tables)",
    }
    hint = next((hint for part, hint in hints.items() if part in message), None)
    return f"{message.strip()}\n提示:{hint}" if hint else message.strip()
