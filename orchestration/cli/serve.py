"""``fazhi serve``: the viewer on the current release.

Does not belong here: pages (serving/viewer).
"""

from __future__ import annotations

import os
from typing import Annotated

import typer

from orchestration.cli.options import HomeOption, chosen_home

# How DuckDB's own allocator, which looks for this when DuckDB is loaded, keeps memory: in one heap for all threads,
# as glibc is told, and given back when it was not used for so long. By itself it keeps 60 MB more, each thread its own.
_ALLOCATOR = ("DUCKDB_JE_MALLOC_CONF", "narenas:1,dirty_decay_ms:200,muzzy_decay_ms:0")


def serve(
    host: Annotated[str, typer.Option("--host", help="监听地址(address to listen on)。")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65_535, help="端口(port)。")] = 8421,
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="FAZHI_TOKEN",
            help="访问令牌;监听非本机地址时必须设(token; needed on anything but loopback)。",
            show_default=False,
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """在浏览器中查看:报告原文与数字、指标、机关、校验(look at reports, indicators, bodies and checks in a browser)。

    只读当前发布;有新发布时自动换用(read-only on the current release; moves on to a new one by itself)。
    """
    os.environ.setdefault(*_ALLOCATOR)
    from orchestration.serving.viewer.server import serve as listen

    place = chosen_home(home)
    shown = f"[{host}]" if ":" in host else host
    typer.echo(f"查看器(viewer):http://{shown}:{port}/ · {place.current_release} · Ctrl-C 结束(ends it)", err=True)
    listen(place, host, port, token)
