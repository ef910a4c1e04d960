"""A lake that vanishes while a build works on it: told, before what is missing is taken for a lake without rows.

Landing writes an empty file of every table; as long as the lake is there, so are these. An object store tells of a
bucket that is gone by itself. Does not belong here: damage to files (checksums.py).
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from orchestration.home import Lake
from orchestration.in_place import in_place
from orchestration.lake.schemas import table_names
from orchestration.lake.store import SCHEMA_FILE


class LakeGoneError(RuntimeError):
    """The lake, or a part of it, was taken away during the build."""


def lake_in_place(lake: Lake) -> AbstractContextManager[None]:
    """Raises LakeGoneError when the lake is not there at the start or the end of the block.

    What fails inside because it has gone gets that as its reason.
    """
    return in_place(partial(refuse_vanished, lake))


def refuse_vanished(lake: Lake, cause: Exception | None = None) -> None:
    """Raises LakeGoneError, because of ``cause``, when a table of the lake is not there."""
    if not isinstance(lake, Path):
        return
    missing = [name for name in table_names() if not (lake / name / f"{SCHEMA_FILE}.parquet").is_file()]
    if missing:
        raise LakeGoneError(
            f"湖在构建途中不见了:{lake} 中缺少 {'、'.join(missing[:3])}{'等' if len(missing) > 3 else ''} "
            f"{len(missing)} 张表(the lake is gone)。可能被移走、删除或磁盘已脱开。发布未受影响;"
            "放回该目录后再运行 fazhi build,放不回也可直接再运行,由 raw/ 重建。"
        ) from cause
