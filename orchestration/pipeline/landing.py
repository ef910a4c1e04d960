"""Landing: every file below raw/reports is seen, hashed and typed, and joined with what raw/sources.csv says of it.

The first arrow: files in = files landed + files rejected. Nothing here writes to raw/. Files whose name
begins with a dot, and anything below a directory whose name does, are ignored by name (editor and version control
files) and counted.

Does not belong here: opening a file as text (documents.py), or the rules of sources.csv (sources.py).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.home import Home
from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import ensure_tables, read_table, write_table
from orchestration.pipeline import declared
from orchestration.pipeline.archives import ARCHIVE, INSIDE, MAX_DEPTH, Budget, Member, members
from orchestration.pipeline.rejections import rejected_row, write_rejected
from orchestration.pipeline.sources import SourceRow, Sources, read_sources
from orchestration.raw_files import walk
from orchestration.raw_presence import refuse_emptied
from orchestration.reading.errors import Rejection
from orchestration.reading.media import HEAD_BYTES, ZIP_MAGIC, media_type
from orchestration.reading.reader import READABLE_ZH, SUPPORTED_MEDIA_TYPES
from orchestration.web.urls import same_or_raw

STAGE = "landing"
# The longest known report is some 100 kB of text; a file beyond this is no report, and reading it whole would cost
# the bound on memory.
MAX_BYTES = 64 * 1024 * 1024
_CHUNK = 1024 * 1024
_UNREGISTERED = SourceRow("")
_REGISTERED = tuple(field.name for field in fields(SourceRow) if field.name != "file")
_NO_FILE = "not a regular file (a broken link, a pipe or a device)"


@dataclass(frozen=True, slots=True)
class LandingReport:
    """Counts of one landing. ``files_in == landed + rejected``.

    ``unfiled`` counts entries of sources.csv that belong to no file; ``rejected`` does not count them, the table does.
    """

    files_in: int
    landed: int
    rejected: int
    ignored: int
    unfiled: int
    by_reason: dict[str, int]


def land(home: Home) -> LandingReport:
    """See every raw file; write ``landing`` (one row a file that could be hashed) and ``rejected`` of this stage.

    Raises SourcesError when raw/sources.csv cannot be read as a table, FileNotFoundError without raw/reports,
    RawGoneError when all files that were landed before are gone and nobody says that it is meant.
    """
    reports = home.raw / "reports"
    if not reports.is_dir():
        raise FileNotFoundError(f"found no directory {reports}, expected raw reports there; set FAZHI_RAW or --raw")
    ensure_tables(home.lake, table_names())
    sources = read_sources(home.raw / "sources.csv")
    rows: list[dict[str, Any]] = []
    rejected: list[dict[str, Any]] = []
    first_with_bytes: dict[str, str] = {}
    files_in = 0
    paths, ignored = _walk(reports)
    if not paths:
        refuse_emptied(home.raw, read_table(home.lake, "landing", ["source_file"]).height)
    for path in paths:
        for row, rejection in _land_path(path, home.raw, sources, first_with_bytes):
            files_in += 1
            if row["document_id"]:
                rows.append(row)
            if rejection:
                rejected.append(rejected_row(row, STAGE, rejection))
    unfiled = list(_rows_without_file(sources, {row["source_file"] for row in rows + rejected}))
    write_table(home.lake, "landing", pl.DataFrame(rows, schema=polars_schema("landing")), "landing")
    write_rejected(home.lake, STAGE, rejected + unfiled)
    report = LandingReport(
        files_in=files_in,
        landed=files_in - len(rejected),
        rejected=len(rejected),
        ignored=ignored,
        unfiled=len(unfiled),
        by_reason=dict(sorted(Counter(row["reason_code"] for row in rejected + unfiled).items())),
    )
    assert report.files_in == report.landed + report.rejected
    return report


def landed_hashes(home: Home) -> dict[str, str]:
    """The hashes that landing has found, by the name of the file."""
    return dict(read_table(home.lake, "landing", ["source_file", "sha256"]).iter_rows())


def _walk(reports: Path) -> tuple[list[Path], int]:
    ignored = 0
    paths = []
    for path in walk(reports):
        if any(part.startswith(".") for part in path.relative_to(reports).parts):
            ignored += 1
        else:
            paths.append(path)
    return paths, ignored


_Landed = tuple[dict[str, Any], Rejection | None]


def _land_path(path: Path, raw: Path, sources: Sources, first_with_bytes: dict[str, str]) -> Iterator[_Landed]:
    """The landing row of a file (document_id None when its bytes could not be had) and why it goes no further, if so;
    then those of its members, if it is an archive."""
    name = path.relative_to(raw).as_posix()
    # A name that is no valid UTF-8 cannot be stored as text, and the file could not be found by it again.
    shown = name.encode("utf-8", "backslashreplace").decode()
    nothing = {"source_file": shown, "document_id": None, "input_key": None}
    if shown != name or INSIDE in name:
        expected = f"UTF-8 的文件名,路径中无「{INSIDE}」"
        yield nothing, Rejection("unsafe_name", "文件名无法使用", shown, expected, "改名后重跑")
        return
    try:
        sha256, size, head = _hash(path)
    except OSError as error:
        found = str(error.strerror or error)
        yield nothing, Rejection("unreadable", "无法读取文件", found, "可读的普通文件", "检查文件与权限后重跑")
        return
    row = _row(name, sha256, size, head, sources) | {"declared_charset": declared.charset_of(path)}
    rejection = _judge(row, sources.problems.get(name, []), first_with_bytes)
    if row["media_type"] != ARCHIVE or rejection is not None:
        yield row, rejection
        return
    yield from _land_archive(row, head, sources, first_with_bytes, Budget())


def _land_archive(
    row: dict[str, Any], data: bytes, sources: Sources, first_with_bytes: dict[str, str], budget: Budget, depth: int = 1
) -> Iterator[_Landed]:
    """The members of an archive, then the archive itself, which is no document: its row says how many it held."""
    count = 0
    try:
        for member in members(data, budget):
            count += 1
            name = f"{row['source_file']}{INSIDE}{member.name}"
            yield from _land_member(name, member, sources, first_with_bytes, budget, depth)
    except Rejection as rejection:
        yield row, rejection
        return
    hint = "无须处理;如有被拒的成员,见其各自的理由"
    yield row, Rejection("archive_opened", "压缩包,其中文件已逐个处理", f"内有 {count} 件", "报告文件本身", hint)


def _land_member(
    name: str, member: Member, sources: Sources, first_with_bytes: dict[str, str], budget: Budget, depth: int
) -> Iterator[_Landed]:
    if member.data is None:
        yield {"source_file": name, "document_id": None, "input_key": None}, member.rejection
        return
    sha256 = hashlib.sha256(member.data).hexdigest()
    row = _row(name, sha256, len(member.data), member.data, sources)
    rejection = _judge(row, sources.problems.get(name, []), first_with_bytes)
    if row["media_type"] != ARCHIVE or rejection is not None:
        yield row, rejection
    elif depth >= MAX_DEPTH:
        found, expected = f"第 {depth + 1} 层压缩包", f"至多 {MAX_DEPTH} 层"
        yield row, Rejection("nested_too_deep", "压缩包嵌套过深", found, expected, "解压后放入 raw/reports")
    else:
        yield from _land_archive(row, member.data, sources, first_with_bytes, budget, depth + 1)


def _row(name: str, sha256: str, size: int, head: bytes, sources: Sources) -> dict[str, Any]:
    registered = sources.rows.get(name, _UNREGISTERED)
    return {
        "source_file": name,
        **{field: getattr(registered, field) for field in _REGISTERED},
        "document_id": sha256[:16],
        "sha256": sha256,
        "byte_size": size,
        "media_type": media_type(name, head),
        "declared_charset": None,
        "duplicate_of": None,
        "input_key": None,
    }


def _judge(row: dict[str, Any], problems: list[str], first_with_bytes: dict[str, str]) -> Rejection | None:
    """The first reason why a hashed file goes no further; completes its row."""
    row["duplicate_of"] = first_with_bytes.get(row["sha256"])
    row["input_key"] = _input_key(row)
    rejection = _reason(row, problems)
    if rejection is None:
        first_with_bytes[row["sha256"]] = row["source_file"]
    return rejection


def _reason(row: dict[str, Any], problems: list[str]) -> Rejection | None:
    if row["byte_size"] == 0:
        return Rejection("empty_file", "文件为空", "0 字节", "报告全文", "重新取得该文件,或将其移出 raw/reports")
    if row["duplicate_of"]:
        return Rejection(
            "duplicate", "与另一文件逐字节相同", f"与 {row['duplicate_of']} 相同", "每份报告一个文件", "删去其中一份"
        )
    if row["byte_size"] > MAX_BYTES:
        return too_large(row["byte_size"])
    if row["media_type"] not in SUPPORTED_MEDIA_TYPES | {ARCHIVE}:
        return _unsupported(str(row["media_type"]))
    if problems:
        return Rejection(
            "sources_row_invalid",
            "raw/sources.csv 的登记有误",
            ";".join(problems),
            "每项合乎格式",
            "改正 raw/sources.csv 后重跑",
        )
    return None


def too_large(size: int) -> Rejection:
    """Why a file of ``size`` bytes, more than MAX_BYTES, is not read."""
    return Rejection("too_large", "文件过大", f"{size} 字节", f"不超过 {MAX_BYTES} 字节", "确认是否为单份报告")


def _unsupported(found: str) -> Rejection:
    if found == "application/octet-stream":
        hint = "若是 UTF-8 文本,把扩展名改为 .txt;否则重新取得该文件,或取得报告的文字版"
        return Rejection("binary", "二进制文件,或扩展名不明", "内容与扩展名都不属已知格式", READABLE_ZH, hint)
    hint = "将正文另存为 UTF-8 文本(.txt)后放入 raw/reports"
    return Rejection("unsupported_type", "尚不支持的文件类型", found, READABLE_ZH, hint)


def _hash(path: Path) -> tuple[str, int, bytes]:
    """SHA-256 in hex, size in bytes, and the beginning of the file: of an archive, which its parts tell, all of it."""
    if not path.is_file():
        found = "a folder that cannot be opened" if path.is_dir() and not path.is_symlink() else _NO_FILE
        raise OSError(found)
    digest, size, head = hashlib.sha256(), 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            head = head or chunk[:HEAD_BYTES]
            digest.update(chunk)
            size += len(chunk)
    if head.startswith(ZIP_MAGIC) and size <= MAX_BYTES:
        head = path.read_bytes()
    return digest.hexdigest(), size, head


def _input_key(row: dict[str, Any]) -> str:
    """Hash of the bytes' hash, the path and everything registered: any change of these means reading again."""
    # the line of the register moves with every line above it and says nothing of this file
    relevant = {name: value for name, value in row.items() if name != "register_no"}
    if relevant["declared_charset"] is None:  # as good as all files
        del relevant["declared_charset"]
    canonical = json.dumps(relevant, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _rows_without_file(sources: Sources, present: set[str]) -> Iterator[dict[str, Any]]:
    """Rejected rows for entries of sources.csv that belong to no file in raw/reports, those of pages not yet fetched
    among them. They carry no document_id."""
    for file in sorted((set(sources.rows) | set(sources.problems)) - present):
        found = ";".join(sources.problems.get(file, [])) or "raw/reports 中无此文件"
        hint = "放回该文件,或删去 raw/sources.csv 中的这一行"
        rejection = Rejection("sources_file_missing", "登记的文件不存在", found, f"文件 raw/{file}", hint)
        yield rejected_row({"source_file": file, "document_id": None, "input_key": None}, STAGE, rejection)
    held = {same_or_raw(row.origin_url) for file, row in sources.rows.items() if file in present and row.origin_url}
    for name, row in sorted(sources.wanted.items()):
        if same_or_raw(str(row.origin_url)) not in held:
            hint = "运行 fazhi fetch 取得;取不到的原因见其运行记录"
            rejection = Rejection("not_fetched", "登记的网页尚未取得", str(row.origin_url), "该网页的文件", hint)
            yield rejected_row({"source_file": name, "document_id": None, "input_key": None}, STAGE, rejection)
