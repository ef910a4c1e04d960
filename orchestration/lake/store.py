"""Reading and writing of lake tables: Parquet files, bucketed and sorted; the same rows give the same bytes.

Layout below ``lake/<table>/``: ``_schema.parquet`` (no rows, so that a glob never comes up empty), and either files
named by the step that writes them (``landing.parquet``) or one bucket for each first two hex digits of ``document_id``
(``ab.parquet``). A file is only ever replaced whole, and only when its bytes change, so modification times tell what a
run has touched.

Does not belong here: what the columns are (schemas.py), or which rows belong in (pipeline/).
"""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import polars as pl

from orchestration.home import Lake
from orchestration.lake.checksums import forget, noted
from orchestration.lake.schemas import LakeSchemaError, polars_schema
from orchestration.s3_path import S3Path, fetched

SCHEMA_FILE = "_schema"
# Sorting by every column makes row order a function of the rows alone; these come first so that documents lie together.
_SORT_FIRST = ("document_id", "block_no", "section_no", "mention_no", "start", "source_file", "step")


def read_table(lake: Lake, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """All rows of a table, sorted by file and row; with ``columns`` only those, in that order.

    A table that was never written has no rows.
    Raises LakeSchemaError when a file on disk has other columns or types than declared (written by another version).
    """
    schema = polars_schema(name)
    paths: list[Path] = []
    buffers: list[IO[bytes]] = []
    for path, content in _contents(files_of(lake, name)):
        found = schema_of(content)
        if found != schema:
            raise LakeSchemaError(
                f"{path.name} of lake table {name}: found {found}, expected {schema}; delete the lake and build again"
            )
        if isinstance(content, Path):
            paths.append(content)
        else:
            buffers.append(io.BytesIO(content))
    wanted = list(columns) if columns is not None else list(schema)
    if not paths and not buffers:
        return pl.DataFrame(schema=schema).select(wanted)
    # 257 files asked for together cost a fifth of what they cost one by one
    return pl.read_parquet(paths or buffers, columns=wanted, glob=False).select(wanted).rechunk()


def read_rows_of(
    lake: Lake, name: str, document_ids: Collection[str], columns: Sequence[str] | None = None
) -> pl.DataFrame:
    """The rows of ``document_ids`` only, reading no other bucket; sorted, with the declared columns or ``columns``."""
    wanted = list(columns) if columns is not None else list(polars_schema(name))
    paths = [lake / name / f"{bucket}.parquet" for bucket in sorted({bucket_of(one) for one in document_ids})]
    ids = list(document_ids)
    read = list(dict.fromkeys(["document_id", *wanted]))
    frames = [pl.DataFrame(schema=polars_schema(name)).select(wanted)]
    for _, content in _contents(paths):
        rows = _read_bucket(content, name, read).filter(pl.col("document_id").is_in(ids))
        frames.append(rows.select(wanted))
    return pl.concat(frames)


def _read_bucket(content: Lake | bytes, name: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """A file of the declared columns, sorted as it was written. Raises LakeSchemaError for a file of other columns."""
    if schema_of(content) == polars_schema(name):
        return read_file(content, columns)
    frame = conform(name, read_file(content))
    return frame if columns is None else frame.select(columns)


def write_table(lake: Lake, name: str, frame: pl.DataFrame, file: str) -> bool:
    """Make ``frame`` the whole content of ``lake/<name>/<file>.parquet``; an empty frame removes the file.

    Returns whether anything on disk changed. Raises LakeSchemaError when the frame does not fit the schema.
    """
    _ensure_schema_file(lake, name)
    return _write(lake / name / f"{file}.parquet", conform(name, frame))


def replace_documents(lake: Lake, name: str, frame: pl.DataFrame, document_ids: Collection[str]) -> int:
    """Put the rows of ``frame`` in place of all rows of ``document_ids``; rows of other documents stay.

    Only the buckets of these documents are read and written. Returns how many files changed.
    Raises LakeSchemaError when the frame does not fit the schema or holds a document that is not in ``document_ids``.
    """
    rows = conform(name, frame)
    strangers = set(rows["document_id"].unique()) - set(document_ids)
    if strangers:
        raise LakeSchemaError(
            f"replace_documents({name}): found rows of {sorted(map(str, strangers))[:3]}, "
            "expected only rows of the documents given"
        )
    _ensure_schema_file(lake, name)
    changed = 0
    for bucket in sorted({bucket_of(document_id) for document_id in document_ids}):
        path = lake / name / f"{bucket}.parquet"
        new = rows.filter(pl.col("document_id").str.starts_with(bucket))
        if path.exists():
            # A file of an older schema cannot be kept in part; reading it by the declared schema would fail anyway.
            kept = _read_bucket(path.read_bytes() if isinstance(path, S3Path) else path, name)
            new = pl.concat([kept.filter(~pl.col("document_id").is_in(list(document_ids))), new])
        changed += _write(path, _sorted(new))
    return changed


def drop_documents(lake: Lake, name: str, document_ids: Collection[str]) -> int:
    """Remove all rows of ``document_ids``; a bucket that becomes empty is removed. Returns how many files changed."""
    return replace_documents(lake, name, empty_table(name), document_ids)


def bucket_of(document_id: str) -> str:
    """The bucket (file stem) of a document: the first two hex digits of its id."""
    return document_id[:2]


def empty_table(name: str) -> pl.DataFrame:
    """A table with its columns and no rows."""
    return pl.DataFrame(schema=polars_schema(name))


def table_of(name: str, rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """The rows as a frame of the declared types. Raises LakeSchemaError for a value that does not fit."""
    try:
        return pl.DataFrame(rows, schema=polars_schema(name))
    except (TypeError, ValueError, OverflowError, pl.exceptions.PolarsError) as error:
        raise LakeSchemaError(f"rows for lake table {name}: {error}") from error


def conform(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with the declared types, sorted.

    Raises LakeSchemaError for missing or extra columns and for values that do not fit.
    """
    schema = polars_schema(name)
    if set(frame.columns) != set(schema):
        missing, extra = sorted(set(schema) - set(frame.columns)), sorted(set(frame.columns) - set(schema))
        raise LakeSchemaError(f"frame for lake table {name}: missing columns {missing}, columns not declared {extra}")
    try:
        typed = frame.select(pl.col(column).cast(data_type, strict=True) for column, data_type in schema.items())
    except pl.exceptions.PolarsError as error:
        raise LakeSchemaError(f"frame for lake table {name}: {error}") from error
    return _sorted(typed)


def _sorted(frame: pl.DataFrame) -> pl.DataFrame:
    first = [column for column in _SORT_FIRST if column in frame.columns]
    rest = [column for column in frame.columns if column not in first]
    return frame.sort(*first, *rest, nulls_last=True, maintain_order=True)


def read_file(content: Lake | bytes, columns: Sequence[str] | None = None) -> pl.DataFrame:
    """The rows of one file of the lake. Raises ObjectStoreError."""
    return pl.read_parquet(_source(content), columns=list(columns) if columns is not None else None, glob=False)


def schema_of(content: Lake | bytes) -> dict[str, pl.DataType]:
    """The columns of one file of the lake. Raises ObjectStoreError."""
    if isinstance(content, Path):
        stat = content.stat()
        return dict(_schema_as_written(content, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    return dict(pl.read_parquet_schema(_source(content)))


@lru_cache(maxsize=20_000)
def _schema_as_written(path: Path, *_: int) -> dict[str, pl.DataType]:
    """The columns of a file as long as nobody has written it: a table is read a dozen times a build."""
    return dict(pl.read_parquet_schema(path))


def _source(content: Lake | bytes) -> Path | io.BytesIO:
    if isinstance(content, Path):
        return content
    return io.BytesIO(content.read_bytes() if isinstance(content, S3Path) else content)


def _contents(paths: Sequence[Lake]) -> Iterator[tuple[Lake, Path | bytes]]:
    """The files that are there; from an object store their bytes, several asked for at once."""
    yield from fetched([path for path in paths if isinstance(path, S3Path)])
    yield from ((path, path) for path in paths if isinstance(path, Path) and path.exists())


def files_of(lake: Lake, name: str) -> list[Lake]:
    """The files of a table in order. Raises ObjectStoreError."""
    folder = lake / name
    return [*(sorted(folder.glob("*.parquet")) if isinstance(folder, Path) else folder.glob("*.parquet"))]


def _ensure_schema_file(lake: Lake, name: str) -> None:
    path = lake / name / f"{SCHEMA_FILE}.parquet"
    _replace_bytes(path, _parquet_bytes(pl.DataFrame(schema=polars_schema(name))))


def _write(path: Lake, frame: pl.DataFrame) -> bool:
    if frame.is_empty():
        existed = path.exists()
        path.unlink(missing_ok=True)
        if isinstance(path, Path):
            forget(path)
        return existed
    return _replace_bytes(path, _parquet_bytes(frame))


def _parquet_bytes(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    # One row group of one chunk: row grouping would otherwise depend on how the frame was put together.
    frame.rechunk().write_parquet(
        buffer, compression="zstd", compression_level=3, statistics=True, row_group_size=max(frame.height, 1)
    )
    return buffer.getvalue()


def _replace_bytes(path: Lake, data: bytes) -> bool:
    if path.exists() and path.read_bytes() == data:
        return False
    if isinstance(path, S3Path):
        path.write_bytes(data)
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    # The name does not match *.parquet: a reader that globs at this moment must not see half a file.
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        with noted(path, data):
            temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def ensure_tables(lake: Lake, names: Sequence[str]) -> None:
    """Write the zero-row ``_schema.parquet`` of each table, so that readers find it even before its first row."""
    for name in names:
        _ensure_schema_file(lake, name)
