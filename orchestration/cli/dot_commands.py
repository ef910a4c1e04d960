"""Commands of ``fazhi sql`` that begin with a dot, at the prompt, as its argument and on standard input alike.

Does not belong here: running and printing statements (sql.py), reading lines from a person (repl.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_SHOWN = 5
_TABLES = (
    'select schema_name || \'.\' || table_name as "table", estimated_size as "rows", comment from duckdb_tables() '
    "where list_contains(['core', 'analysis', 'quality'], schema_name) order by all"
)
_COLUMNS = (
    "select schema_name || '.' || table_name as \"table\", column_name, data_type, comment from duckdb_columns() "
    "where list_contains(['core', 'analysis', 'quality'], schema_name)"
)
HELP = """.tables          有哪些表(tables)
.schema [TABLE]  表的各列与说明(columns and what they mean)
.help            本说明(this)
.quit            退出,或按 Ctrl-D(leave)
语句以分号结束,可分多行(statements end with a semicolon)"""
_QUIT = (".quit", ".exit", ".q")


class UnknownCommand(Exception):
    """There is no such command or table; the message says what there is."""


def is_quit(entered: str) -> bool:
    """Whether this ends the session."""
    return entered.strip().rstrip(";") in _QUIT


def pieces(text: str) -> Iterator[str]:
    """A text cut at its dot commands: these, and what stands between them. Only a line where a statement may begin is
    one."""
    from orchestration.serving.query import is_complete

    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        if line.startswith(".") and (not (before := "".join(lines)).strip() or is_complete(before)):
            if before.strip():
                yield before
            lines = []
            yield line.strip()
        else:
            lines.append(line)
    yield "".join(lines)


def question(connection: duckdb.DuckDBPyConnection, entered: str) -> str:
    """The query that answers a dot command. Raises UnknownCommand."""
    command, _, argument = entered.partition(" ")
    command, table = command.rstrip(";"), argument.strip().rstrip(";")
    if command == ".tables":
        return _TABLES
    if command == ".schema":
        wanted = f" and schema_name || '.' || table_name = '{_known(connection, table)}'" if table else ""
        return f"{_COLUMNS}{wanted} order by schema_name, table_name, column_index"
    raise UnknownCommand(f"没有命令 {command};.help 列出全部(unknown command)")


def _known(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """The whole name of a table that may have been named without its schema."""
    names = [row[0] for row in connection.execute(_TABLES).fetchall()]
    for name in names:
        if table.lower() in (name, name.partition(".")[2]):
            return str(name)
    short = {name.partition(".")[2]: name for name in names}
    close = get_close_matches(table.lower().rpartition(".")[2], short, _SHOWN)
    near = [short[name] for name in close] or [name for name in names if table.lower() in name][:_SHOWN]
    hint = f"相近的(close):{'、'.join(near)}" if near else ".tables 列出全部(lists all)"
    raise UnknownCommand(f"没有表 {table}(no such table)。{hint}")
