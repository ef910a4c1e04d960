"""What every step that writes to the lake is asked of its tables. What one step is asked alone does not belong here."""

from __future__ import annotations

from orchestration.checks.expectation import same

COLUMNS_AS_DECLARED = same(
    "columns_as_declared",
    "lake_columns",
    "declared",
    "found",
    "error",
    "湖表的列与类型只声明一次(_lake__sources.yml);文件与之不同,便是由别的版本写成,dbt 会读错。",
)
