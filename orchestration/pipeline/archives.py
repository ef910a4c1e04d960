"""ZIP archives among the raw files: what lies in them, within limits, and the bytes of one member again.

A member is called ``reports/a.zip!/folder/b.html``. Nothing is ever unpacked to disk, so a name can lead nowhere; names
that try are refused all the same. Does not belong here: what a member is (landing.py), formats that are archives
themselves (DOCX, OFD; reading/).
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from orchestration.reading.errors import Rejection

ARCHIVE = "application/zip"
INSIDE = "!/"
MAX_DEPTH = 2  # an archive in an archive is opened, one in that is not
MAX_MEMBERS = 2000  # of a raw file, those of the archives in it included
MAX_MEMBER_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024  # unpacked, of a raw file, those of the archives in it included
_MAX_RATIO, _RATIO_FROM = 300, 1024 * 1024  # text packs to a twentieth; a bomb to a thousandth
_HINT = "解压后把报告单独放入 raw/reports"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_IGNORED = ("__MACOSX", "Thumbs.db", "desktop.ini")
_LONGEST_NAME = 400  # characters; file systems end at 255 bytes for each folder
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # of the others one may ask for gigabytes before its first byte
_ENTRY, _MAX_ENTRIES = b"PK\x01\x02", 20_000  # those of stored archives in it count too


@dataclass(slots=True)
class Budget:
    """What is left of the limits for one raw file, however its archives are nested."""

    members: int = field(default_factory=lambda: MAX_MEMBERS)
    total: int = field(default_factory=lambda: MAX_TOTAL_BYTES)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or why they are not taken."""

    name: str
    data: bytes | None
    rejection: Rejection | None = None


def members(data: bytes, budget: Budget | None = None) -> Iterator[Member]:
    """The files of an archive in the order of their names. Raises Rejection when it cannot be opened at all.

    Folders, hidden files and what file managers leave behind are ignored by name.
    """
    left = budget or Budget()
    with _opened(data) as archive:
        listed = _listed(archive)
        if len(listed) > left.members:
            found, expected = f"{len(listed)} 件", f"连同内层压缩包不超过 {MAX_MEMBERS} 件"
            raise Rejection("too_many_members", "压缩包内文件过多", found, expected, _HINT)
        left.members -= len(listed)
        for name, info in listed:
            yield _member(archive, name, info, left)


def _listed(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    """Name and entry of each file that counts, in the order of the names; a name that comes again gets a number."""
    files = [(_name(info), info) for info in archive.infolist() if not info.filename.endswith("/")]
    infos = sorted(files, key=lambda entry: entry[0])
    listed: dict[str, zipfile.ZipInfo] = {}
    again: Counter[str] = Counter()
    for name, info in infos:
        if any((part.startswith(".") and part != "..") or part in _IGNORED for part in PurePosixPath(name).parts):
            continue
        own = name
        while own in listed:
            again[name] += 1
            path = PurePosixPath(name)
            own = f"{name.removesuffix(path.suffix)}#{again[name] + 1}{path.suffix}"
        listed[own] = info
    return list(listed.items())


def bytes_of(raw: Path, source_file: str) -> bytes:
    """The bytes of a raw file or of a member of an archive. Raises OSError or Rejection."""
    path, *inside = source_file.split(INSIDE)
    if not inside:
        return (raw / path).read_bytes()
    source: Path | bytes = raw / path
    for name in inside:
        with _opened(source) as archive:
            entry = next((one for one in _listed(archive) if one[0] == name), None)
            if entry is None:
                raise FileNotFoundError(2, "压缩包内无此文件(no such member)")
            found = _member(archive, *entry, Budget())
        if found.data is None:
            assert found.rejection is not None
            raise found.rejection
        source = found.data
    assert isinstance(source, bytes)
    return source


def _opened(source: Path | bytes) -> zipfile.ZipFile:
    # Counted before the library makes an object of each.
    if isinstance(source, bytes) and source.count(_ENTRY) > _MAX_ENTRIES:
        found, expected = f"{_MAX_ENTRIES} 项以上", f"不超过 {MAX_MEMBERS} 件"
        raise Rejection("too_many_members", "压缩包内文件过多", found, expected, _HINT)
    try:
        return zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
    except (FileNotFoundError, PermissionError):
        raise
    except Exception as error:  # the library names its errors in no one way
        found = f"{type(error).__name__}: {error}"
        raise Rejection("broken_file", "文件损坏或不完整", found, "完整的 ZIP 压缩包", _HINT) from error


def _name(info: zipfile.ZipInfo) -> str:
    """Its name; archives made on Chinese Windows write GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/").encode("utf-8", "backslashreplace").decode()


def _member(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, left: Budget) -> Member:
    rejection = _refused(name, info, left)
    if rejection is not None:
        return Member(name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…", None, rejection)
    left.total -= info.file_size
    try:
        with archive.open(info) as stream:
            return Member(name, stream.read(info.file_size))  # never more, whatever the archive tells
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        return Member(name, None, Rejection("broken_file", "文件损坏或不完整", found, "完整的文件", _HINT))


def _refused(name: str, info: zipfile.ZipInfo, left: Budget) -> Rejection | None:
    """Why a member is not even opened."""
    leads_out = name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.partition("/")[0]
    if leads_out or INSIDE in name or len(name) > _LONGEST_NAME:
        expected = f"压缩包内的相对路径,不超过 {_LONGEST_NAME} 字"
        return Rejection("unsafe_name", "压缩包内文件名越界或过长", name, expected, _HINT)
    if info.flag_bits & _ENCRYPTED:
        return Rejection("encrypted", "文件已加密", "压缩包内该文件有密码", "不加密的文件", _HINT)
    if info.compress_type not in _METHODS:
        found = f"压缩方法 {info.compress_type}"
        return Rejection("unsupported_type", "尚不支持的压缩方法", found, "存储(0)或 Deflate(8)", _HINT)
    if info.file_size > MAX_MEMBER_BYTES or info.file_size > left.total:
        found = f"解压后 {info.file_size} 字节,限额尚余 {left.total} 字节"
        expected = f"每件 {MAX_MEMBER_BYTES}、连同内层压缩包累计 {MAX_TOTAL_BYTES} 字节以内"
        return Rejection("too_large", "文件过大", found, expected, _HINT)
    if info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        found = f"{info.compress_size} 字节解压为 {info.file_size} 字节"
        return Rejection("archive_bomb", "压缩比异常", found, f"压缩比不超过 {_MAX_RATIO}", _HINT)
    return None
