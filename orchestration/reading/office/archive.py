"""The parts of a file that is a zip archive of XML (DOCX, OFD), with limits on their number, size and ratio.

Does not belong here: what a part means; archives of whole reports. Nothing is ever unpacked to disk.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from lxml import etree

from orchestration.reading.errors import Rejection

MAX_PARTS = 10_000
MAX_PART_BYTES = 64 * 1024**2
MAX_TOTAL_BYTES = 128 * 1024**2
MAX_RATIO = 200  # of a part above _SMALL_BYTES; the most regular tables reach about 100
_SMALL_BYTES = 4 * 1024**2
_ENCRYPTED_FLAG = 0x1
# No part of these formats may declare a document type; entities are left alone all the same.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_SUFFIXES = (".xml", ".rels")


def broken(found: str) -> Rejection:
    """The rejection of a file whose bytes do not make the format they claim."""
    return Rejection(
        "broken_file", "文件损坏或不完整", found, "完整的文件", "重新取得该文件,或用办公软件打开后另存为 DOCX 或文本"
    )


def encrypted(found: str) -> Rejection:
    """The rejection of a file that opens with a password only."""
    return Rejection("encrypted", "文件已加密", found, "未加密的文件", "取得未加密的版本,或解除密码后另存")


def _bomb(found: str, expected: str) -> Rejection:
    return Rejection("archive_bomb", "压缩包超出限额", found, expected, "确认来源可信,另存为文本后再放入")


def parts_of(data: bytes, suffixes: Iterable[str] = _SUFFIXES) -> dict[str, bytes]:
    """The parts of the archive whose names end in ``suffixes``, by name. Raises Rejection."""
    endings = tuple(suffixes)
    try:
        if (entries := data.count(b"PK\x01\x02")) > MAX_PARTS:  # before the library makes an object of each
            raise _bomb(f"{entries} 个部件", f"不超过 {MAX_PARTS} 个")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = [info for info in archive.infolist() if info.filename.lower().endswith(endings)]
            _check(wanted)
            return {info.filename.replace("\\", "/").lstrip("/"): archive.read(info) for info in wanted}
    except (Rejection, MemoryError):
        raise
    except Exception as error:  # the library names its errors in no one way
        raise broken(f"压缩包读不出:{error}") from error


def _check(wanted: list[zipfile.ZipInfo]) -> None:
    total = 0
    for info in wanted:
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise broken(f"部件 {info.filename} 的压缩方法 {info.compress_type} 不合格式")
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise encrypted(f"部件 {info.filename} 有密码")
        total += info.file_size
        if info.file_size > MAX_PART_BYTES:
            raise _bomb(f"部件 {info.filename} 展开后 {info.file_size} 字节", f"不超过 {MAX_PART_BYTES} 字节")
        if info.file_size > _SMALL_BYTES and info.file_size > MAX_RATIO * info.compress_size:
            ratio = info.file_size // max(info.compress_size, 1)
            raise _bomb(f"部件 {info.filename} 压缩比 {ratio}", f"不超过 {MAX_RATIO}")
    if total > MAX_TOTAL_BYTES:
        raise _bomb(f"各部件展开后共 {total} 字节", f"不超过 {MAX_TOTAL_BYTES} 字节")


def refuse_doctypes(parts: dict[str, bytes]) -> None:
    """Raise Rejection when a part declares a document type (and could so define entities)."""
    for name, blob in parts.items():
        if any(mark in blob for mark in _DOCTYPES):
            raise broken(f"部件 {name} 含文档类型声明(DOCTYPE)")


def xml_of(blob: bytes, name: str) -> etree._Element:
    """The root of an XML part. Raises Rejection when it is not well formed or nested too deeply."""
    try:
        return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(f"部件 {name} 不是合格的 XML:{error}") from error


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" of comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
