"""Making a finished directory the current release: durable on disk first, then one atomic rename of a symlink.

Does not belong here: what is in the directory.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

_VERSION_NAME = re.compile(r"r(\d{4,})-([0-9a-f]{10})")
_STAGING_PREFIX = ".staging-"
_LINK_PREFIX = ".current-"


def staging_directory(releases: Path) -> Path:
    """A place that no reader looks at, empty, on the same file system as the releases."""
    staging = releases / f"{_STAGING_PREFIX}{os.getpid()}"
    staging.mkdir(parents=True)
    return staging


def remove_leftovers(releases: Path) -> tuple[str, ...]:
    """Delete what a killed publication left behind; returns the names. Only for the holder of the publishing lock."""
    leftovers = sorted([*releases.glob(f"{_STAGING_PREFIX}*"), *releases.glob(f"{_LINK_PREFIX}*")])
    for path in leftovers:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return tuple(path.name for path in leftovers)


def versions(releases: Path) -> list[Path]:
    """The version directories, oldest first."""
    found = [path for path in releases.glob("r*-*") if _VERSION_NAME.fullmatch(path.name) and path.is_dir()]
    return sorted(found, key=lambda path: (_sequence(path), path.name))


def is_first(version: Path) -> bool:
    """Whether no release was ever made before it."""
    return _sequence(version) == 1


def current_version(releases: Path) -> Path | None:
    """The directory that ``current`` points to; None when there is no release or the link dangles."""
    link = releases / "current"
    return link.resolve() if link.is_dir() else None


def next_version(releases: Path, content_hash: str) -> Path:
    """The directory of the next version: a running number, so that names sort, and the start of the content hash."""
    number = max((_sequence(path) for path in versions(releases)), default=0) + 1
    return releases / f"r{number:04d}-{content_hash[:10]}"


def make_current(releases: Path, staging: Path, version: Path) -> None:
    """Put ``staging`` in place as ``version`` and point ``current`` to it.

    Killed at any moment, ``current`` names a whole release: the old one until the last rename, the new one after it.
    Raises OSError; ``current`` is then as it was.
    """
    seal(staging)
    sync_tree(staging)
    staging.rename(version)
    sync(releases)
    link = releases / f"{_LINK_PREFIX}{os.getpid()}"
    # The link is relative, so that FAZHI_HOME can be moved or mounted elsewhere.
    link.symlink_to(version.name, target_is_directory=True)
    link.replace(releases / "current")
    sync(releases)


def seal(directory: Path) -> None:
    """Make all files below ``directory`` read-only: many BI tools open a database for writing unless told otherwise."""
    for path in directory.rglob("*"):
        if path.is_file():
            path.chmod(0o444)


def sync_tree(directory: Path) -> None:
    """Force all files below ``directory``, then the directories that name them, to the disk."""
    for path in sorted(directory.rglob("*"), reverse=True):
        sync(path)
    sync(directory)


def sync(path: Path) -> None:
    """Force one file or directory to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sequence(version: Path) -> int:
    match = _VERSION_NAME.fullmatch(version.name)
    return int(match[1]) if match else 0
