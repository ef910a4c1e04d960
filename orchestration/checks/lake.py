"""What every step that writes to the lake is asked of its tables. What one step is asked alone does not belong here."""

from __future__ import annotations

from orchestration.checks.expectation import between, is_null, same

COLUMNS_AS_DECLARED = same(
    "columns_as_declared",
    "lake_columns",
    "declared",
    "found",
    "error",
    "湖表的列与类型只声明一次(_lake__sources.yml);文件与之不同,便是由别的版本写成,dbt 会读错。",
)

# A fault that names its file costs that file alone (quarantine.py); these two tell of it.
WITHHELD = (
    is_null(
        "nothing_withheld",
        "withheld",
        "withheld",
        "warning",
        "未通过校验的文件已移出,其余照常发布;多为程序缺陷,见 quality.rejected 中理由为 check_failed 的行。",
    ),
    between(
        "withheld_share",
        "withheld_totals",
        "withheld_share",
        0,
        0.5,
        "error",
        "移出过半便不是个别文件的问题,而是程序或数据整体有误;照发会以残缺的库替换上一版,故阻断。阈值 0.5 自首版起。",
    ),
)
