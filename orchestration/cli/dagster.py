"""``fazhi dagster``: the Dagster page and the daemon with schedule and sensor.

Does not belong here: settings of the instance (orchestration/instance.py).
"""

from __future__ import annotations

import typer

from orchestration.cli.options import HomeOption, RawOption, chosen_home


def dagster(
    home: HomeOption = None,
    raw: RawOption = None,
    port: int = typer.Option(3000, "--port", "-p", envvar="FAZHI_DAGSTER_PORT", help="端口(port)。", min=1, max=65535),
) -> None:
    """启动 Dagster 网页与守护进程,即定时与文件监视(web page, schedule and sensor)。"""
    import os

    from orchestration.instance import PORT, export_environment
    from orchestration.instance import main as start

    export_environment(chosen_home(home, raw))
    os.environ[PORT] = str(port)
    start([])
