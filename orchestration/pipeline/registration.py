"""Writing to raw/: a file whole or not at all, and a row added to raw/sources.csv beside whatever others do to it.

Adds, and never changes or removes. Does not belong here: what is written and why (adding.py, storing.py).
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.pipeline.sources import FIELDS, SourcesError

_LOCK = ".sources.lock"
_PATIENCE_SECONDS = 30.0
_TRIES = 20
_BOM = b"\xef\xbb\xbf"


def write_whole(path: Path, data: bytes, prefix: str = ".adding-") -> None:
    """What another program sees, and what a power cut leaves, is the old file (or none) or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=prefix)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def register(sources: Path, row: Mapping[str, str]) -> None:
    """Append a row to sources.csv (made where it is missing); all other bytes of it stay as they are.

    Only one program of ours appends at a time. A change that somebody saves meanwhile in an editor is kept: the row is
    added to what then stands there. Raises SourcesError when it is no such table or cannot be had, OSError when it
    cannot be written.
    """
    lock = FileLock(sources.with_name(_LOCK))
    try:
        lock.acquire(timeout=_PATIENCE_SECONDS)
    except Timeout:
        raise SourcesError(f"{sources.name} 正被另一程序登记,{_PATIENCE_SECONDS:.0f} 秒内未让出;稍后重试") from None
    try:
        for _ in range(_TRIES):
            old = _bytes_of(sources)
            new = _appended(old, row)
            if _bytes_of(sources) == old:
                write_whole(sources, new)
                return
        raise SourcesError(f"{sources.name} 一直在变,登记不上;关闭正在写它的程序后重试")
    finally:
        lock.release()


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _appended(old: bytes, row: Mapping[str, str]) -> bytes:
    line_end = "\r\n" if b"\r\n" in old else "\n"
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator=line_end)
    if not old.removeprefix(_BOM).strip():
        writer.writeheader()
    else:
        header = old.removeprefix(_BOM).splitlines()[0].decode("utf-8", "replace")
        if next(csv.reader([header]), []) != list(FIELDS):
            raise SourcesError(
                f"sources.csv: found header {header!r}, expected {','.join(FIELDS)!r}; mend the first line"
            )
        if not old.endswith((b"\n", b"\r")):
            out.write(line_end)
    writer.writerow(dict.fromkeys(FIELDS, "") | dict(row))
    return old + out.getvalue().encode()
