"""Has raw/ changed? What the sensor remembers between two looks, and what it decides from them.

Change is told by content; size and times only save reading unchanged files and tell that one is still being written.
Hidden files are ignored by name, as landing ignores them. Does not belong here: Dagster (sensors.py), what a raw
file means (pipeline/landing.py).
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from orchestration.file_hash import sha256_of

# Under this name the landing asset records which content it read.
FINGERPRINT = "raw_fingerprint"
_REPORTS = "reports/"


@dataclass(frozen=True, slots=True)
class Memory:
    """What is kept between two looks (the sensor's cursor).

    ``seen``: signature at the last look; ``hashed``: signature whose content is ``fingerprint``; ``requested``: how
    many runs were asked for. Empty text means: not yet.
    """

    seen: str = ""
    hashed: str = ""
    fingerprint: str = ""
    requested: int = 0

    @classmethod
    def from_cursor(cls, cursor: str | None) -> Memory:
        """The memory in a cursor; a missing or foreign cursor is an empty memory, which costs one look more."""
        try:
            return cls(**json.loads(cursor)) if cursor else cls()
        except (ValueError, TypeError):
            return cls()

    def to_cursor(self) -> str:
        """The memory as text."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Decision:
    """What to remember, and the key of the run to start or, when it is None, the reason why none is."""

    memory: Memory
    run_key: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files below raw/ at one moment, by name, and the hashes of those that are no reports."""

    paths: Mapping[str, Path]
    hashes: Mapping[str, str]

    def fingerprint(self, reports: Mapping[str, str]) -> str:
        """Hash of the names and bytes of the files; of one that cannot be read, of its name and that it cannot.

        ``reports`` are hashes of reports by name; what is not there is read.
        """
        digest = hashlib.sha256()
        for name, path in self.paths.items():
            content = self.hashes.get(name) or reports.get(name) or _hash(path)
            digest.update(f"{name}\0{content}\n".encode("utf-8", "surrogateescape"))
        return digest.hexdigest()


def signature(raw: Path) -> str:
    """Hash of the names, sizes and times of the files; equal signatures mean that nobody wrote in between."""
    stats = ((name, path.stat()) for name, path in _files(raw))
    rows = [(name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino) for name, stat in stats]
    return hashlib.sha256(repr(rows).encode()).hexdigest()  # repr escapes what is no UTF-8


def listing(raw: Path) -> Listing:
    """The files as they are now. Reports are not read: landing reads and hashes them anyway."""
    paths = dict(_files(raw))
    return Listing(paths, {name: _hash(path) for name, path in paths.items() if not name.startswith(_REPORTS)})


def fingerprint(raw: Path) -> str:
    """Hash of the names and bytes of the files; of one that cannot be read, of its name and that it cannot."""
    return Listing(dict(_files(raw)), {}).fingerprint({})


def walk(folder: Path) -> list[Path]:
    """All that lies below a folder and is no folder, in order of name, hidden things too. A link to a folder is not
    followed, and a folder that cannot be opened stands there itself."""
    found: list[str] = []
    folders = [str(folder)]
    while folders:
        current = folders.pop()
        try:
            with os.scandir(current) as entries:
                for entry in entries:
                    (folders if entry.is_dir(follow_symlinks=False) else found).append(entry.path)
        except PermissionError:
            found.append(current)
    return [Path(path) for path in sorted(found)]


def decide(raw: Path, memory: Memory, built: Callable[[], str | None]) -> Decision:
    """Whether to build: only when raw/ has settled and its content differs from what was last asked for and built.

    ``built`` gives the fingerprint that the last landing read, or None; it is asked only when the content changed.
    Raises OSError when a file cannot be read (gone since it was listed: the next look will see that).
    """
    now = signature(raw)
    if now == memory.hashed:
        return Decision(Memory(now, now, memory.fingerprint, memory.requested), None, "raw/ 无变化(unchanged)")
    if now != memory.seen:
        waiting = Memory(now, memory.hashed, memory.fingerprint, memory.requested)
        return Decision(waiting, None, "raw/ 有文件正在写入或刚写入,下次再看(waiting for files to settle)")
    content = fingerprint(raw)
    if signature(raw) != now:
        waiting = Memory("", memory.hashed, memory.fingerprint, memory.requested)
        return Decision(waiting, None, "读取期间 raw/ 有变化,下次再看(changed while reading)")
    known = Memory(now, now, content, memory.requested)
    if content == memory.fingerprint:
        return Decision(known, None, "文件时间有变,内容无变化(touched, same content)")
    if content == built():
        return Decision(known, None, "此内容已经构建(already built)")
    # The count is part of the key because Dagster never starts a second run with a key it has seen: a file that is
    # added, taken away and added again must be built three times.
    requested = memory.requested + 1
    return Decision(Memory(now, now, content, requested), f"{content}-{requested}")


def _files(raw: Path) -> Iterator[tuple[str, Path]]:
    for path in walk(raw):
        name = path.relative_to(raw)
        if not any(part.startswith(".") for part in name.parts) and path.is_file():
            yield name.as_posix(), path


def _hash(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError as error:
        return f"unreadable: {error.errno}"
