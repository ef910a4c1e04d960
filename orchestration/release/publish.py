"""From the working warehouse to a release that readers can trust: build aside, verify, then swap in one step.

Does not belong here: the single steps (build_file, parquet, manifest, verify, switch, prune).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from orchestration import __version__
from orchestration.home import Home
from orchestration.lake.made_from import Made, file_key, key_of, lake_key, program_key
from orchestration.lake.producers import PRODUCER_OF_LAKE_TABLE
from orchestration.release.build_file import write_database
from orchestration.release.changes import CHANGED_FACTS_NAME, compare_releases
from orchestration.release.changes_page import SHOWN_ROWS, write_changes
from orchestration.release.datapackage import write_datapackage
from orchestration.release.errors import ReleaseError
from orchestration.release.index_beside import search_index_beside
from orchestration.release.manifest import Manifest, describe, with_files, write_manifest
from orchestration.release.parquet import write_parquet
from orchestration.release.prune import prune, releases_to_keep
from orchestration.release.source import open_source, open_written
from orchestration.release.switch import (
    current_version,
    make_current,
    next_version,
    remove_leftovers,
    staging_directory,
)
from orchestration.release.verify import verify_files, verify_release
from orchestration.release.workbooks import write_workbooks
from orchestration.working_file import set_aside_if_damaged

_LOCK_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """What a publication did. ``published`` False: the current release holds this content, nothing was written."""

    version: str
    path: Path
    published: bool
    content_hash: str
    rows: dict[str, int]  # per qualified table name
    pruned: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()  # of killed publications, removed


def publish(home: Home, keep: int | None = None) -> ReleaseReport:
    """Publish the working warehouse of ``home`` as its current release, unless the current one holds the same content.

    ``keep`` versions stay on disk (None: FAZHI_KEEP_RELEASES, else 3).
    Raises ReleaseError, or WorkingFileDamaged; ``current`` is then as it was.
    """
    kept = releases_to_keep() if keep is None else max(keep, 1)
    with _publishing(home.releases):
        leftovers = remove_leftovers(home.releases)
        try:
            key = _key(home)
            version, published, manifest = _published_before(home, key) or _publish_from(home, key)
        except (duckdb.Error, ReleaseError) as error:
            if isinstance(error, duckdb.Error) or isinstance(error.__cause__, duckdb.Error):
                set_aside_if_damaged(home.warehouse)
            raise
    rows = {f"{table['schema']}.{table['name']}": int(table["rows"]) for table in manifest["tables"]}
    pruned = _prune(home.releases, kept)
    return ReleaseReport(version.name, version, published, manifest["content_hash"], rows, pruned, leftovers)


def _published_before(home: Home, key: str | None) -> tuple[Path, bool, Manifest] | None:
    """The current release, where it was made of what there is now and is whole; None where it has to be made again."""
    known = _made(home).recall(key)
    current = current_version(home.releases)
    if known is None or current is None or known["version"] != current.name:
        return None
    try:
        return current, False, verify_files(current)
    except ReleaseError:
        return None


def _publish_from(home: Home, key: str | None) -> tuple[Path, bool, Manifest]:
    """Publish, and keep from what."""
    made = _made(home)
    made.forget()
    version, published, manifest = _publish(home)
    made.keep(key, {"version": version.name})
    return version, published, manifest


def _key(home: Home) -> str | None:
    """Of all that a release is made of: the working database, and of the lake what the manifest and the checks take."""
    lake = lake_key(home.lake, PRODUCER_OF_LAKE_TABLE, without=("checks/release",))
    return key_of([program_key(), __version__, lake, file_key(home.warehouse)])


def _made(home: Home) -> Made:
    return Made(home.build / "released_from.json")


def _publish(home: Home) -> tuple[Path, bool, Manifest]:
    """The version that is current now, whether it is new, and its manifest."""
    staging = staging_directory(home.releases)
    try:
        with open_source(home) as source:
            database = write_database(source, staging)
        # Sorted once, when the database was written: all else is read from there as it lies.
        with open_written(database, source.tables) as written, search_index_beside(database, staging) as index:
            manifest = describe(home, written.tables, write_parquet(written, staging), staging)
            current = current_version(home.releases)
            last = _intact(current)
            if current is not None and last is not None and last["content_hash"] == manifest["content_hash"]:
                return current, False, manifest
            workbooks, left_out = write_workbooks(written, manifest, staging)
            others = [
                *workbooks,
                write_datapackage(manifest, staging),
                *_write_changes(current, last, manifest, staging),
                index(),
            ]
        manifest = with_files(manifest, staging, database.name, others) | {"without_workbook": left_out}
        write_manifest(manifest, staging)
        verify_release(staging)
        version = next_version(home.releases, manifest["content_hash"])
        make_current(home.releases, staging, version)
        return version, True, manifest
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _write_changes(current: Path | None, last: Manifest | None, manifest: Manifest, staging: Path) -> list[str]:
    """Tell what changes against the current release; returns the files written. A damaged one is as none."""
    before = current if last else None
    changes = compare_releases(before, staging, SHOWN_ROWS)
    page = write_changes(changes, staging, last, manifest, before.name if before else None)
    return [name for name in (page, CHANGED_FACTS_NAME) if (staging / name).is_file()]


def _prune(releases: Path, keep: int) -> tuple[str, ...]:
    try:
        return prune(releases, keep)
    except OSError as error:
        raise ReleaseError(
            "已发布,但旧版本删不掉。", found=str(error), expected="可删除的旧版本目录", hint_zh="检查权限后手工删除"
        ) from error


def _intact(version: Path | None) -> Manifest | None:
    """The manifest of a release that is undamaged, by its bytes; None for a damaged one and for none."""
    try:
        return verify_files(version) if version else None
    except ReleaseError:
        return None


@contextmanager
def _publishing(releases: Path) -> Iterator[None]:
    """One publication at a time; the lock of a killed one goes with its process. Failures become ReleaseError."""
    try:
        releases.mkdir(parents=True, exist_ok=True)
        with FileLock(releases / ".publish.lock", timeout=_LOCK_SECONDS):
            yield
    except Timeout as error:
        raise ReleaseError(
            "另一次发布正在进行。",
            found=f"锁 {error.lock_file} 已被占用 {_LOCK_SECONDS:.0f} 秒",
            expected="同一时刻只有一次发布",
            hint_zh="等它结束后再试",
        ) from error
    except (duckdb.Error, OSError) as error:
        raise ReleaseError(
            "发布没有写成。",
            found=str(error).splitlines()[0] if str(error) else type(error).__name__,
            expected=f"可写且空间足够的 {releases}",
            hint_zh="检查磁盘空间与权限后再运行;当前发布未改动",
        ) from error
