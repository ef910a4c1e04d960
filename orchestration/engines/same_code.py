"""One hash of all that decides what the work gives: code, language tables, dictionary, Python, Polars.

Workers of a cluster are installed by themselves and may be older than the build that asks them.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from orchestration.home import PROJECT_ROOT, SEEDS


@cache
def code_fingerprint() -> str:
    """The first 16 hex digits; takes a tenth of a second once a process."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {version('polars')}\n".encode())
    for path in _files():
        digest.update(f"{path.relative_to(PROJECT_ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for folder in (PROJECT_ROOT / "orchestration", SEEDS):
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
