"""Building into a DuckLake: dbt's target ``ducklake`` on the lake of a home, then a release when no other build works.

Several homes may build into one DuckLake at once, each its selection of the models; whoever ends last makes the
release. Sessions on the catalogue hold an advisory lock in common while they build, so that a build knows it is the
last when it can have the lock alone; PostgreSQL frees the lock of a process that dies. Models: dbt_project/.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psycopg2

from orchestration.duckdb_extensions import install_extensions
from orchestration.ducklake import releases
from orchestration.ducklake.address import EXTENSIONS, DuckLake, DuckLakeError, attached, catalog_session
from orchestration.ducklake.releases import Release
from orchestration.home import DBT_PROJECT, Home
from orchestration.locking import hold_writer_lock
from orchestration.parent import announce_parent

_LOCK = 0x66617A68  # "fazh": one key for all builds into one catalogue
KEPT = 3


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. ``release`` is None where another build is still at work or has been left half done;
    ``waiting_for`` are those."""

    release: Release | None
    waiting_for: tuple[str, ...] = ()
    expired: int = 0


def build(home: Home, lake: DuckLake, selection: str = "", keep: int = KEPT) -> Built:
    """Build the models of ``selection`` (dbt's words; empty: all) from the lake of ``home`` with their tests.

    Raises DuckLakeError; readers of releases see nothing of a build that failed.
    """
    if not isinstance(home.lake, Path):
        raise DuckLakeError(
            f"FAZHI_LAKE_URL 已设({home.lake_url}),而 DuckLake 只由文件夹中的湖建成。请取消该设置后重试。"
        )
    if not home.lake.is_dir():
        raise DuckLakeError(f"没有可建的湖:缺少 {home.lake}。先运行 fazhi build 读取与抽取报告。")
    lake.data.mkdir(parents=True, exist_ok=True)
    install_extensions(EXTENSIONS, home.build / "extensions")
    build_id = f"{socket.gethostname()}:{os.getpid()}"
    with catalog_session(lake) as session, hold_writer_lock(home, f"ducklake {build_id}"):
        _execute(session, "select pg_advisory_lock_shared(%s)")
        with attached(lake, read_only=False) as connection:
            releases.prepare(connection)
            releases.begin(connection, build_id, selection)
        _dbt(home, lake, selection)
        with attached(lake, read_only=False) as connection:
            releases.end(connection, build_id, selection)
            _execute(session, "select pg_advisory_unlock_shared(%s)")
            if not _execute(session, "select pg_try_advisory_lock(%s)"):
                return Built(None, _told(releases.under_way(connection)) or ("另一构建(another build)",))
            waiting = releases.under_way(connection)
            if waiting:
                return Built(None, _told(waiting))
            release = releases.record(connection)
            return Built(release, expired=releases.expire(connection, keep))


def _told(waiting: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(selection or "全部(everything)" for _, selection in waiting)


def _execute(session: psycopg2.extensions.connection, statement: str) -> object:
    with session.cursor() as cursor:
        cursor.execute(statement, (_LOCK,))
        (answer,) = cursor.fetchone() or (None,)
        return answer


def _dbt(home: Home, lake: DuckLake, selection: str) -> None:
    """Run ``dbt build`` on the target; what it says goes to the terminal."""
    places = [("--project-dir", DBT_PROJECT), ("--profiles-dir", DBT_PROJECT)]
    places += [("--target-path", home.build / "dbt" / "ducklake"), ("--target", Path("ducklake"))]
    command = [sys.executable, "-m", "dbt.cli.main", "build", "--exclude-resource-type", "unit_test"]
    command += [str(word) for place in places for word in place]
    command += ["--select", *selection.split()] if selection else []
    announce_parent()
    environment = {**os.environ, **lake.environment(), "FAZHI_HOME": str(home.root), "DO_NOT_TRACK": "1"}
    finished = subprocess.run(command, env=environment, cwd=DBT_PROJECT, check=False)
    if finished.returncode != 0:
        raise DuckLakeError(
            "dbt 未能在 DuckLake 中建成(见上)。已有的发布不受影响;改正后须全部重建一次(不带 --select)才会再有发布。"
        )
