"""The interactive session of ``fazhi sql``: lines until a semicolon, history.

Does not belong here: running and printing statements (sql.py), dot commands (dot_commands.py).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from orchestration.cli.dot_commands import is_quit
from orchestration.home import Home

if TYPE_CHECKING:
    import duckdb

    from orchestration.cli.sql import SqlFormat

_PROMPT, _CONTINUED = "fazhi> ", "  ...> "
_HISTORY_LINES = 2_000


class Session:
    """One interactive session. When a new release is published meanwhile, the next statement reads that one."""

    def __init__(self, home: Home, form: SqlFormat, limit: int | None) -> None:
        self._home = home
        self._form = form
        self._limit = limit
        self._database: Path | None = None
        self._connection: duckdb.DuckDBPyConnection | None = None

    def run(self, read: Callable[[str], str] = input) -> None:
        """Read and answer until the end of input. Raises NoRelease when there is nothing to read from."""
        self._current()
        assert self._database is not None
        typer.echo(f"发布 {self._database.parent.name},只读。.help 为说明,.quit 退出(read-only)。", err=True)
        with _history(self._home.root / "sql_history"):
            while (entered := _statement(read)) is not None:
                if not self._answer(entered):
                    break
        if self._connection is not None:
            self._connection.close()

    def _answer(self, entered: str) -> bool:
        """Whether to go on."""
        from orchestration.cli.sql import QueryFailed, answer

        if is_quit(entered):
            return False
        try:
            answer(self._current(), entered, self._form, self._limit)
        except QueryFailed as error:
            typer.echo(f"错误:{error}", err=True)
        except KeyboardInterrupt:
            typer.echo("已中断(interrupted)。", err=True)
        return True

    def _current(self) -> duckdb.DuckDBPyConnection:
        from orchestration.serving.query import open_release, release_database

        database = release_database(self._home)
        if self._connection is None or database != self._database:
            if self._connection is not None:
                self._connection.close()
                typer.echo(f"已换到新发布 {database.parent.name}(new release)。", err=True)
            self._connection = open_release(self._home)
            self._database = database
        return self._connection


def _statement(read: Callable[[str], str]) -> str | None:
    """The next dot command or whole statement; None at the end of input. Ctrl-C drops what was typed so far."""
    from orchestration.serving.query import is_complete

    lines: list[str] = []
    while True:
        try:
            lines.append(read(_CONTINUED if lines else _PROMPT))
        except EOFError:
            typer.echo("", err=True)
            return "\n".join(lines) if lines else None
        except KeyboardInterrupt:
            typer.echo("", err=True)
            lines = []
            continue
        text = "\n".join(lines).strip()
        if not text:
            lines = []
        elif text.startswith(".") or is_complete(text):
            return text


@contextmanager
def _history(path: Path) -> Iterator[None]:
    """Arrow keys and what was typed before, kept in a file beside the data; only for a person at a terminal."""
    if not sys.stdin.isatty():
        yield
        return
    import readline

    readline.set_history_length(_HISTORY_LINES)
    if path.is_file():
        readline.read_history_file(path)
    try:
        yield
    finally:
        try:
            readline.write_history_file(path)
        except OSError:
            typer.echo(f"历史没有写成 {path}(history not saved)", err=True)
