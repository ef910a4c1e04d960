"""What must hold of a published release, looked at as a reader would: whole, described, the same in every format.

Publication proves itself before the swap (release/verify.py); this looks at what is there after it. Does not belong
here: how the frames are made (frames/release.py), whether figures are right (marts.py).
"""

from __future__ import annotations

from orchestration.checks.expectation import Suite, in_set, matches, same
from orchestration.checks.frames.release import frames
from orchestration.release.build_file import STORAGE_VERSION

EXPECTATIONS = (
    same(
        "checksums_match",
        "files",
        "in_manifest",
        "found",
        "error",
        "发布目录的文件须与清单一一对应且校验和相同;缺、坏、多余(如未合并的日志)都说明发布不完整。",
    ),
    same("tables_present", "tables", "declared", "in_database", "error", "声明的发布表须全在库中,库中不得有别的表。"),
    same("tables_in_manifest", "tables", "in_manifest", "in_database", "error", "清单所列与库中之表须一致。"),
    same(
        "columns_match_manifest", "columns", "in_manifest", "in_database", "error", "清单所列的列与类型须与库中一致。"
    ),
    same("rows_match_manifest", "row_counts", "in_manifest", "in_database", "error", "库中行数须与清单一致。"),
    same("rows_match_parquet", "row_counts", "in_manifest", "in_parquet", "error", "Parquet 与 DuckDB 须是同样的行。"),
    same(
        "rows_arrive_from_warehouse",
        "arrows",
        "warehouse_cnt",
        "release_cnt",
        "error",
        "进=出:工作库中每行都须发布;否则发布的是别的版本,或中途丢了行。",
    ),
    matches("everything_described", "comments", "comment", r"\S", "error", "每表每列须有说明,读者在库中即可查到含义。"),
    in_set(
        "storage_version",
        "database",
        "storage_version",
        [f"{STORAGE_VERSION}+"],
        "error",
        "文件格式须为 1.x 各版客户端都能打开的格式;DuckDB 2 默认写新格式,旧客户端打不开。",
    ),
    in_set(
        "no_views",
        "database",
        "view_cnt",
        [0],
        "error",
        "视图记着建库时的库名,换名附加即失效,故只发布表。",
    ),
)

SUITE = Suite("release", EXPECTATIONS, frames)
