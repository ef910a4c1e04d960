"""Asset corrections: what was put right, and what could not be. The work is pipeline.corrections'."""

import dagster as dg

from orchestration.assets.metadata import OWNERS, preview, report_metadata
from orchestration.home import Home
from orchestration.lake.presence import lake_in_place
from orchestration.pipeline.corrections import correct
from orchestration.progress import advance
from orchestration.raw_presence import raw_in_place


@dg.asset(
    deps=["mentions"],
    group_name="corrections",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description=(
        "更正:raw/corrections.csv 的每一行与更正公告的每一处,找到所指的数字,或说明为何没有"
        "(every correction registered or announced, with the figure it changes or why it changes none)。"
    ),
)
def corrections(warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Try the corrections that are new or whose reports changed; shows every outcome."""
    # Without the folder its register would be taken for empty.
    with lake_in_place(warehouse.lake), raw_in_place(warehouse.raw):
        report = correct(warehouse, progress=advance("corrections"))
    columns = ["source_file", "line_no", "correction_outcome", "quote", "given_value", "found", "hint_zh"]
    given = preview(warehouse.lake, "corrections", columns)
    count = {"dagster/row_count": given["corrections_rows"]}
    return dg.MaterializeResult(metadata={**report_metadata(report), **given, **count})
