"""ZIP archives among the raw files: what lies in them, within limits, and the bytes of one member again.

A member is called ``reports/a.zip!/folder/b.html``. Nothing is ever unpacked to disk, so a name can lead nowhere; names
that try are refused all the same. Does not belong here: what a member is (landing.py), formats that are archives
themselves (DOCX, OFD; reading/).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path, PurePosixPath

from orchestration.reading.errors import Rejection

ARCHIVE = "application/zip"
INSIDE = "!/"
MAX_DEPTH = 2  # an archive in an archive is opened, one in that is not
MAX_MEMBERS = 2000
MAX_MEMBER_BYTES = 64 * 1024 * 1024
MAX_TOTAL_BYTES = 512 * 1024 * 1024
_MAX_RATIO, _RATIO_FROM = 300, 1024 * 1024  # text packs to a twentieth; a bomb to a thousandth
_HINT = "解压后把报告单独放入 raw/reports"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_IGNORED = ("__MACOSX", "Thumbs.db", "desktop.ini")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: its bytes, or why they are not taken."""

    name: str
    data: bytes | None
    rejection: Rejection | None = None


def members(data: bytes) -> Iterator[Member]:
    """The files of an archive in the order of their names. Raises Rejection when it cannot be opened at all.

    Folders, hidden files and what file managers leave behind are ignored by name.
    """
    archive = _opened(data)
    for name, info, total in _listed(archive):
        yield _member(archive, name, info, total)


def _listed(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo, int]]:
    """Name, entry, and the size unpacked of all up to it, of each file that counts, without unpacking any."""
    infos = sorted(
        ((_name(info), info) for info in archive.infolist() if not info.is_dir()), key=lambda entry: entry[0]
    )
    if len(infos) > MAX_MEMBERS:
        found, expected = f"{len(infos)} 件", f"不超过 {MAX_MEMBERS} 件"
        raise Rejection("too_many_members", "压缩包内文件过多", found, expected, _HINT)
    counted = [
        (name, info)
        for name, info in infos
        if not any((part.startswith(".") and part != "..") or part in _IGNORED for part in PurePosixPath(name).parts)
    ]
    totals = accumulate(info.file_size for _, info in counted)
    return [(name, info, total) for (name, info), total in zip(counted, totals, strict=True)]


def bytes_of(raw: Path, source_file: str) -> bytes:
    """The bytes of a raw file or of a member of an archive. Raises OSError or Rejection."""
    path, *inside = source_file.split(INSIDE)
    data = (raw / path).read_bytes()
    for name in inside:
        archive = _opened(data)
        entry = next((one for one in _listed(archive) if one[0] == name), None)
        if entry is None:
            raise FileNotFoundError(2, "压缩包内无此文件(no such member)")
        found = _member(archive, *entry)
        if found.data is None:
            assert found.rejection is not None
            raise found.rejection
        data = found.data
    return data


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise Rejection(
            "broken_file", "文件已损坏", f"{type(error).__name__}: {error}", "完整的 ZIP 压缩包", _HINT
        ) from error


def _name(info: zipfile.ZipInfo) -> str:
    """Its name; archives made on Chinese Windows write GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = info.filename
    return name.replace("\\", "/").encode("utf-8", "backslashreplace").decode()


def _member(archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo, total: int) -> Member:
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.partition("/")[0]:
        return Member(name, None, Rejection("unsafe_name", "压缩包内文件名越界", name, "压缩包内的相对路径", _HINT))
    if info.flag_bits & _ENCRYPTED:
        return Member(name, None, Rejection("encrypted", "文件已加密", "压缩包内该文件有密码", "不加密的文件", _HINT))
    if info.file_size > MAX_MEMBER_BYTES or total > MAX_TOTAL_BYTES:
        found = f"解压后 {info.file_size} 字节,累计 {total} 字节"
        expected = f"每件 {MAX_MEMBER_BYTES}、累计 {MAX_TOTAL_BYTES} 字节以内"
        return Member(name, None, Rejection("too_large", "文件过大", found, expected, _HINT))
    if info.file_size > _RATIO_FROM and info.file_size > _MAX_RATIO * max(info.compress_size, 1):
        found = f"{info.compress_size} 字节解压为 {info.file_size} 字节"
        return Member(name, None, Rejection("archive_bomb", "压缩比异常", found, f"压缩比不超过 {_MAX_RATIO}", _HINT))
    try:
        with archive.open(info) as stream:
            data = stream.read(MAX_MEMBER_BYTES + 1)  # the size told in the archive may be a lie
    except _BROKEN as error:
        return Member(
            name, None, Rejection("broken_file", "文件已损坏", f"{type(error).__name__}: {error}", "完整的文件", _HINT)
        )
    if len(data) > MAX_MEMBER_BYTES:
        found, expected = f"超过 {MAX_MEMBER_BYTES} 字节", f"每件 {MAX_MEMBER_BYTES} 字节以内"
        return Member(name, None, Rejection("too_large", "文件过大", found, expected, _HINT))
    return Member(name, data)
