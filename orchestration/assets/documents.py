"""Asset documents: the reports as text with what they say of themselves. The work is pipeline.documents'."""

import dagster as dg

from orchestration.assets.metadata import OWNERS, preview, report_metadata
from orchestration.home import Home
from orchestration.lake.presence import lake_in_place
from orchestration.pipeline.documents import read_documents
from orchestration.progress import advance
from orchestration.raw_presence import raw_in_place


@dg.asset(
    deps=["landing"],
    group_name="reading",
    kinds={"python", "parquet"},
    owners=OWNERS,
    description=(
        "读取:每份报告的全文、机关、区划、年度与发布日期;读不出的进入 rejected,附理由与处置建议"
        "(text, body, region, year and date of each report; what cannot be read is rejected with a reason)。"
    ),
)
def documents(warehouse: dg.ResourceParam[Home]) -> dg.MaterializeResult[None]:
    """Read new and changed files; shows the documents and every rejection."""
    with lake_in_place(warehouse.lake), raw_in_place(warehouse.raw):
        report = read_documents(warehouse, progress=advance("documents"))
    read = preview(warehouse.lake, "documents", ["source_file", "agency_full_name_zh", "region_code", "year", "chars"])
    rejected = preview(warehouse.lake, "rejected", ["source_file", "stage", "reason_zh", "found", "hint_zh"])
    count = {"dagster/row_count": read["documents_rows"]}
    return dg.MaterializeResult(metadata={**report_metadata(report), **read, **rejected, **count})
