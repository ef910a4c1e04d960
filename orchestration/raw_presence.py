"""The raw folder that vanishes or is suddenly empty: told, before its files are taken for deleted or unreadable ones.

Does not belong here: single files that cannot be read, which are rejected by name (pipeline/).
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from orchestration.in_place import in_place

EMPTY_IS_MEANT = "FAZHI_EMPTY_RAW"


class RawGoneError(RuntimeError):
    """The folder of the reports is not there, or nothing is left in it."""


def raw_in_place(raw: Path) -> AbstractContextManager[None]:
    """Raises RawGoneError when there is no folder of reports at the start or the end of the block.

    What fails inside because it has gone gets that as its reason.
    """
    return in_place(partial(_refuse_vanished, raw))


def _refuse_vanished(raw: Path, cause: Exception | None = None) -> None:
    reports = raw / "reports"
    if not reports.is_dir():
        raise RawGoneError(
            f"找不到原始报告目录:实际 {reports} 不存在或不是目录(the raw folder is not there);应为存放报告的目录。"
            "可能被移走、删除或磁盘已脱开。发布未受影响;放回该目录,或以 FAZHI_RAW 指明其所在,再运行 fazhi build。"
        ) from cause


def refuse_emptied(raw: Path, known: int) -> None:
    """Raises RawGoneError for a folder without any file of which ``known`` files were landed before.

    So looks the place of a disk that is not mounted. Whoever means it says so: FAZHI_EMPTY_RAW=1.
    """
    if known and os.environ.get(EMPTY_IS_MEANT) != "1":
        raise RawGoneError(
            f"原始报告目录已空:实际 {raw / 'reports'} 中没有文件,上次构建时有 {known} 个(the raw folder is empty);"
            "可能是磁盘未挂载。发布未受影响;挂上磁盘或放回报告后再运行 fazhi build。"
            f"确要清空仓库,以 {EMPTY_IS_MEANT}=1 运行。"
        )
