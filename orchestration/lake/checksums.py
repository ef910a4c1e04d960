"""Checksums of the lake's files, and what is done with a file that no longer has its own.

Beside each ``ab.parquet`` lies ``ab.parquet.sha256``, the checksum of the file. While the file is replaced it holds
both, the new and the old one, so that a process killed between the two leaves a file that has one of them. Parquet
itself guards nothing: a flipped bit in a text is a text. An object store guards its objects itself. Does not belong
here: writing the files (store.py).
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from orchestration.file_hash import sha256_of
from orchestration.home import Lake
from orchestration.lake.schemas import table_names

_BUCKET = re.compile(r"[0-9a-f]{2}\.parquet")


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of the lake (path below it) that is not what was written there."""

    file: str
    found: str
    expected: str


@contextmanager
def noted(path: Path, data: bytes) -> Iterator[None]:
    """Write down the checksum of ``data``, which takes the place of the file inside the block."""
    before = _beside(path).read_text(encoding="ascii").split()[:1] if path.exists() and _beside(path).exists() else []
    checksum = hashlib.sha256(data).hexdigest()
    _write(path, [checksum, *before])
    yield
    if before:
        _write(path, [checksum])


def _write(path: Path, lines: list[str]) -> None:
    beside = _beside(path)
    temporary = beside.with_name(f".{beside.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text("\n".join(lines) + "\n", encoding="ascii")
        temporary.replace(beside)
    finally:
        temporary.unlink(missing_ok=True)


def written_down(path: Path) -> str | None:
    """The checksum beside a file; None where there is none, or two, of which it may have either."""
    try:
        lines = _beside(path).read_text(encoding="ascii", errors="replace").split()
    except FileNotFoundError:
        return None
    return lines[0] if len(lines) == 1 else None


def forget(path: Path) -> None:
    """Take the checksum of a file away that is gone."""
    _beside(path).unlink(missing_ok=True)


def damaged(lake: Path) -> Iterator[Damage]:
    """The files that have another checksum than was written down, in order; one of an older version has none."""
    for beside in sorted(lake.glob("*/*.parquet.sha256")):
        path = beside.with_suffix("")
        expected = beside.read_text(encoding="ascii", errors="replace").split()
        if path.is_file() and (found := sha256_of(path)) not in expected:
            yield Damage(str(path.relative_to(lake)), found[:16], expected[0][:16] if expected else "(空)")


def take_out_damaged(lake: Path) -> list[Damage]:
    """Remove what is damaged, so that the steps make it again from raw/; returns what was found.

    The documents of a damaged bucket are removed from every table: a step takes what the others have as done.
    """
    found = list(damaged(lake))
    take_out(lake, [damage.file for damage in found])
    return found


def take_out(lake: Lake, files: Iterable[str]) -> None:
    """Remove files (paths below the lake); of a bucket its namesakes in every table too."""
    found = list(dict.fromkeys(files))
    buckets = {name for file in found if _BUCKET.fullmatch(name := file.rpartition("/")[2])}
    namesakes = {f"{table}/{name}" for table in table_names() for name in buckets}
    # What was found goes last: killed in between, it is found again, and its namesakes with it.
    for file in [*sorted(namesakes - set(found)), *found]:
        path = lake / file
        path.unlink(missing_ok=True)
        if isinstance(path, Path):
            forget(path)


def remove_leftovers(lake: Path) -> int:
    """Remove unfinished files of processes that died; the caller is the only writer. Returns how many there were."""
    leftovers = list(lake.glob("*/.*.tmp"))
    for path in leftovers:
        path.unlink(missing_ok=True)
    return len(leftovers)


def _beside(path: Path) -> Path:
    return path.with_name(f"{path.name}.sha256")
