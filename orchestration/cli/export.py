"""``fazhi export``: the answer to a query as a file for other programs.

Does not belong here: how the files are written (serving/export.py).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from orchestration.cli.options import HomeOption, chosen_home
from orchestration.cli.sql import QueryFailed, query_text, worded
from orchestration.serving.export_format import ExportFormat


def export(
    query: Annotated[
        str,
        typer.Option(
            "--query", "-q", metavar="SQL|FILE.sql", help="一条查询,或 .sql 文件的路径(one query, or a .sql file)。"
        ),
    ],
    form: Annotated[
        ExportFormat | None,
        typer.Option("--format", "-f", help="文件格式;省略则看 --output 的后缀(by the suffix when left out)。"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="写入的文件;省略则写到标准输出(standard output)。"),
    ] = None,
    for_excel: Annotated[
        bool,
        typer.Option(
            "--for-excel", help="csv、xlsx 的表头中英并列;csv 另加 Excel 识别编码的标记(heads in both languages)。"
        ),
    ] = False,
    home: HomeOption = None,
) -> None:
    """将一条查询的结果写成文件(the answer to a query as a file)。

    例(example):fazhi export --query "from v_indicator_values where year = 2023" --output values.xlsx
    """
    import duckdb

    from orchestration.serving.export import export_file, export_stream
    from orchestration.serving.query import open_release

    chosen = form or _by_suffix(output)
    if for_excel and not chosen.is_for_spreadsheets:
        raise typer.BadParameter(f"只用于 csv 与 xlsx,不用于 {chosen}(for csv and xlsx)", param_hint="--for-excel")
    text = query_text(query)
    with open_release(chosen_home(home)) as connection:
        try:
            if output is None:
                rows = export_stream(connection, text, chosen, sys.stdout.buffer, for_excel=for_excel)
                sys.stdout.buffer.flush()
            else:
                rows = export_file(connection, text, chosen, output, for_excel=for_excel)
        except duckdb.Error as error:
            raise QueryFailed(worded(str(error))) from error
    typer.echo(f"已写入 {output or '标准输出'}({rows} 行)", err=True)


def _by_suffix(output: Path | None) -> ExportFormat:
    suffix = output.suffix.lower().lstrip(".") if output else "csv"
    try:
        return ExportFormat(suffix)
    except ValueError:
        known = "、".join(ExportFormat)
        raise typer.BadParameter(f"看不出格式(format unknown):{output};用 --format 指明 {known}") from None
