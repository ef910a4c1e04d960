"""``fazhi ducklake``: the warehouse as Parquet files with a catalogue in PostgreSQL.

Does not belong here: how it is built and what a release is (orchestration/ducklake).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from orchestration.cli.options import HomeOption, chosen_home
from orchestration.cli.sql import SqlFormat, answer

if TYPE_CHECKING:
    from orchestration.ducklake.address import DuckLake

ducklake = typer.Typer(
    name="ducklake", no_args_is_help=True, help="以 DuckLake 建库:Parquet 文件加 PostgreSQL 目录(as a DuckLake)。"
)
CatalogOption = Annotated[
    str,
    typer.Option(
        "--catalog",
        envvar="FAZHI_DUCKLAKE_CATALOG",
        help="目录库(catalogue):postgresql://用户@主机:端口/库;密码宜放在 PGPASSWORD 或 ~/.pgpass。",
        show_default=False,
    ),
]
DataOption = Annotated[
    str,
    typer.Option(
        "--data",
        envvar="FAZHI_DUCKLAKE_DATA",
        help="存放 Parquet 的目录,各读写者须同样可达(folder of the Parquet files)。",
        show_default=False,
    ),
]


@ducklake.command()
def build(
    catalog: CatalogOption,
    data: DataOption,
    select: Annotated[
        str, typer.Option("--select", "-s", help="只建这些模型,dbt 的写法;省略为全部(models, in dbt's words)。")
    ] = "",
    keep: Annotated[int, typer.Option("--keep", min=1, help="保留的发布数(releases kept)。")] = 3,
    home: HomeOption = None,
) -> None:
    """由本仓库的湖建成 DuckLake 中的各表并发布(build the models there, then release).

    先以 fazhi build 读取与抽取报告。多处可同时各建一部分,最后完成者发布。
    """
    from orchestration.ducklake.build import build as build_models

    done = build_models(chosen_home(home), _lake(catalog, data), select, keep)
    if done.release is None:
        waiting = "、".join(done.waiting_for)
        typer.echo(f"已建成,暂不发布(built, not released):尚有未完成的构建 {waiting};它完成后,或全部重建一次后发布。")
        return
    release = done.release
    typer.echo(f"已发布(released):快照 {release.snapshot_id} · {release.tables} 表 · {release.rows} 行")


@ducklake.command()
def releases(catalog: CatalogOption, data: DataOption) -> None:
    """列出可读的各次发布(releases that can be read)。"""
    from orchestration.ducklake.address import attached
    from orchestration.ducklake.releases import releases as all_releases

    with attached(_lake(catalog, data)) as connection:
        for release in all_releases(connection):
            typer.echo(f"{release.snapshot_id}\t{release.tables} 表\t{release.rows} 行\t{release.content_hash[:16]}")


@ducklake.command()
def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help="一条或多条语句(statements)。")],
    catalog: CatalogOption,
    data: DataOption,
    release: Annotated[
        int | None, typer.Option("--release", "-r", help="哪次发布的快照,省略为最近(snapshot of a release)。")
    ] = None,
    form: Annotated[SqlFormat, typer.Option("--format", "-f", help="输出形式(form of the result)。")] = SqlFormat.table,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=0, help="最多行数(rows at most)。")] = None,
) -> None:
    """只读查询某次发布,如其当时(query a release as it was)。"""
    from orchestration.ducklake.address import attached
    from orchestration.ducklake.releases import chosen

    lake = _lake(catalog, data)
    with attached(lake) as connection:
        snapshot = chosen(connection, release).snapshot_id
    with attached(lake, snapshot) as connection:
        connection.execute("set search_path = 'ducklake.core,ducklake.analysis,ducklake.quality'")
        answer(connection, query, form, limit)


def _lake(catalog: str, data: str) -> DuckLake:
    from orchestration.ducklake.address import DuckLake

    return DuckLake.at(catalog, data)
