"""The lake in slices of whole documents: what is checked row by row is checked slice by slice, in bounded memory.

A slice is a folder of links to some buckets of the lake, so that every frame is made of it as of the whole. Its key is
a hash of these files and of the program; a slice with a known key was checked before. Does not belong here: checking
(sliced.py).
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from orchestration.file_hash import sha256_of
from orchestration.home import Home, Lake
from orchestration.lake.made_from import program_key
from orchestration.lake.store import SCHEMA_FILE, files_of, read_file

# Documents of a slice; their texts and mentions are held at once.
SLICE_DOCUMENTS = 2_000
_HEX = "0123456789abcdef"
_BUCKETS = tuple(first + second for first in _HEX for second in _HEX)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some buckets of the lake; ``name`` says which."""

    buckets: tuple[str, ...]

    @property
    def name(self) -> str:
        """The first and the last bucket."""
        return f"{self.buckets[0]}-{self.buckets[-1]}"


def slices(documents: int) -> list[Slice]:
    """All buckets in equal slices, the fewer the fewer ``documents`` there are: a power of two, so that most stay the
    same while a corpus grows."""
    count = 1
    while count < len(_BUCKETS) and documents / count > SLICE_DOCUMENTS:
        count *= 2
    size = len(_BUCKETS) // count
    return [Slice(_BUCKETS[first : first + size]) for first in range(0, len(_BUCKETS), size)]


@contextmanager
def laid_out(home: Home, one: Slice, tables: Sequence[str]) -> Iterator[tuple[Home, str]]:
    """A home whose lake has the rows of a slice in ``tables``, and the key of its content; gone afterwards."""
    folder = home.build / "checks" / f"slice-{one.name}"
    shutil.rmtree(folder, ignore_errors=True)
    digest = hashlib.sha256(program_key().encode())
    try:
        for table in tables:
            for path in _lay_out(home.lake, table, folder / "lake" / table, set(one.buckets)):
                digest.update(f"{table}/{path.name}\0{sha256_of(path)}\n".encode())
        yield Home(folder, home.raw), digest.hexdigest()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _lay_out(lake: Lake, table: str, folder: Path, buckets: set[str]) -> Iterator[Path]:
    """The files of a table in a slice: links to its buckets (copies of those in an object store); of files that are no
    buckets, the rows in them."""
    folder.mkdir(parents=True)
    for path in files_of(lake, table):
        target = folder / path.name
        if path.stem in buckets or path.stem == SCHEMA_FILE:
            if isinstance(path, Path):
                target.symlink_to(path)
            else:
                target.write_bytes(path.read_bytes())
        elif path.stem in _BUCKETS:
            continue
        else:
            mine = pl.col("document_id").str.head(2).is_in(sorted(buckets))
            read_file(path).filter(mine.fill_null(False)).write_parquet(target)
        yield target
