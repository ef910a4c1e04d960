"""A real PostgreSQL server for the length of a test, on a free port of this machine.

Does not belong here: tables, and what is stored in them.
"""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

DATABASE = "dagster"


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl, or None where no server is installed."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("pg_ctl"):
        return Path(on_path).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


@contextmanager
def postgres_server(programs: Path, folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Start a server with its data in ``folder`` and yield the address of an empty database.

    ``durable``: it waits for its disk, as a server does that keeps data for more than a test.
    The user that the server runs as (not root) must be able to reach the folder.
    """
    owner = _owner()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.chown(folder, owner)
    data, port = folder / "data", _free_port()
    _run(owner, programs / "initdb", "-D", data, "-U", "etl", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync={'on' if durable else 'off'}"
    )
    _run(owner, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        address = ["-h", "127.0.0.1", "-p", str(port), "-U", "etl"]
        _run(owner, programs / "createdb", *address, DATABASE)
        yield f"postgresql://etl@127.0.0.1:{port}/{DATABASE}"
    finally:
        _run(owner, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")


@contextmanager
def temporary_server() -> Iterator[str]:
    """A server with its data in a folder that goes with the block; yields the address of an empty database."""
    programs = server_programs()
    assert programs is not None
    # Not below pytest's own folder, which other users, such as the server's, may not enter.
    with tempfile.TemporaryDirectory(prefix="fazhi-postgres-") as folder:
        Path(folder).chmod(0o755)
        with postgres_server(programs, Path(folder) / "server") as url:
            yield url


def execute(url: str, *statements: str) -> list[tuple[Any, ...]]:
    """Run statements on a connection of their own; returns the rows of the last."""
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []


def as_user(url: str, name: str) -> str:
    """The same database for another user."""
    parts = urlsplit(url)
    return parts._replace(netloc=f"{name}@{parts.hostname}:{parts.port}").geturl()


def _owner() -> str:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return getpass.getuser()
    names = {line.split(":")[0] for line in Path("/etc/passwd").read_text(encoding="utf-8").splitlines()}
    return "postgres" if "postgres" in names else "nobody"


def _run(owner: str, *command: object) -> None:
    as_owner = [] if owner == getpass.getuser() else ["runuser", "-u", owner, "--"]
    result = subprocess.run([*as_owner, *map(str, command)], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert result.returncode == 0, f"{command[0]}: {result.stderr.decode()}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
