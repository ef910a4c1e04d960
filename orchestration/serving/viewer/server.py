"""The process that listens: loopback unless told otherwise, and never on anything else without a token.

Does not belong here: what is answered (app.py).
"""

from __future__ import annotations

import ctypes
import gc
import ipaddress
import re
import resource
import socket
import sys
from contextlib import suppress
from typing import Any

import uvicorn
from starlette.applications import Starlette

from orchestration.home import Home
from orchestration.serving.viewer.app import create_app

_TOKEN = re.compile(r"[A-Za-z0-9_.~-]{8,200}")
_BACKLOG = 16_384
_WANTED_FILES = 65_536
_LONGEST_HEAD = 32_768
_M_ARENA_MAX = -8  # of malloc.h


class ServeError(Exception):
    """The viewer cannot be started as asked; the message says what to do."""


def serve(home: Home, host: str, port: int, token: str | None = None) -> None:
    """Answer until interrupted. Raises ServeError."""
    _check(host, token)
    _leave_out_table_libraries()
    # A page makes many small objects and no rings of them; looking for rings after every 700 objects costs a tenth.
    gc.set_threshold(20_000, 10, 10)
    _share_one_heap()
    _allow_many_connections()
    listening = _listen(host, port)
    with listening:
        uvicorn.Server(listening_as(create_app(home, token))).run(sockets=[listening])


def listening_as(app: Starlette, **more: Any) -> uvicorn.Config:
    """How the viewer listens; ``more`` are further settings of uvicorn."""
    settings: dict[str, Any] = {
        "log_level": "warning",
        "access_log": False,
        "server_header": False,
        "date_header": False,
        "proxy_headers": False,
        "ws": "none",
        # The faster parser takes headers of any length; this one refuses what no browser sends.
        "http": "h11",
        "h11_max_incomplete_event_size": _LONGEST_HEAD,
        "timeout_keep_alive": 15,
        "timeout_graceful_shutdown": 5,
    }
    return uvicorn.Config(app, **settings, **more)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _check(host: str, token: str | None) -> None:
    if token is not None and not _TOKEN.fullmatch(token):
        raise ServeError("令牌须为 8–200 个字母、数字或 _ . ~ -(the token must be 8–200 letters, digits or _ . ~ -)")
    if token is None and not is_loopback(host):
        raise ServeError(
            f"{host} 不是本机回环地址:对外开放须设 --token(a token is needed to listen on anything but loopback)"
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        raise ServeError(
            f"{host}:{port} 不能监听(cannot listen):{error.strerror}。换一个 --port(choose another port)"
        ) from error
    listening.setblocking(False)
    return listening


def _leave_out_table_libraries() -> None:
    """Keep out of this process what DuckDB looks for to tell the type of a parameter: 86 MB that no page needs."""
    for name in ("numpy", "pandas", "polars", "pyarrow"):
        # None is how the import system is told that there is no such module; DuckDB then does without.
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]


def _share_one_heap() -> None:
    """Let the threads take memory from one heap: with one each, glibc keeps what each needed at its peak."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def _allow_many_connections() -> None:
    """As many open connections as the system lets this process have: each is a file to it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(_WANTED_FILES, hard)
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
