"""Files of the lake with other columns than this version declares: told, and taken out to be made again from raw/.

The lake holds nothing that raw/ cannot give again, so that an upgrade needs no migration of it. Does not belong here:
what is done anew because a rule has changed (the versions of reading and extraction see to that).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from orchestration.home import Lake
from orchestration.lake.checksums import take_out
from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import SCHEMA_FILE, files_of, schema_of


def take_out_outdated(lake: Lake) -> list[str]:
    """Remove what another version wrote, of a bucket every table's; returns the files found, as paths below the lake.

    Raises ObjectStoreError.
    """
    found = list(_outdated(lake))
    take_out(lake, found)
    return found


def _outdated(lake: Lake) -> Iterator[str]:
    for table in table_names():
        files = files_of(lake, table)
        schema_files = [path for path in files if path.stem == SCHEMA_FILE]
        if isinstance(lake, Path):
            others = [path for path in files if not _is_of_this_version(path, table)]
        else:
            # Asking for every object would take longer than the build; the columns are those of the empty one.
            others = [] if all(_is_of_this_version(path, table) for path in schema_files) else files
        # The empty one last: killed on the way, the table still shows that it is another version's.
        for path in sorted(others, key=lambda path: (path in schema_files, path.name)):
            yield f"{table}/{path.name}"


def _is_of_this_version(path: Lake, table: str) -> bool:
    try:
        return schema_of(path) == polars_schema(table)
    except (pl.exceptions.PolarsError, FileNotFoundError):
        return False
