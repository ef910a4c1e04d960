"""What something was made from, as a key: where it is the key of the last time, the result is that of the last time.

Keys are hashes of contents, the program's among them, never of times. ``Made`` keeps the key beside what was made. Does
not belong here: what is made (assets/, checks/, release/).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from orchestration.file_hash import sha256_of
from orchestration.home import DBT_PROJECT, PROJECT_ROOT, Lake
from orchestration.lake.checksums import written_down

# Said of what was left as it was.
UNCHANGED = "unchanged"
_NO_PROGRAM = frozenset({"__pycache__", "target", "logs", "dbt_packages", ".user.yml"})
_LIBRARIES = ("dbt-core", "dbt-duckdb", "duckdb", "great-expectations", "polars")
_State = tuple[int, int, int, int, int]
_hashed: dict[Path, tuple[_State, str]] = {}


@dataclass(frozen=True, slots=True)
class Made:
    """A file that keeps what was made, and from what."""

    path: Path

    def recall(self, key: str | None) -> dict[str, Any] | None:
        """What was kept under this key; None where it was another, or none, or cannot be read."""
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            return dict(kept["made"]) if key is not None and kept["key"] == key else None
        except (OSError, ValueError, KeyError, TypeError):  # a memory that cannot be read is none
            return None

    def keep(self, key: str | None, made: Mapping[str, Any]) -> None:
        """Keep it under the key; nothing is kept without one. Raises OSError."""
        if key is None:
            self.forget()
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")
        try:
            temporary.write_text(json.dumps({"key": key, "made": made}, ensure_ascii=False), encoding="utf-8")
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def forget(self) -> None:
        """To be called before what was made is changed."""
        self.path.unlink(missing_ok=True)


def key_of(parts: Iterable[str | None]) -> str | None:
    """One key of several; None where one of them is not known."""
    digest = hashlib.sha256()
    for part in parts:
        if part is None:
            return None
        digest.update(f"{part}\n".encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


@cache
def program_key() -> str:
    """Of all that decides a result besides the data: the code, its tables, the dbt project with the dictionary, and the
    libraries that calculate."""
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in _LIBRARIES).encode())
    for folder in (PROJECT_ROOT / "orchestration", DBT_PROJECT):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not _NO_PROGRAM & set(path.relative_to(folder).parts):
                digest.update(
                    f"{path.relative_to(PROJECT_ROOT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest()
                )
    return digest.hexdigest()


def lake_key(lake: Lake, tables: Collection[str], without: Collection[str] = ()) -> str | None:
    """Of all files of these tables but those ``without`` (e.g. ``checks/dbt``), by the checksums written down with
    them, which landing has compared with the files; None in an object store, which writes none."""
    if not isinstance(lake, Path):
        return None
    parts = []
    for table in sorted(tables):
        for path in sorted((lake / table).glob("*.parquet")):
            if (name := f"{table}/{path.stem}") not in without:
                parts.append(f"{name} {written_down(path) or file_key(path)}")
    return key_of(parts)


def file_key(path: Path) -> str | None:
    """Of the bytes of a file, which are read once as long as nobody has written it; None where there is none."""
    try:
        stat = path.stat()
        state = (stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
        if _hashed.get(path, ((), ""))[0] != state:
            _hashed[path] = (state, sha256_of(path))
    except FileNotFoundError:
        return None
    return _hashed[path][1]


def forget_files() -> None:
    """Read the files again when they are asked for next: a run trusts what it has read itself, not what an earlier run
    of this process has."""
    _hashed.clear()
