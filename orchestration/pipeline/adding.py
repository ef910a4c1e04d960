"""Files taken into raw/: what each one is found to be, its copy below raw/reports, its row in raw/sources.csv.

Writes to raw/ only when a person says so; it adds, and never changes or removes. A file that reading would refuse is
not copied: the outcome says why. Does not belong here: what is printed (cli/add.py), the writing (registration.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.document import Metadata
from orchestration.file_hash import sha256_of
from orchestration.pipeline.archives import ARCHIVE, INSIDE, MAX_DEPTH, Budget, members
from orchestration.pipeline.landing import MAX_BYTES, too_large
from orchestration.pipeline.recognition import wanted
from orchestration.pipeline.registration import register, write_whole
from orchestration.pipeline.sources import read_sources
from orchestration.reading.errors import Rejection
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.media import media_type
from orchestration.reading.reader import Overrides


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file. ``stored`` is its path below raw/, of the copy that was there already when ``known``; None
    when it was not taken, and ``rejection`` says why. ``found`` tells a report, ``inside`` members of an archive."""

    file: str
    stored: str | None
    known: bool = False
    found: Metadata | None = None
    rejection: Rejection | None = None
    inside: tuple[Added, ...] = ()


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named and those below the folders named, hidden ones left out, in the order of their paths."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        below = sorted(one for one in path.rglob("*") if one.is_file())
        yield from (one for one in below if not any(part.startswith(".") for part in one.relative_to(path).parts))


def add_files(raw: Path, files: Iterable[Path], origin: str, origin_url: str) -> Iterator[Added]:
    """Take files in one after the other. Raises SourcesError when raw/sources.csv cannot be used, OSError when raw/
    cannot be written."""
    read_sources(raw / "sources.csv")
    (raw / "reports").mkdir(parents=True, exist_ok=True)
    stored = {sha256_of(path): path for path in sorted((raw / "reports").rglob("*")) if path.is_file()}
    with IsolatedReader(recogniser=wanted()) as reader:
        for file in files:
            yield _add(raw, file, stored, reader, (origin, origin_url))


def _add(raw: Path, file: Path, stored: dict[str, Path], reader: IsolatedReader, origin: tuple[str, str]) -> Added:
    try:
        if file.stat().st_size > MAX_BYTES:
            return Added(str(file), None, rejection=too_large(file.stat().st_size))
        data = file.read_bytes()
    except OSError as error:
        found = str(error.strerror or error)
        return Added(
            str(file), None, rejection=Rejection("unreadable", "无法读取文件", found, "可读的文件", "检查路径与权限")
        )
    digest = _sha256(data)
    if digest in stored:
        return Added(str(file), stored[digest].relative_to(raw).as_posix(), known=True)
    if file.name != _stored_name(file):
        rejection = Rejection("unsafe_name", "文件名无法使用", _stored_name(file), "UTF-8 的文件名", "改名后重试")
        return Added(_stored_name(file), None, rejection=rejection)
    recognised = _recognised(data, file.name, reader, Overrides(address=origin[1] or None))
    inside_any = any(one.found for one in recognised.inside)
    if recognised.found is None and not inside_any:
        return Added(str(file), None, rejection=recognised.rejection, inside=recognised.inside)
    target = _free(raw / "reports" / file.name, digest)
    write_whole(target, data)
    stored[digest] = target
    name = target.relative_to(raw).as_posix()
    register(raw / "sources.csv", _row(name, recognised.found, origin))
    return Added(str(file), name, found=recognised.found, inside=recognised.inside)


def _recognised(
    data: bytes,
    name: str,
    reader: IsolatedReader,
    known: Overrides | None = None,
    within: tuple[Budget, int] | None = None,
) -> Added:
    """What a file is found to be. Members of an archive have rows of their own, so the address is not theirs."""
    budget, depth = within or (Budget(), 0)
    try:
        if media_type(name, data) == ARCHIVE:
            return Added(name, None, inside=tuple(_inside(data, name, reader, budget, depth)))
        return Added(name, None, found=reader.read(data, name, known)[0].metadata)
    except Rejection as rejection:
        return Added(name, None, rejection=rejection)


def _inside(data: bytes, name: str, reader: IsolatedReader, budget: Budget, depth: int) -> Iterator[Added]:
    if depth >= MAX_DEPTH:
        found, expected = f"第 {depth + 1} 层压缩包", f"至多 {MAX_DEPTH} 层"
        raise Rejection("nested_too_deep", "压缩包嵌套过深", found, expected, "解压后逐份加入")
    for member in members(data, budget):
        label = f"{name}{INSIDE}{member.name}"
        if member.data is None:
            yield Added(label, None, rejection=member.rejection)
        else:
            recognised = _recognised(member.data, member.name, reader, within=(budget, depth + 1))
            yield Added(label, None, found=recognised.found, rejection=recognised.rejection, inside=recognised.inside)


def _stored_name(file: Path) -> str:
    return file.name.encode("utf-8", "backslashreplace").decode()


def _free(path: Path, digest: str) -> Path:
    """The path, or one with the beginning of its hash where another file has the name."""
    return path if not path.exists() else path.with_name(f"{path.stem}-{digest[:8]}{path.suffix}")


def _row(name: str, found: Metadata | None, origin: tuple[str, str]) -> dict[str, str]:
    row = {"file": name, "origin": origin[0], "origin_url": origin[1]}
    if found is not None:
        row["title"] = found.title or ""
        row["publisher"] = found.agency.full_name_zh if found.agency else ""
        row["published_date"] = found.published_date.isoformat() if found.published_date else ""
    return row


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
