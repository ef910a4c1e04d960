"""``fazhi publish``: the current release into other databases.

Does not belong here: making the release (``fazhi build``), how it is copied (serving/postgres).
"""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.cli.options import HomeOption, chosen_home

publish = typer.Typer(name="publish", no_args_is_help=True, help="把当前发布复制到其他数据库(into other databases)。")


@publish.callback()
def _group() -> None:
    # With a callback a lone command keeps its name.
    pass


@publish.command()
def postgres(
    url: Annotated[
        str,
        typer.Option(
            "--url",
            envvar="FAZHI_POSTGRES_URL",
            help="postgresql://用户:密码@主机:端口/库;密码宜放在此环境变量或 ~/.pgpass(address of the database)。",
            show_default=False,
        ),
    ],
    reader_role: Annotated[
        str,
        typer.Option("--reader-role", metavar="ROLE", help="只读角色,没有则建立(read-only role, made if missing)。"),
    ] = "fazhi_reader",
    wait: Annotated[
        float,
        typer.Option("--wait", min=0, metavar="SECONDS", help="等待读者的时限(how long to wait for readers)。"),
    ] = 600.0,
    again: Annotated[
        bool,
        typer.Option("--again", help="库中已是此发布也再复制一次(copy it even when it is there already)。"),
    ] = False,
    home: HomeOption = None,
) -> None:
    """将当前发布的 core、analysis、quality 复制到 PostgreSQL(copy the current release to PostgreSQL)。

    新内容由一个事务换入:失败则库中仍是原来的内容;授权与分析者自建的视图不受影响。
    """
    from orchestration.serving.postgres.publish import publish_release

    done = publish_release(chosen_home(home), url, reader_role, wait, again)
    told = "PostgreSQL 中已是此发布,未再复制(already there)" if done.stood else "已发布到 PostgreSQL(published)"
    typer.echo(f"{told}:{done.version} · {done.tables} 表 · {done.rows} 行")
    if done.added and len(done.added) < done.tables:
        typer.echo(f"新增(added):{'、'.join(done.added)}")
    if done.gone:
        typer.echo(f"此发布已无,保留而为空(no longer published, kept empty):{'、'.join(done.gone)}")
    if done.reader_role is None:
        typer.echo(f"未建只读角色 {reader_role}:用户无 CREATEROLE 权限。可由管理员建立后再发布一次。", err=True)
